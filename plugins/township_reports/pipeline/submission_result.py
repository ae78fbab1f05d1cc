"""Step 4: what became of one unit, in the lines its clerk reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from township_reports.decisions.explanations import list_explanations
from township_reports.domain.county import Unit
from township_reports.domain.run import UnitState
from township_reports.domain.submission import Outcome
from township_reports.pipeline.clerk_lines import UnitCase, format_unit_lines
from township_reports.runs.dependencies import get_dataset
from township_reports.runs.outcomes import evaluate_findings
from township_reports.storage.dataset import UnitOfWork

LOG_WIDTH = 50  # characters of Chinese that Airflow's log shows in a line on a screen of 1366 pixels


@dataclass(frozen=True)
class SubmissionResult:
    """A unit's outcome, and what is wrong, where, and what to do about it, line by line in Chinese."""

    unit: Unit
    outcome: Outcome
    lines: tuple[str, ...]

    def log_lines(self) -> Iterator[str]:
        """Log the lines as a log shows them without scrolling sideways."""
        return (part for line in self.lines for part in wrap_lines(line))


def get_submission_result(run_key: str, unit_code: str) -> SubmissionResult:
    """Return the result of a checked unit.

    Raises PreconditionFailedError when the run has not checked it, UnknownRunError for no unit.
    """
    return list_submission_results(run_key, [unit_code])[0]


def list_submission_results(run_key: str, unit_codes: Sequence[str]) -> list[SubmissionResult]:
    """List the results of several checked units, in their order; raises the same."""
    with get_dataset().transaction() as work:
        cases = _cases(work, run_key, [work.runs.unit(run_key, code) for code in unit_codes])
    return [SubmissionResult(case.unit, case.outcome, tuple(format_unit_lines(case))) for case in cases]


def _cases(work: UnitOfWork, run_key: str, states: Sequence[UnitState]) -> list[UnitCase]:
    codes = [state.unit.code for state in states]
    files, reports = (
        work.submissions.list_selected_files(run_key, codes),
        work.submissions.load_selected_reports(run_key, codes),
    )
    findings = work.findings.list_findings(run_key, "submissions", codes)
    said, run = list_explanations(work, run_key, findings), work.runs.get(run_key)
    return [
        UnitCase(
            run=run,
            unit=state.unit,
            outcome=evaluate_findings(state),
            reason=state.reason,
            file=files.get(state.unit.code),
            report=reports.get(state.unit.code),
            findings=tuple(finding for finding in findings if finding.unit == state.unit.code),
            explanations=said,
        )
        for state in states
    ]


def wrap_lines(line: str) -> Iterator[str]:
    """Wrap the line in parts of at most LOG_WIDTH, the later ones indented, cut after a mark where there is one."""
    indent = " " * (len(line) - len(line.lstrip()))
    while len(line) > LOG_WIDTH:
        marks = [at + 1 for at in range(LOG_WIDTH) if line[at] in "，。；：＝＋ /"]
        cut = marks[-1] if marks and marks[-1] > LOG_WIDTH // 2 else LOG_WIDTH
        yield line[:cut]
        line = f"{indent}  {line[cut:]}"
    yield line
