"""Step 3: checks all units' reports together and says what became of each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from township_reports.config.run_folders import get_county_rules
from township_reports.decisions.explanations import list_explanations
from township_reports.domain.county import Unit
from township_reports.domain.errors import RetryableError
from township_reports.domain.finding import Finding
from township_reports.domain.submission import Outcome
from township_reports.pipeline.audit import store_audit
from township_reports.pipeline.duplicate_files import find_duplicate_files
from township_reports.runs.dependencies import get_dataset
from township_reports.runs.outcomes import evaluate_outcome
from township_reports.runs.run_submissions import RunSubmissions, load_run_submissions
from township_reports.storage.dataset import CountyDataset, UnitOfWork
from township_reports.validation.check import CheckResult, check_in_batches
from township_reports.validation.frames.submissions import stream_peer_stats

UNFINISHED = "读取没有完成（程序中断）。请清除（Clear）该单位的“读取报送材料”任务及其下游，重新读取。"


class ConcurrentChangeError(RetryableError):
    """What counts is not what was checked: another file was read meanwhile. Nothing is stored; to be tried again."""


def check_reports(run_key: str) -> dict[str, int]:
    """Store the findings and each unit's outcome; return how many units have which outcome.

    Raises ConcurrentChangeError.
    """
    place = get_dataset()
    with place.snapshot() as work:
        run, checked_ids = work.runs.get(run_key), work.submissions.list_selected(run_key)
        submissions = load_run_submissions(work, run)
        rivals = list(_rivals(work, run_key))
    checked = _check(place, submissions)
    findings = _by_unit(submissions, [*checked.findings, *rivals])
    names = {code: submissions.units[code].name for code in submissions.selected}
    digest = store_audit(run, names, checked.rule_audits)
    with place.transaction() as work:
        work.runs.lock_county(run_key)
        if work.submissions.list_selected(run_key, hold=True) != checked_ids:
            raise ConcurrentChangeError("核对期间又读取了新的材料，这次核对没有保存，稍后自动重新核对。")
        if _names(work.runs.county(run_key).units) != _names(submissions.units.values()):
            raise ConcurrentChangeError("核对期间名册改动了，这次核对没有保存，稍后自动重新核对。")
        work.runs.set_checked_names(run_key)
        work.releases.set_audit(run_key, digest)
        work.findings.replace(run_key, "submissions", findings)
        work.runs.set_outcomes(run_key, _outcomes(work, submissions, findings))
        return dict(Counter(str(state.outcome) for state in work.runs.units(run_key)))


def _names(units: Iterable[Unit]) -> list[tuple[str, ...]]:
    return [unit.list_names() for unit in units]


def _check(place: CountyDataset, submissions: RunSubmissions) -> CheckResult:
    """Look at all reports twice: at their texts, which are compared with each other, and at their cells in batches."""
    if not submissions.selected:
        return CheckResult([], [])
    peers = stream_peer_stats(chain.from_iterable(submissions.batches(place, cells=False)))
    return check_in_batches(peers, submissions.batches(place), get_county_rules(submissions.run))


def _by_unit(submissions: RunSubmissions, findings: Sequence[Finding]) -> list[Finding]:
    order = {code: position for position, code in enumerate(submissions.selected)}
    return sorted(findings, key=lambda finding: order[finding.unit])


def _outcomes(
    work: UnitOfWork, submissions: RunSubmissions, findings: Sequence[Finding]
) -> dict[str, tuple[Outcome, str]]:
    """Return what became of each unit whose report could be read, and of those of which nothing is known."""
    run_key = submissions.run.key
    said = list_explanations(work, run_key, findings)
    of_unit: dict[str, list[Finding]] = {}
    for finding in findings:
        of_unit.setdefault(finding.unit, []).append(finding)
    outcomes = {code: evaluate_outcome(of_unit.get(code, []), said) for code in submissions.selected}
    unfinished = (state.unit.code for state in work.runs.units(run_key) if state.outcome is None)
    return dict.fromkeys(unfinished, (Outcome.UNREADABLE, UNFINISHED)) | outcomes


def _rivals(work: UnitOfWork, run_key: str) -> Iterator[Finding]:
    counting = work.submissions.list_selected(run_key)
    for code, files in work.submissions.list_received(run_key).items():
        if len(files) == 1:
            continue
        counts = next(file for file in files if file.id == counting[code])
        if not counts.unreadable:
            yield from find_duplicate_files(
                code, counts, files, work.submissions.load_reports(file.id for file in files)
            )
