"""Step 7: renders the county's report, proves every file, and releases them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.config.county_folder import REPORT_FOLDER
from township_reports.config.run_folders import get_county_rules, get_report_folder
from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.domain.consolidated.verification import ReleaseVerification, VerifiedFile
from township_reports.domain.run import Run
from township_reports.files.paths import AnyPath, open_local_folder, write_together
from township_reports.pipeline.release.complete_report import complete_report
from township_reports.pipeline.release.consolidated_report import (
    build_consolidated_report,
    list_included_submissions,
    load_outlines,
)
from township_reports.pipeline.release.verification import verify_files
from township_reports.rendering.render import OfficeAssets
from township_reports.rendering.render_sandboxed import render_sandboxed as render_files
from township_reports.rendering.templating.template_errors import TemplateError
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset, get_file_store, get_reports_folder
from township_reports.storage.dataset import UnitOfWork
from township_reports.storage.part_file import ContributionSpool

PARTS = "parts"
PROOF = "json"
"""The proof among the released files, as a format."""


def render_report(run_key: str) -> dict[str, str]:
    """Releases the run's report and returns the path of each file by its format (html, docx, pdf, xlsx, zip, json).

    Raises PreconditionFailedError when there are no figures of the units as they are now, VerificationError when
    a file read again
    differs from the figures, TemplateError or OfficeTextError for what the office gave; the last good report then
    stays.
    """
    place = get_dataset()
    with TemporaryDirectory() as own:
        with place.snapshot() as work:
            run = work.runs.get(run_key)
            report = complete_report(work, run, _report(work, run_key, Path(own)))
        files = _proven_files(report, run, Path(own))
    digests = {name: get_file_store().add(content) for name, content in files.values()}
    folder = get_reports_folder(report.county.key, report.year)
    with place.transaction() as work:
        work.releases.lock_release(report.county.key, report.year)
        _refuse_changed(work, run_key, report)
        work.releases.replace_files(run_key, digests)
        write_together({folder / name: content for name, content in files.values()})
    return {form: str(folder / name) for form, (name, _) in files.items()}


def _report(work: UnitOfWork, run_key: str, folder: Path) -> ConsolidatedReport:
    """Return the report with all that every unit said.

    Of a large county, in outlines, and the units' parts in a file.
    """
    totals = work.figures.totals(run_key)
    if totals is None:
        raise PreconditionFailedError("还没有汇总数据。请先运行“汇总全县数据”。")
    included = list_included_submissions(work, run_key)
    report = build_consolidated_report(work, run_key, totals, load_outlines(work, included))
    _refuse_changed(work, run_key, report)
    parts = work.figures.contributions.iterate_contributions(work.figures.get_merge_inputs(run_key))
    if report.is_large:
        return replace(report, figures=replace(totals, sources=ContributionSpool.written(folder / PARTS, parts)))
    reports = work.submissions.load_selected_reports(run_key, included)
    return build_consolidated_report(work, run_key, replace(totals, sources=tuple(parts)), reports)


def _refuse_changed(work: UnitOfWork, run_key: str, report: ConsolidatedReport) -> None:
    """Raise PreconditionFailedError where the figures are not, or no longer, those of the reports that count."""
    counting, totals = work.submissions.list_selected(run_key), work.figures.totals(run_key)
    valid = {state.unit.code for state in work.runs.units(run_key) if state.is_valid} & counting.keys()
    included = {line.unit.code for line in report.units if line.included}
    merged = work.figures.list_merged_submissions(run_key)
    same = totals is not None and totals.cells == report.figures.cells
    if not same or valid != included or {counting[code] for code in included} != merged:
        raise PreconditionFailedError("汇总之后报送材料又有变化。请重新运行“汇总全县数据”。")


def _proven_files(report: ConsolidatedReport, run: Run, folder: Path) -> dict[str, tuple[str, bytes]]:
    """Name and content of each rendered file by its format, after all of them passed the proof, and the proof."""
    with open_local_folder(get_report_folder(run)) as office:
        rendered = _rendered(report, folder / "rendered", office, get_report_folder(run))
        proof = _proof(
            report, verify_files(rendered, report, get_county_rules(run)), _list_office_files(office, run.year)
        )
        files = {form: (path.name, path.read_bytes()) for form, path in rendered.items()}
    return {**files, PROOF: (f"{report.title}（核验）.json", proof.to_json().encode())}


def _rendered(report: ConsolidatedReport, folder: Path, office: Path, known_as: AnyPath) -> dict[str, Path]:
    """Return the files made with the office's own; what is wrong there is given by the path the office knows."""
    try:
        return render_files(report, folder, OfficeAssets(office / "templates", office / "fonts"))
    except TemplateError as bad:
        raise TemplateError(str(bad).replace(str(office), str(known_as))) from bad


def _proof(
    report: ConsolidatedReport, files: tuple[VerifiedFile, ...], assets: Mapping[str, str]
) -> ReleaseVerification:
    assert report.made_with is not None
    inputs = tuple(
        {"unit": line.unit.code, "name": line.unit.name, "file": line.file.name, "sha256": line.file.sha256}
        for line in report.units
        if line.included and line.file
    )
    return ReleaseVerification(
        report.title, report.year, report.figures.edition, report.made_with, files, inputs, assets
    )


def _list_office_files(office: Path, year: int) -> Mapping[str, str]:
    """List the sha256 of each file of the office's the report was made with, by its path in the county's folder."""
    folders = [office / name for name in (str(year), "templates", "fonts")]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        (REPORT_FOLDER / path.relative_to(office)).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }
