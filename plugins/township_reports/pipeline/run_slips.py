"""What is to be told to each unit of a run: its findings, what they suggest, and the report they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from township_reports.pipeline.explanations import explanations_of
from township_reports.pipeline.outcomes import checked_outcome
from township_reports.pipeline.run_submissions import RunSubmissions, in_batches, run_submissions
from township_reports.pipeline.suggestions import localised, reliance, suggested
from township_reports.records.explanation import unexplained
from township_reports.records.finding import Finding
from township_reports.records.repair import Localisation
from township_reports.records.report import Report
from township_reports.records.roster import load_county
from township_reports.records.slip import Slip
from township_reports.storage.dataset import Transaction
from township_reports.storage.entries import UnitState


def slips_of(work: Transaction, run_key: str, states: Sequence[UnitState]) -> Iterator[Slip]:
    """These units of a run, in their order, each with what it has to mend or to explain; some hundreds at once.

    Raises StepRefused where a unit has not been checked, BadRoster, UnknownRun.
    """
    codes, run = [state.unit.code for state in states], work.runs.get(run_key)
    county = replace(load_county(run.folder), name=run.county, office=run.office)
    submissions, files = run_submissions(work, run, codes), work.submissions.counting_files(run_key, codes)
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in work.findings.of(run_key, "submissions", codes):
        findings[finding.unit].append(finding)
    for some in in_batches(states):
        told = _told(work, submissions, findings, some)
        for state in some:
            code = state.unit.code
            yield Slip(
                county,
                run.year,
                state.unit.name,
                checked_outcome(state),
                state.reason,
                files[code].file_name if code in files else "",
                told.reports.get(code),
                tuple(told.asked.get(code, ())),
                suggested(told.likely[code].repairs) if code in told.likely else {},
                reliance=reliance(told.likely[code]) if code in told.likely else "",
            )


class _Told(NamedTuple):
    """Of some units, by code: the report, what it has to explain, and what could be wrong in it."""

    reports: Mapping[str, Report]
    asked: Mapping[str, Sequence[Finding]]
    likely: Mapping[str, Localisation]


def _told(
    work: Transaction,
    submissions: RunSubmissions,
    findings: Mapping[str, Sequence[Finding]],
    states: Sequence[UnitState],
) -> _Told:
    """What is told of these units; of one that is valid and without findings nothing is told of any cell."""
    to_tell = (state.unit.code for state in states if not state.is_valid or state.unit.code in findings)
    read = submissions.read(work, [code for code in to_tell if code in submissions.counting])
    reports = {one.key: one.report for one in read}
    found = [finding for code in reports for finding in findings.get(code, ())]
    asked: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in unexplained(found, explanations_of(work, submissions.run.key, found)):
        asked[finding.unit].append(finding)
    return _Told(reports, asked, localised(read, found, submissions.run.own_rules))
