"""Step 3: checks all units' reports at once and says what became of each unit. Holds no rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from township_reports.checking.check import check_submissions
from township_reports.pipeline.explanations import explanations_of
from township_reports.pipeline.outcomes import set_outcome
from township_reports.pipeline.rival_files import rival_findings
from township_reports.pipeline.workplace import dataset
from township_reports.records.finding import Finding
from township_reports.records.report import Report
from township_reports.records.submission import Outcome, Submission
from township_reports.storage.dataset import Transaction
from township_reports.storage.entries import Run

UNFINISHED = "读取没有完成（程序中断）。请清除（Clear）该单位的“读取报送材料”任务及其下游，重新读取。"


def check_reports(run_key: str) -> dict[str, int]:
    """Stores the findings and each unit's outcome; returns how many units have which outcome."""
    place = dataset()
    with place.transaction() as work:
        run = work.runs.get(run_key)
        submissions = _submissions(work, run)
        rivals = list(_rivals(work, run_key))
    findings = _by_unit(submissions, [*check_submissions(submissions, run.own_rules), *rivals]) if submissions else []
    with place.transaction() as work:
        work.findings.replace(run_key, "submissions", findings)
        reports = {submission.key: submission.report for submission in submissions}
        said = explanations_of(work, run_key, findings, reports)
        for code in reports:
            set_outcome(work, run_key, code, [finding for finding in findings if finding.unit == code], said)
        for state in work.runs.units(run_key):
            if state.outcome is None:
                work.runs.set_outcome(run_key, state.unit.code, Outcome.UNREADABLE, UNFINISHED)
        return dict(Counter(str(state.outcome) for state in work.runs.units(run_key)))


def _submissions(work: Transaction, run: Run) -> list[Submission]:
    """The readable reports of a run, each beside last year's accepted one of the same unit."""
    units = {unit.code: unit for unit in work.runs.county(run.key).units}
    previous = _accepted(work, run.previous_run) if run.previous_run else {}
    return [
        Submission(code, report, units[code], run.year, units[code].kind, previous.get(code), run.county)
        for code, report in work.submissions.counting_reports(run.key).items()
    ]


def _accepted(work: Transaction, run_key: str) -> Mapping[str, Report]:
    valid = {state.unit.code for state in work.runs.units(run_key) if state.is_valid}
    return {code: report for code, report in work.submissions.counting_reports(run_key).items() if code in valid}


def _by_unit(submissions: Sequence[Submission], findings: Sequence[Finding]) -> list[Finding]:
    order = {submission.key: position for position, submission in enumerate(submissions)}
    return sorted(findings, key=lambda finding: order[finding.unit])


def _rivals(work: Transaction, run_key: str) -> Iterator[Finding]:
    counting = work.submissions.counting(run_key)
    for code, files in work.submissions.received(run_key).items():
        counts = next(file for file in files if file.id == counting[code])
        if not counts.unreadable:
            yield from rival_findings(code, counts, files, work.submissions.reports(file.id for file in files))
