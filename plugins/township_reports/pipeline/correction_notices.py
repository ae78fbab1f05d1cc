"""The notices that go back to the units of a run, and the list of all its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.files.paths import AnyPath
from township_reports.notices.run_notices import list_run_notices
from township_reports.pipeline.audit import NAME as AUDIT
from township_reports.pipeline.writable_folder import replace_files
from township_reports.rendering.render_notice import Letters
from township_reports.rendering.writers.workbook.findings import render_findings
from township_reports.runs.dependencies import get_dataset, get_file_store, get_reports_folder

FOLDER = "退回修改通知"


def write_correction_notices(run_key: str) -> list[AnyPath]:
    """Write a notice to each unit that did not pass, all findings and the record of the check; return the paths.

    They stand beside the run's report, in place of those of before but for the ones a person has changed since.

    Raises:
        PreconditionFailedError: a unit has not been checked.
        RosterError: the county's folder, which tells deadline and contact, cannot be used.
        UnknownRunError: there is no such run.
    """
    with get_dataset().snapshot() as work, TemporaryDirectory() as folder:
        run, audit = work.runs.get(run_key), work.releases.audit(run_key)
        letters = Letters(Path(folder))
        slips = _written(list_run_notices(work, run_key, work.runs.units(run_key)), letters)
        findings = render_findings(slips, f"{run.county}{run.year}年度核对发现", Path(folder))
        contents = {path.name: path.read_bytes() for path in (*letters.paths, findings)}
    if audit:
        contents[AUDIT] = get_file_store().read(audit)
    return replace_files(get_reports_folder(run.county_key, run.year) / FOLDER, contents)


def _written(slips: Iterable[CorrectionNotice], letters: Letters) -> Iterator[CorrectionNotice]:
    """Return the slips, each handed on after its letter was written, where one goes out."""
    for slip in slips:
        if not slip.outcome.is_valid:
            letters.write(slip)
        yield slip
