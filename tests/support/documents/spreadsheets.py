"""A workbook rewritten in the older or the open build, and its cells changed. Invents no figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO

import openpyxl
import xlwt
from openpyxl.worksheet.worksheet import Worksheet
from support.documents.hostile_office import ods

Content = str | float | xlwt.Formula


def as_xls(workbook: bytes, write: Callable[[xlwt.Worksheet, int, int, Content], None]) -> bytes:
    """The first sheet as .xls; `write` puts a value into a cell."""
    sheet, merged = _first_sheet(workbook)
    book = xlwt.Workbook()
    copy = book.add_sheet("年报")
    for row, column, value in _cells(sheet):
        write(copy, row, column, value)
    for (top, left), (bottom, right) in merged.items():
        copy.merge(top, bottom, left, right)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_ods(workbook: bytes, written: Callable[[Content], str]) -> bytes:
    """The first sheet as .ods; `written` gives the attributes and the content of a cell with that value."""
    sheet, merged = _first_sheet(workbook)
    covered = {
        (row, column)
        for (top, left), (bottom, right) in merged.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    values = {(row, column): value for row, column, value in _cells(sheet)}
    rows = []
    for row in range(sheet.max_row):
        cells = []
        for column in range(sheet.max_column):
            if (row, column) in covered:
                cells.append("<table:covered-table-cell/>")
            else:
                inside = written(values[row, column]) if (row, column) in values else ">"
                cells.append(f"<table:table-cell {inside}</table:table-cell>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    blank = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
    return ods("".join(rows) + blank)


def plainly(value: Content) -> str:
    """A cell of an .ods: numbers as numbers, printed otherwise."""
    if isinstance(value, str):
        return f'office:value-type="string"><text:p>{escape(value)}</text:p>'
    return f'office:value-type="float" office:value="{value}"><text:p>约{value}</text:p>'


def _first_sheet(workbook: bytes) -> tuple[Worksheet, dict[tuple[int, int], tuple[int, int]]]:
    sheet = openpyxl.load_workbook(BytesIO(workbook)).worksheets[0]
    merged = {
        (area.min_row - 1, area.min_col - 1): (area.max_row - 1, area.max_col - 1) for area in sheet.merged_cells.ranges
    }
    return sheet, merged


def _cells(sheet: Worksheet) -> Iterator[tuple[int, int, Content]]:
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str | int | float):
                yield cell.row - 1, cell.column - 1, cell.value
