"""Puts a run's county, units, figures and findings together as one report."""

from __future__ import annotations

from collections.abc import Mapping

from township_reports.decisions.explanations import list_explanations
from township_reports.domain.consolidated.report import ConsolidatedReport, CountyFigures, UnitLine
from township_reports.domain.report import Report
from township_reports.domain.run import SignOff, UnitState
from township_reports.domain.submission import Outcome
from township_reports.runs.dependencies import PreconditionFailedError
from township_reports.storage.dataset import UnitOfWork


def list_included_submissions(work: UnitOfWork, run_key: str) -> dict[str, int]:
    """List the submissions with the valid reports of a run by unit code, in official order.

    Raises PreconditionFailedError when a unit is not valid and nobody decided to go on without it, or when none
    is valid.
    """
    states = work.runs.units(run_key)
    valid = {state.unit.code for state in states if state.is_valid}
    decided = valid | _excluded(work.releases.sign_offs(run_key))
    open_cases = [state.unit.name for state in states if state.unit.code not in decided]
    if open_cases:
        raise PreconditionFailedError(
            f"以下单位未通过，也没有决定不含：{'、'.join(open_cases)}。请补报，或在“领导签批”中决定。"
        )
    included = {code: one for code, one in work.submissions.list_readable(run_key).items() if code in valid}
    if not included:
        raise PreconditionFailedError("没有一个单位的报送材料可以汇总。请先收齐报送材料。")
    return included


def load_outlines(work: UnitOfWork, submissions: Mapping[str, int]) -> dict[str, Report]:
    """Load the outlines of these units' reports, by unit code."""
    outlines = work.submissions.load_outlines(submissions.values())
    return {code: outlines[submission] for code, submission in submissions.items()}


def build_consolidated_report(
    work: UnitOfWork, run_key: str, figures: CountyFigures, reports: Mapping[str, Report]
) -> ConsolidatedReport:
    """Build the run's report around its figures, with the included units' reports or outlines of them."""
    decisions = work.releases.sign_offs(run_key)
    units = tuple(
        _line(state, reports.get(state.unit.code), decisions[-1] if decisions else None)
        for state in work.runs.units(run_key)
    )
    findings = (*work.findings.list_findings(run_key, "submissions"), *work.findings.list_findings(run_key, "county"))
    said = list_explanations(work, run_key, findings)
    return ConsolidatedReport(work.runs.county(run_key), work.runs.get(run_key).year, figures, units, findings, said)


def _line(state: UnitState, report: Report | None, decision: SignOff | None) -> UnitLine:
    included = report is not None
    explanation = (
        f"{state.reason}；{decision.reason}" if decision and decision.reason and not state.is_valid else state.reason
    )
    return UnitLine(state.unit, state.outcome or Outcome.UNREADABLE, included, explanation, report)


def _excluded(decisions: tuple[SignOff, ...]) -> set[str]:
    """Only the last decision stands."""
    return set(decisions[-1].units) if decisions else set()
