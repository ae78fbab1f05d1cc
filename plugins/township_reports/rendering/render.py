"""Renders the consolidated report in its formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.rendering.content.report_document import compose_report
from township_reports.rendering.templating.template_folder import PDF_LAYOUT, WORD_LAYOUT, ReportTemplates
from township_reports.rendering.writers.html.report_page import write_page
from township_reports.rendering.writers.package.data_package import write_package
from township_reports.rendering.writers.pdf.document import write_pdf
from township_reports.rendering.writers.word.document import write_document
from township_reports.rendering.writers.workbook.report import write_workbook

FORMATS = ("html", "docx", "pdf", "xlsx")
"""The formats that are themselves the report."""

PACKAGE = "zip"
"""The report's data for machines."""


@dataclass(frozen=True)
class OfficeAssets:
    """What belongs to the office: a folder of templates and one of fonts; either may be absent."""

    templates: Path | None = None
    fonts: Path | None = None

    def own_templates(self) -> list[Path]:
        """Return the office's templates, in the order of their names."""
        folder = self.templates
        return sorted(path for path in folder.iterdir() if path.name[0] != ".") if folder and folder.is_dir() else []


def render_report(report: ConsolidatedReport, folder: Path, assets: OfficeAssets | None = None) -> dict[str, Path]:
    """Write the report in every format into a folder and tell each file's path; same report, same bytes.

    Raises TemplateError for a template of the office that cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    assets = assets or OfficeAssets()
    templates = ReportTemplates(assets.templates)
    paths = {kind: folder / f"{report.title}.{kind}" for kind in FORMATS} | {
        PACKAGE: folder / f"{report.title}（数据包）.zip"
    }
    document = compose_report(report, templates)
    end_of_year = datetime(report.year, 12, 31)  # the files' date: they tell a year, not when they were made
    write_page(document, paths["html"], templates)
    write_document(document, end_of_year, paths["docx"], templates.layout(WORD_LAYOUT))
    write_pdf(document, end_of_year, paths["pdf"], assets.fonts, templates.layout(PDF_LAYOUT))
    write_workbook(report, end_of_year, paths["xlsx"])
    write_package(report, document, paths[PACKAGE])
    return paths
