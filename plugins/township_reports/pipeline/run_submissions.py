"""The reports of a run as they are checked: with what is expected and last year's beside them. Checks nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from township_reports.records.report import Report
from township_reports.records.submission import Submission
from township_reports.storage.dataset import Transaction
from township_reports.storage.entries import Run


def submissions_of(work: Transaction, run: Run, codes: Collection[str] | None = None) -> list[Submission]:
    """The readable reports of a run, or of these units, each beside last year's accepted one of the same unit."""
    units = {unit.code: unit for unit in work.runs.county(run.key).units}
    previous = _accepted(work, run.previous_run, codes) if run.previous_run else {}
    return [
        Submission(code, report, units[code], run.year, units[code].kind, previous.get(code), run.county)
        for code, report in work.submissions.counting_reports(run.key, codes).items()
    ]


def _accepted(work: Transaction, run_key: str, codes: Collection[str] | None) -> Mapping[str, Report]:
    valid = {state.unit.code for state in work.runs.units(run_key) if state.is_valid}
    return {code: report for code, report in work.submissions.counting_reports(run_key, codes).items() if code in valid}
