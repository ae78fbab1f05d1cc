"""The notices that go back to the units of a run, and the list of all its findings. Checks nothing, sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.pipeline.audit import NAME as AUDIT
from township_reports.pipeline.explanations import explanations_of
from township_reports.pipeline.kept_folder import replace_files
from township_reports.pipeline.run_submissions import submissions_of
from township_reports.pipeline.suggestions import Suggestions, suggestions_for
from township_reports.pipeline.workplace import StepRefused, dataset, file_store, reports_folder
from township_reports.records.explanation import unexplained
from township_reports.records.roster import load_county
from township_reports.records.slip import Slip
from township_reports.records.submission import Outcome
from township_reports.rendering.finding_workbook import render_findings
from township_reports.rendering.slip import render_slips
from township_reports.storage.dataset import Transaction
from township_reports.storage.entries import UnitState

FOLDER = "退回修改通知"


def correction_slips(run_key: str) -> list[Path]:
    """Writes a notice to each unit that did not pass, all findings and the record of the check; returns the paths.

    They stand beside the run's report, in place of those of before but for the ones a person has changed since.

    Raises:
        StepRefused: a unit has not been checked.
        BadRoster: the county's folder, which tells deadline and contact, cannot be used.
        UnknownRun: there is no such run.
    """
    with dataset().transaction() as work:
        run, states = work.runs.get(run_key), work.runs.units(run_key)
        slips = slips_of(work, run_key, states)
        audit = work.releases.audit(run_key)
    with TemporaryDirectory() as folder:
        findings = render_findings(slips, f"{run.county}{run.year}年度核对发现", Path(folder))
        rendered = [*render_slips([slip for slip in slips if not slip.outcome.is_valid], Path(folder)), findings]
        contents = {path.name: path.read_bytes() for path in rendered}
    if audit:
        contents[AUDIT] = file_store().read(audit)
    return replace_files(reports_folder(run.county, run.year) / FOLDER, contents)


def slips_of(work: Transaction, run_key: str, states: Sequence[UnitState]) -> list[Slip]:
    """What is known of these units of a run, in their order, with suggestions; raises as `correction_slips` does."""
    run, codes = work.runs.get(run_key), {state.unit.code for state in states}
    submissions = [one for one in submissions_of(work, run) if one.key in codes]
    found = work.findings.of(run_key, "submissions")
    return _slips(work, run_key, states, suggestions_for(submissions, found, run.own_rules))


def _slips(
    work: Transaction, run_key: str, states: Sequence[UnitState], suggestions: Mapping[str, Suggestions]
) -> list[Slip]:
    run = work.runs.get(run_key)
    county = replace(load_county(Path(run.source)), name=run.county, office=run.office)
    reports, findings = work.submissions.counting_reports(run_key), work.findings.of(run_key, "submissions")
    asked = unexplained(findings, explanations_of(work, run_key, findings, reports))
    files = _file_names(work, run_key)
    return [
        Slip(
            county,
            run.year,
            state.unit.name,
            _outcome(state),
            state.reason,
            files.get(state.unit.code, ""),
            reports.get(state.unit.code),
            tuple(finding for finding in asked if finding.unit == state.unit.code),
            suggestions.get(state.unit.code, {}),
        )
        for state in states
    ]


def _outcome(state: UnitState) -> Outcome:
    if state.outcome is None:
        raise StepRefused(f"{state.unit.name}还没有核对。请先运行“核对勾稽关系”。")
    return state.outcome


def _file_names(work: Transaction, run_key: str) -> dict[str, str]:
    """The name of the file that counts, by unit code."""
    counting = work.submissions.counting(run_key)
    received = work.submissions.received(run_key)
    return {code: file.file_name for code, files in received.items() for file in files if file.id == counting[code]}
