"""Excel workbooks with merged cells, on one sheet or one sheet a table, by XlsxWriter.

Of formulas it knows =40+2, whose result it stores; the result of any other is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from support.generator.archive import WRITTEN, pinned
from support.generator.document import Document, Section
from support.generator.form_tables import Figure, FormTable
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

TEXT_COLUMN = 0
LABEL_WIDTH = 18  # characters
SHEETS = (("主动公开", "一二"), ("依申请公开", "三"), ("复议诉讼", "四五六"))


def write_xlsx(document: Document) -> bytes:
    """The whole document on one sheet; the same bytes for the same document."""
    return _workbook(document, (("年报", "一二三四五六"),))


def write_xlsx_three_sheets(document: Document) -> bytes:
    """A sheet for each official table, each with the title on top; the same bytes for the same document."""
    return _workbook(document, SHEETS)


def _workbook(document: Document, sheets: Iterable[tuple[str, str]]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": WRITTEN})
        for name, numerals in sheets:
            sections = [section for section in document.sections() if section.numeral in numerals]
            _fill_sheet(workbook, name, document, sections)
    return pinned(stream.getvalue())


def _fill_sheet(workbook: Workbook, name: str, document: Document, sections: list[Section]) -> None:
    sheet = workbook.add_worksheet(name)
    boxed = workbook.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    sheet.set_column(0, 2, LABEL_WIDTH)
    line = _write_lines(sheet, 0, (document.title,))
    if sections[0].numeral == "一":
        line = _write_lines(sheet, line, document.introduction)
    for section in sections:
        line = _write_lines(sheet, line, section.lines)
        for table in section.tables:
            line = _write_table(sheet, line, table, boxed)
    if sections[-1].numeral == "六":
        _write_lines(sheet, line, document.signature)


def _write_lines(sheet: Worksheet, line: int, texts: Iterable[str]) -> int:
    for text in texts:
        sheet.write_string(line, TEXT_COLUMN, text)
        line += 1
    return line


def _write_table(sheet: Worksheet, top: int, table: FormTable, boxed: Format) -> int:
    for row, column, box in table.placed():
        if box.across > 1 or box.down > 1:
            last_row, last_column = top + row + box.down - 1, column + box.across - 1
            sheet.merge_range(top + row, column, last_row, last_column, "", boxed)
        _write_content(sheet, top + row, column, box.content, boxed)
    return top + len(table.rows)


def _write_content(sheet: Worksheet, row: int, column: int, content: Figure, boxed: Format) -> None:
    if content == "":
        sheet.write_blank(row, column, None, boxed)
    elif isinstance(content, str) and content.startswith("="):
        sheet.write_formula(row, column, content, boxed, _result(content))
    elif isinstance(content, int | Decimal):
        sheet.write_number(row, column, float(content), boxed)
    else:
        sheet.write_string(row, column, content, boxed)


def _result(formula: str) -> float | str:
    parts = formula.removeprefix("=").split("+")
    return float(sum(map(Decimal, parts))) if len(parts) > 1 else ""
