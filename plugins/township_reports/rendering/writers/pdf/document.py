"""Writes the report as PDF on the official page: fonts embedded, tagged, from Python wheels alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import typst

from township_reports.rendering.content.narrative import ReportParagraph
from township_reports.rendering.content.placeholders import split_placeholders
from township_reports.rendering.content.report_document import Part, ReportDocument
from township_reports.rendering.content.table_layout import FULL_WIDTH, TableCell, TableLayout
from township_reports.rendering.templating.template_errors import describe_template_error
from township_reports.rendering.writers.charts import draw_chart
from township_reports.rendering.writers.fonts import PdfFonts, find_pdf_fonts
from township_reports.rendering.writers.word.parts import keeps_with_next

SOURCE = Path(str(files("township_reports.rendering").joinpath("templates/report.typ")))
ACCESSIBLE: typst.PDFStandard = "ua-1"  # PDF/UA-1: tags, language, title, words for pictures


def write_pdf(
    document: ReportDocument, issued: datetime, path: Path, font_folder: Path | None = None, layout: Path | None = None
) -> None:
    """Write the document as .pdf; `issued` is its date, so that the same report has the same bytes.

    `layout` is a typesetting template of the office's, which reaches no file outside its folder. Raises
    TemplateError for
    one that cannot be used, typst.TypstError where the typesetter fails otherwise.
    """
    fonts = find_pdf_fonts(font_folder)
    data = json.dumps(_document(document, issued, fonts), ensure_ascii=False)
    try:
        path.write_bytes(_typeset(layout, fonts, data))
    except typst.TypstError as problem:
        bad = describe_template_error(problem, layout.parent) if layout else None
        if bad is None:
            raise
        raise bad from problem


def _typeset(layout: Path | None, fonts: PdfFonts, data: str) -> bytes:
    source = layout or SOURCE
    content = typst.compile(
        source,
        root=source.parent,
        font_paths=fonts.fonts,
        format="pdf",
        sys_inputs={"report": data},
        pdf_standards=ACCESSIBLE,
        timestamp=0,
    )
    assert isinstance(content, bytes)
    return content


def _document(document: ReportDocument, issued: datetime, fonts: PdfFonts) -> dict[str, object]:
    return {
        "title": document.title,
        "office": document.office,
        "date": [issued.year, issued.month, issued.day],
        "fonts": {
            "latin": fonts.latin,
            **{name: getattr(fonts, name) for name in ("body", "subheading", "heading", "title", "number")},
        },
        "sections": [_part(part, begins_page=_is_long(part)) for part in document.sections],
        "contents": document.contents,
        "signature": [_paragraph(line) for line in document.signature],
        "annexes": [_part(part, begins_page=True) for part in document.annexes],
    }


def _is_long(part: Part) -> bool:
    return part.table is not None and not keeps_with_next(part.table)


def _part(part: Part, *, begins_page: bool) -> dict[str, object]:
    charts = [draw_chart(chart) for chart in part.charts]
    return {
        "heading": part.heading,
        "annex": part.annex,
        "begins_page": begins_page,
        "paragraphs": [_paragraph(one) for one in part.paragraphs],
        "table": _table(part.table) if part.table else None,
        "charts": [{"svg": chart.svg, "alternative": chart.alternative} for chart in charts],
    }


def _paragraph(one: ReportParagraph) -> dict[str, object]:
    return {"manner": one.manner.value, "pieces": [list(piece) for piece in split_placeholders(one.text)]}


def _table(table: TableLayout) -> dict[str, object]:
    heads = [_box(box) for box in table.boxes if box.row < table.head_rows]
    return {
        "widths": [width / FULL_WIDTH for width in table.widths],
        "kept": keeps_with_next(table),
        "heads": heads,
        "boxes": [_box(box) for box in table.boxes[len(heads) :]],
    }


def _box(box: TableCell) -> Sequence[object]:
    return (box.column, box.row, box.across, box.down, box.text, box.is_left_aligned)
