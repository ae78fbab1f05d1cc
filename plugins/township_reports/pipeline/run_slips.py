"""What is to be told to each unit of a run: its findings, what they suggest, and the report they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from township_reports.pipeline.explanations import list_explanations
from township_reports.pipeline.outcomes import evaluate_findings
from township_reports.pipeline.run_submissions import RunSubmissions, load_run_submissions, split_batches
from township_reports.pipeline.suggestions import describe_reliability, localize_submissions, suggest_corrections
from township_reports.records.explanation import list_unexplained
from township_reports.records.finding import Finding
from township_reports.records.repair import ErrorLocalization
from township_reports.records.report import Report
from township_reports.records.roster import load_county
from township_reports.records.slip import CorrectionNotice
from township_reports.storage.dataset import UnitOfWork
from township_reports.storage.entries import UnitState


def list_run_notices(work: UnitOfWork, run_key: str, states: Sequence[UnitState]) -> Iterator[CorrectionNotice]:
    """These units of a run, in their order, each with what it has to mend or to explain; some hundreds at once.

    Raises StepRefused where a unit has not been checked, BadRoster, UnknownRun.
    """
    codes, run = [state.unit.code for state in states], work.runs.get(run_key)
    county = replace(load_county(run.folder), name=run.county, office=run.office)
    submissions, files = load_run_submissions(work, run, codes), work.submissions.list_selected_files(run_key, codes)
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in work.findings.list_findings(run_key, "submissions", codes):
        findings[finding.unit].append(finding)
    for some in split_batches(states):
        told = _told(work, submissions, findings, some)
        for state in some:
            code = state.unit.code
            yield CorrectionNotice(
                county,
                run.year,
                state.unit.name,
                evaluate_findings(state),
                state.reason,
                files[code].file_name if code in files else "",
                told.reports.get(code),
                tuple(told.asked.get(code, ())),
                suggest_corrections(told.likely[code].repairs) if code in told.likely else {},
                reliance=describe_reliability(told.likely[code]) if code in told.likely else "",
            )


class _NoticeInputs(NamedTuple):
    """Of some units, by code: the report, what it has to explain, and what could be wrong in it."""

    reports: Mapping[str, Report]
    asked: Mapping[str, Sequence[Finding]]
    likely: Mapping[str, ErrorLocalization]


def _told(
    work: UnitOfWork,
    submissions: RunSubmissions,
    findings: Mapping[str, Sequence[Finding]],
    states: Sequence[UnitState],
) -> _NoticeInputs:
    """What is told of these units; of one that is valid and without findings nothing is told of any cell."""
    to_tell = (state.unit.code for state in states if not state.is_valid or state.unit.code in findings)
    read = submissions.read(work, [code for code in to_tell if code in submissions.selected])
    reports = {one.key: one.report for one in read}
    found = [finding for code in reports for finding in findings.get(code, ())]
    asked: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in list_unexplained(found, list_explanations(work, submissions.run.key, found)):
        asked[finding.unit].append(finding)
    return _NoticeInputs(reports, asked, localize_submissions(read, found, submissions.run.own_rules))
