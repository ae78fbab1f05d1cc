"""OpenDocument spreadsheets (.ods): one grid a visible sheet, merged cells stated once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from township_reports.domain.document import Document, Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation
from township_reports.extraction.parsers.embedded_objects import remove_marks
from township_reports.extraction.parsers.office.excel_workbook import ERROR, UNCACHED
from township_reports.extraction.parsers.office.open_document import (
    SCHEMA,
    OpenDocumentWalk,
    get_name,
    list_cells,
    list_rows,
    read_content_part,
)

_ERRORS = ("#", "Err:")


def parse(data: bytes) -> Document:
    """Parse the document of an .ods file.

    Raises UnreadableReportError for a package beyond honest size or with a password.
    """
    content = read_content_part(data)
    hidden = set(_hidden_styles(content))
    grids, notes = [], []
    for table in content.iterfind(f"{{{SCHEMA}office:1.0}}body/{{{SCHEMA}office:1.0}}spreadsheet/*"):
        if get_name(table) != "table:table":
            continue
        name = _attribute(table, "table", "name")
        if _attribute(table, "table", "style-name") in hidden:
            notes.append(f"工作表“{name}”是隐藏的，没有读取")
            continue
        grid = _grid(table, name)
        grids.append(grid)
        known = (cell.trouble for row in grid.rows for cell in row if cell.trouble in (ERROR, UNCACHED))
        for why, count in Counter(known).items():
            notes.append(f"工作表“{name}”有{count}格{why}，请在 Excel 或 WPS 中打开、改正并保存后重新报送")
    return Document(tuple(grids), tuple(notes))


def _hidden_styles(content: etree._Element) -> Iterator[str]:
    for style in content.iter(f"{{{SCHEMA}style:1.0}}style"):
        properties = style.find(f"{{{SCHEMA}style:1.0}}table-properties")
        if properties is not None and _attribute(properties, "table", "display") == "false":
            yield _attribute(style, "style", "name")


def _grid(table: etree._Element, sheet: str) -> Grid:
    """Return the rows in which something stands, up to the last column in which something stands in any."""
    rows = [
        [
            _cell(cell, SourceLocation(sheet=sheet, row=at + 1, column=column + 1), column)
            for cell, column in list_cells(row)
        ]
        for at, row in list_rows(table)
    ]
    width = max((cell.column + 1 for row in rows for cell in row if _is_filled(cell)), default=0)
    filled_rows = (tuple(cell for cell in row if cell.column < width) for row in rows if any(map(_is_filled, row)))
    return Grid(tuple(filled_rows), sheet=sheet)


def _cell(element: etree._Element, place: SourceLocation, column: int) -> GridCell:
    """Return a number as it is stored, not as it is rounded for print; else the text."""
    value = _attribute(element, "office", "value")
    formula = _attribute(element, "table", "formula")
    text, trouble = remove_marks(value or _text(element))
    if formula and text.startswith(_ERRORS):
        return GridCell(text, place, column, ERROR)
    if formula and not text and _attribute(element, "office", "value-type") != "string":
        return GridCell(formula, place, column, UNCACHED)
    return GridCell(format(float(value), ".15g") if value else text, place, column, trouble)


def _text(element: etree._Element) -> str:
    walk = OpenDocumentWalk(is_cell=True)
    walk.visit(element)
    walk.end_paragraph()
    return "\n".join(block.text for block in walk.blocks if isinstance(block, Paragraph))


def _is_filled(cell: GridCell) -> bool:
    return bool(cell.text or cell.trouble)


def _attribute(element: etree._Element, prefix: str, name: str) -> str:
    return str(element.get(f"{{{SCHEMA}{prefix}:1.0}}{name}") or "")
