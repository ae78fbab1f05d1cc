"""What is to be told to each unit of a run: its findings, what they suggest, and the report they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from township_reports.pipeline.explanations import explanations_of
from township_reports.pipeline.outcomes import checked_outcome
from township_reports.pipeline.run_submissions import submissions_of
from township_reports.pipeline.suggestions import localised, reliance, suggested
from township_reports.records.explanation import unexplained
from township_reports.records.finding import Finding
from township_reports.records.roster import load_county
from township_reports.records.slip import Slip
from township_reports.storage.dataset import Transaction
from township_reports.storage.entries import UnitState


def slips_of(work: Transaction, run_key: str, states: Sequence[UnitState]) -> list[Slip]:
    """These units of a run, in their order, each with what it has to mend or to explain.

    Raises StepRefused where a unit has not been checked, BadRoster, UnknownRun.
    """
    run, findings = work.runs.get(run_key), work.findings.of(run_key, "submissions")
    to_tell = {finding.unit for finding in findings} | {state.unit.code for state in states if not state.is_valid}
    codes = {state.unit.code for state in states} & to_tell  # of the others nothing is told of any cell
    county = replace(load_county(run.folder), name=run.county, office=run.office)
    submissions = submissions_of(work, run, codes)
    reports = {one.key: one.report for one in submissions}
    found = [finding for finding in findings if finding.unit in reports]
    asked: dict[str, list[Finding]] = {}
    for finding in unexplained(found, explanations_of(work, run_key, found)):
        asked.setdefault(finding.unit, []).append(finding)
    likely = localised(submissions, findings, run.own_rules)
    files = work.submissions.counting_files(run_key)
    return [
        Slip(
            county,
            run.year,
            state.unit.name,
            checked_outcome(state),
            state.reason,
            files[state.unit.code].file_name if state.unit.code in files else "",
            reports.get(state.unit.code),
            tuple(asked.get(state.unit.code, ())),
            suggested(likely[state.unit.code].repairs) if state.unit.code in likely else {},
            reliance=reliance(likely[state.unit.code]) if state.unit.code in likely else "",
        )
        for state in states
    ]
