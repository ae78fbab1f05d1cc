"""Renders the consolidated report in its three formats. Knows neither where the data come from nor where files go."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from township_reports.records.county_report import ConsolidatedReport
from township_reports.rendering.html_page import write_page
from township_reports.rendering.report_document import compose
from township_reports.rendering.word_document import write_document
from township_reports.rendering.workbook import write_workbook


def render_report(report: ConsolidatedReport, folder: Path) -> dict[str, Path]:
    """Writes the report as html, docx and xlsx into a folder and tells each file's path; same report, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: folder / f"{report.title}.{kind}" for kind in ("html", "docx", "xlsx")}
    document = compose(report)
    end_of_year = datetime(report.year, 12, 31)  # the files' date: they tell a year, not when they were made
    write_page(document, paths["html"])
    write_document(document, end_of_year, paths["docx"])
    write_workbook(report, end_of_year, paths["xlsx"])
    return paths
