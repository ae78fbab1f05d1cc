"""What is to be reported to each unit of a run: its findings, what they suggest, and the report they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from township_reports.config.county_folder import load_county
from township_reports.config.run_folders import get_county_folder, get_county_rules
from township_reports.decisions.explanations import list_explanations
from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.domain.explanation import list_unexplained
from township_reports.domain.finding import Finding
from township_reports.domain.repair import ErrorLocalization
from township_reports.domain.report import Report
from township_reports.domain.run import UnitState
from township_reports.notices.suggestions import describe_reliability, localize_submissions, suggest_corrections
from township_reports.runs.outcomes import evaluate_findings
from township_reports.runs.run_submissions import RunSubmissions, load_run_submissions, split_batches
from township_reports.storage.dataset import UnitOfWork


def list_run_notices(work: UnitOfWork, run_key: str, states: Sequence[UnitState]) -> Iterator[CorrectionNotice]:
    """List these units of a run, in their order, each with what it has to mend or to explain; some hundreds at once.

    Raises PreconditionFailedError where a unit has not been checked, RosterError, UnknownRunError.
    """
    codes, run = [state.unit.code for state in states], work.runs.get(run_key)
    county = replace(load_county(get_county_folder(run)), name=run.county, office=run.office)
    submissions, files = load_run_submissions(work, run, codes), work.submissions.list_selected_files(run_key, codes)
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in work.findings.list_findings(run_key, "submissions", codes):
        findings[finding.unit].append(finding)
    for some in split_batches(states):
        inputs = _load_inputs(work, submissions, findings, some)
        for state in some:
            code = state.unit.code
            yield CorrectionNotice(
                county,
                run.year,
                state.unit.name,
                evaluate_findings(state),
                state.reason,
                files[code].file_name if code in files else "",
                inputs.reports.get(code),
                tuple(inputs.asked.get(code, ())),
                suggest_corrections(inputs.likely[code].repairs) if code in inputs.likely else {},
                reliance=describe_reliability(inputs.likely[code]) if code in inputs.likely else "",
            )


class _NoticeInputs(NamedTuple):
    """Of some units, by code: the report, what it has to explain, and what could be wrong in it."""

    reports: Mapping[str, Report]
    asked: Mapping[str, Sequence[Finding]]
    likely: Mapping[str, ErrorLocalization]


def _load_inputs(
    work: UnitOfWork,
    submissions: RunSubmissions,
    findings: Mapping[str, Sequence[Finding]],
    states: Sequence[UnitState],
) -> _NoticeInputs:
    """Load what is reported of these units.

    Of one that is valid and without findings nothing is reported of any cell.
    """
    to_tell = (state.unit.code for state in states if not state.is_valid or state.unit.code in findings)
    read = submissions.read(work, [code for code in to_tell if code in submissions.selected])
    reports = {one.key: one.report for one in read}
    found = [finding for code in reports for finding in findings.get(code, ())]
    asked: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in list_unexplained(found, list_explanations(work, submissions.run.key, found)):
        asked[finding.unit].append(finding)
    return _NoticeInputs(reports, asked, localize_submissions(read, found, get_county_rules(submissions.run)))
