"""Step 3: checks all units' reports at once and says what became of each unit. Holds no rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from township_reports.checking.check import Checked, check
from township_reports.pipeline.audit import keep_audit
from township_reports.pipeline.explanations import explanations_of
from township_reports.pipeline.outcomes import set_outcome
from township_reports.pipeline.rival_files import rival_findings
from township_reports.pipeline.run_submissions import submissions_of
from township_reports.pipeline.workplace import dataset
from township_reports.records.finding import Finding
from township_reports.records.submission import Outcome, Submission
from township_reports.storage.dataset import Transaction

UNFINISHED = "读取没有完成（程序中断）。请清除（Clear）该单位的“读取报送材料”任务及其下游，重新读取。"


class ChangedMeanwhile(RuntimeError):
    """What counts is not what was checked: another file was read meanwhile. Nothing is stored; to be tried again."""


def check_reports(run_key: str) -> dict[str, int]:
    """Stores the findings and each unit's outcome; returns how many units have which outcome.

    Raises ChangedMeanwhile.
    """
    place = dataset()
    with place.snapshot() as work:
        run, checked_ids = work.runs.get(run_key), work.submissions.counting(run_key)
        submissions = submissions_of(work, run)
        rivals = list(_rivals(work, run_key))
    checked = check(submissions, run.own_rules) if submissions else Checked([], [])
    findings = _by_unit(submissions, [*checked.findings, *rivals])
    digest = keep_audit(run, {one.key: one.unit.name for one in submissions if one.unit}, checked.judged)
    with place.transaction() as work:
        work.runs.hold(run_key)
        if work.submissions.counting(run_key, hold=True) != checked_ids:
            raise ChangedMeanwhile("核对期间又读取了新的材料，这次核对没有保存，请重新核对。")
        work.releases.set_audit(run_key, digest)
        work.findings.replace(run_key, "submissions", findings)
        reports = {submission.key: submission.report for submission in submissions}
        said = explanations_of(work, run_key, findings, reports)
        for code in reports:
            set_outcome(work, run_key, code, [finding for finding in findings if finding.unit == code], said)
        for state in work.runs.units(run_key):
            if state.outcome is None:
                work.runs.set_outcome(run_key, state.unit.code, Outcome.UNREADABLE, UNFINISHED)
        return dict(Counter(str(state.outcome) for state in work.runs.units(run_key)))


def _by_unit(submissions: Sequence[Submission], findings: Sequence[Finding]) -> list[Finding]:
    order = {submission.key: position for position, submission in enumerate(submissions)}
    return sorted(findings, key=lambda finding: order[finding.unit])


def _rivals(work: Transaction, run_key: str) -> Iterator[Finding]:
    counting = work.submissions.counting(run_key)
    for code, files in work.submissions.received(run_key).items():
        counts = next(file for file in files if file.id == counting[code])
        if not counts.unreadable:
            yield from rival_findings(code, counts, files, work.submissions.reports(file.id for file in files))
