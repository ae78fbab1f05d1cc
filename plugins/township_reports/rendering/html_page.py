"""Writes the report as one self-contained web page. Decides nothing of its content."""

from __future__ import annotations

from pathlib import Path

from township_reports.rendering.printed_table import FULL_WIDTH
from township_reports.rendering.report_document import ReportDocument
from township_reports.rendering.template_folder import markup


def write_page(document: ReportDocument, path: Path) -> None:
    """The document as a page of simplified Chinese with its style inside it."""
    page = markup().get_template("report.html.j2").render(document=document, full_width=FULL_WIDTH)
    path.write_text(page, encoding="utf-8", newline="\n")
