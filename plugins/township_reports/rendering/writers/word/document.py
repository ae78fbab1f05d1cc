"""Writes the report as a Word document on the official page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from township_reports.rendering.content.report_document import ReportDocument
from township_reports.rendering.writers.word.office_layout import read_page_layout
from township_reports.rendering.writers.word.page import make_official_page
from township_reports.rendering.writers.word.parts import add_closing, add_part, keeps_with_next, save_word


def write_document(document: ReportDocument, issued: datetime, path: Path, layout: Path | None = None) -> None:
    """Write the document as .docx; `issued` stands in its properties, so that the same report has the same bytes.

    `layout` is a Word document of the office's with its own page and styles; raises TemplateError.
    """
    word = read_page_layout(layout) if layout else make_official_page()
    word.add_paragraph(document.title, "Title")
    for section in document.sections:
        add_part(word, section, begins_page=section.table is not None and not keeps_with_next(section.table))
    add_closing(word, document.contents, document.signature)
    for annex in document.annexes:
        add_part(word, annex, begins_page=True)
    save_word(word, document.title, document.office, issued, path)
