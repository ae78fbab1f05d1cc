"""What the findings of one unit mean for its submission."""

from __future__ import annotations

from collections.abc import Sequence

from township_reports.domain.explanation import Explanations, list_unexplained
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.run import UnitState
from township_reports.domain.submission import Outcome
from township_reports.runs.dependencies import PreconditionFailedError
from township_reports.storage.dataset import UnitOfWork

ANSWERED = "提示均已说明"


def set_outcome(work: UnitOfWork, run_key: str, code: str, findings: Sequence[Finding], said: Explanations) -> None:
    """Keep what became of a unit; warnings that were explained no longer count."""
    work.runs.set_outcome(run_key, code, *evaluate_outcome(findings, said))


def evaluate_outcome(findings: Sequence[Finding], said: Explanations) -> tuple[Outcome, str]:
    """Evaluate what became of a unit that has these findings, and in a line why."""
    open_findings = list_unexplained(findings, said)
    reason = format_reason(open_findings) or (ANSWERED if said.keys() & set(findings) else "")
    return get_outcome(open_findings), reason


def evaluate_findings(state: UnitState) -> Outcome:
    """Evaluate what became of a unit that has been checked; raises PreconditionFailedError for one that has not."""
    if state.outcome is None:
        raise PreconditionFailedError(f"{state.unit.name}还没有核对。请先运行“核对勾稽关系”。")
    return state.outcome


def get_outcome(findings: Sequence[Finding]) -> Outcome:
    """Return what findings that nobody has explained mean."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Outcome.HAS_ERRORS
    return Outcome.HAS_WARNINGS if severities - {Severity.INFO} else Outcome.ACCEPTED


def format_reason(findings: Sequence[Finding]) -> str:
    """Format the outcome's reason in a line, as the report prints it; empty when there is nothing to explain."""
    for severity in (Severity.ERROR, Severity.WARNING, Severity.UNCHECKED):
        grave = [finding for finding in findings if finding.severity is severity]
        if grave:
            count = f"（共{len(grave)}处{severity.label}）" if len(grave) > 1 else ""
            return f"{grave[0].rule}：{grave[0].message}{count}"
    return ""
