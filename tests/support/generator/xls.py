"""Old Excel workbooks (.xls, and .et, which is the same) with merged cells, by xlwt."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

import xlwt
from support.generator.document import Document, Section
from support.generator.form_tables import Figure, FormTable
from support.generator.xlsx import SHEETS
from xlwt.Worksheet import Worksheet


def write_xls(document: Document) -> bytes:
    """The whole document on one sheet."""
    return _workbook(document, (("年报", "一二三四五六"),))


def write_xls_three_sheets(document: Document) -> bytes:
    """A sheet for each official table."""
    return _workbook(document, SHEETS)


def _workbook(document: Document, sheets: Iterable[tuple[str, str]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for name, numerals in sheets:
        _fill(book.add_sheet(name), document, [part for part in document.sections() if part.numeral in numerals])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, document: Document, sections: Iterable[Section]) -> None:
    lines = [document.title, *document.introduction]
    for section in sections:
        lines += section.lines
        _write_lines(sheet, lines)
        for table in section.tables:
            lines = [""] * (len(lines) + _write_table(sheet, len(lines), table))
        lines = [""] * len(lines)
    _write_lines(sheet, [*lines, *document.signature])


def _write_lines(sheet: Worksheet, lines: Iterable[str]) -> None:
    for at, text in enumerate(lines):
        if text:
            sheet.write(at, 0, text)


def _write_table(sheet: Worksheet, top: int, table: FormTable) -> int:
    """Writes the table and returns its height."""
    for row, column, box in table.placed():
        content = _content(box.content)
        if box.across > 1 or box.down > 1:
            sheet.write_merge(top + row, top + row + box.down - 1, column, column + box.across - 1, content)
        elif content != "":
            sheet.write(top + row, column, content)
    return len(table.rows)


def _content(figure: Figure) -> float | str | xlwt.Formula:
    """A number, a text, or a formula, whose result the writer leaves out."""
    if isinstance(figure, int | Decimal):
        return float(figure)
    return xlwt.Formula(figure[1:]) if figure.startswith("=") else figure
