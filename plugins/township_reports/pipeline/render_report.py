"""Step 7: renders the county's report, proves every file, and releases them together. Computes no figure."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.pipeline.consolidated import consolidated
from township_reports.pipeline.proof import prove
from township_reports.pipeline.workplace import StepRefused, dataset, file_store, reports_folder
from township_reports.records.county_report import ConsolidatedReport
from township_reports.rendering.render import render_report as render_files
from township_reports.storage.dataset import Transaction
from township_reports.storage.files import write_atomically


def render_report(run_key: str) -> dict[str, str]:
    """Releases the run's report and returns the path of each file by its format (html, docx, xlsx).

    Raises StepRefused when there are no figures of the units as they are now, ProofFailed when a file read again
    differs from the figures; the last good report then stays.
    """
    place = dataset()
    with place.transaction() as work:
        report = _report(work, run_key)
    files = _proven_files(report)
    digests = {name: file_store().add(content) for name, content in files.values()}
    folder = reports_folder(report.county.name, report.year)
    for name, content in files.values():
        write_atomically(folder / name, content)
    with place.transaction() as work:
        work.releases.replace_files(run_key, digests)
    return {form: str(folder / name) for form, (name, _) in files.items()}


def _report(work: Transaction, run_key: str) -> ConsolidatedReport:
    figures = work.figures.get(run_key)
    if figures is None:
        raise StepRefused("还没有汇总数据。请先运行“汇总全县数据”。")
    report = consolidated(work, run_key, figures)
    counting = work.submissions.counting(run_key)
    included = {counting[line.unit.code] for line in report.units if line.included}
    if included != work.figures.merged_submissions(run_key):
        raise StepRefused("汇总之后报送材料又有变化。请重新运行“汇总全县数据”。")
    return report


def _proven_files(report: ConsolidatedReport) -> dict[str, tuple[str, bytes]]:
    """Name and content of each rendered file by its format, after all of them passed the proof."""
    with TemporaryDirectory() as folder:
        rendered = render_files(report, Path(folder))
        for path in rendered.values():
            prove(path, report)
        return {form: (path.name, path.read_bytes()) for form, path in rendered.items()}
