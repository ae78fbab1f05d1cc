"""Paints printed tables onto a workbook's sheets: merges, borders, row heights, page set-up."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from township_reports.domain.form.form import Form, Kind
from township_reports.domain.report import Value
from township_reports.rendering.content.figure_format import get_number_format
from township_reports.rendering.content.table_layout import FULL_WIDTH, TableCell, TableLayout
from township_reports.rendering.writers.workbook.text_in_cells import escape_workbook

LOOK: dict[str, object] = {
    "font_name": "宋体",
    "font_size": 10,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
}
TEXT, GENERAL = "@", "General"
A4 = 9
COLUMN_WIDTH = 7.0  # of one of the FULL_WIDTH columns, in digits
LINE_HEIGHT = 14.0  # points
TABLES_BEGIN = 2  # after the title and the note

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the value it has now, kept for programs that do not calculate."""

    text: str
    value: Value | str
    signed: bool = False


@dataclass(frozen=True, slots=True)
class PlainValue:
    """A cell for a person to fill in, with what is known of it already."""

    value: Value | None = None


Content = str | Value | Formula | PlainValue
Figures = Callable[[str, Position], Content]
"""What stands in a cell of the form (by its id) at its place on the sheet."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A labelled row of figures of one kind."""

    label: str
    kind: Kind
    figures: tuple[Content, ...]


class WorksheetWriter:
    """Adds sheets to a workbook: lists, and the official tables at the same place on each sheet."""

    def __init__(self, book: Workbook, tables: Sequence[TableLayout], form: Form) -> None:
        self._book, self._tables = book, tables
        self._kinds = {cell.id: cell.column.kind for cell in form.cells().values()}
        self._looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def positions(self) -> dict[str, Position]:
        """Where the cells of the form stand on every official sheet."""
        return {
            box.cell: (top + box.row, table.extent(box)[0])
            for top, table in self._stacked()
            for box in table.boxes
            if box.cell
        }

    def add_official_sheet(self, name: str, title: str, note: str, figures: Figures) -> Worksheet:
        """Add a sheet with the title, a note and the official tables one under the other."""
        sheet = self._sheet(name)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)  # the three tables on one sheet of paper
        sheet.set_column(0, FULL_WIDTH - 1, COLUMN_WIDTH)
        sheet.freeze_panes(1, 0)
        last = FULL_WIDTH - 1
        sheet.merge_range(0, 0, 0, last, title, self._look(border=0, font_size=16, bold=True, **escape_workbook(title)))
        sheet.set_row(0, 30)
        sheet.merge_range(1, 0, 1, last, note, self._look(border=0, align="left"))
        sheet.set_row(1, LINE_HEIGHT * _lines(note, FULL_WIDTH) + 4)
        for top, table in self._stacked():
            sheet.merge_range(top - 1, 0, top - 1, last, table.caption, self._look(border=0, align="left", bold=True))
            sheet.set_row(top - 1, 24)
            self._paint(sheet, table, top, figures)
        return sheet

    def add_list_sheet(self, name: str, table: TableLayout) -> None:
        """Add a sheet with a plain list, its heads frozen and repeated, ready to be filtered."""
        sheet = self._sheet(name)
        rows = list(table.rows())
        for column, width in enumerate(table.widths):
            sheet.set_column(column, column, COLUMN_WIDTH * width)
        for box in table.boxes:
            look = self._look(bold=box.row == 0, **_alignment(box), **escape_workbook(box.text))
            sheet.write_string(box.row, box.column, box.text, look)
        for number, boxes in enumerate(rows):
            sheet.set_row(number, _height(table, boxes))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(1, len(rows) - 1), len(table.widths) - 1)

    def add_figure_sheet(self, name: str, heads: Sequence[tuple[str, int]], rows: Sequence[FigureRow]) -> None:
        """Add a sheet with a list of labelled figures, its heads and labels frozen, the heads repeated."""
        sheet = self._sheet(name)
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, COLUMN_WIDTH * width)
            sheet.write_string(0, column, head, self._look(bold=True))
        for number, row in enumerate(rows, start=1):
            sheet.write_string(number, 0, row.label, self._look(align="left", indent=1))
            sheet.set_row(number, compute_height(_lines(row.label, heads[0][1])))
            for column, content in enumerate(row.figures, start=1):
                _write(sheet, (number, column), content, self._look(num_format=_format_of(content, row.kind)))
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer("&C— &P —")
        return sheet

    def _paint(self, sheet: Worksheet, table: TableLayout, top: int, figures: Figures) -> None:
        for box in table.boxes:
            column, columns = table.extent(box)
            position = top + box.row, column
            content = figures(box.cell, position) if box.cell else box.text
            look = self._look(**_alignment(box), **_state(content), num_format=self._number_format(box, content))
            if columns > 1 or box.down > 1:
                sheet.merge_range(*position, top + box.row + box.down - 1, column + columns - 1, "", look)
            _write(sheet, position, content, look)
        for number, boxes in enumerate(table.rows()):
            sheet.set_row(top + number, _height(table, boxes))

    def _stacked(self) -> Iterator[tuple[int, TableLayout]]:
        """Each table with the row (from 0) its first line stands in, below its heading."""
        top = TABLES_BEGIN + 1
        for table in self._tables:
            yield top, table
            top += len(list(table.rows())) + 2

    def _number_format(self, box: TableCell, content: Content) -> str:
        if box.cell is None or isinstance(content, str):
            return TEXT
        if isinstance(content, PlainValue):
            return GENERAL if self._kinds[box.cell] == "money" else get_number_format(0, self._kinds[box.cell])
        return _format_of(content, self._kinds[box.cell])

    def _look(self, **changes: object) -> Format:
        """Each look is made once for the whole workbook."""
        key = tuple(sorted(changes.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(LOOK | changes)
        return self._looks[key]


def _alignment(box: TableCell) -> dict[str, object]:
    return {"align": "left", "indent": 1} if box.is_left_aligned else {}


def _format_of(content: Content, kind: Kind) -> str:
    """Format the number format of a figure of that kind; text needs none."""
    value = content.value if isinstance(content, (Formula, PlainValue)) else content
    signed = isinstance(content, Formula) and content.signed
    return (
        GENERAL if value is None or isinstance(value, str) else get_number_format(value, "change" if signed else kind)
    )


def _state(content: Content) -> dict[str, object]:
    """Where a person fills in, cells stay open when the sheet is protected; text stays text."""
    return (
        {"locked": False}
        if isinstance(content, PlainValue)
        else escape_workbook(content)
        if isinstance(content, str)
        else {}
    )


def _write(sheet: Worksheet, position: Position, content: Content, look: Format) -> None:
    match content:
        case Formula():
            sheet.write_formula(*position, content.text, look, _number(content.value))
        case PlainValue(value):
            sheet.write(*position, None if value is None else _number(value), look)
        case str():
            sheet.write_string(*position, content, look) if content else sheet.write_blank(*position, None, look)
        case _:
            sheet.write_number(*position, float(content), look)


def _number(value: Value | str) -> int | float | str:
    return float(value) if isinstance(value, Decimal) else value


def _height(table: TableLayout, boxes: Sequence[TableCell]) -> float:
    lines = (_lines(box.text, table.extent(box)[1]) for box in boxes if box.down == 1)
    return compute_height(max(lines, default=1))


def _lines(text: str, columns: int) -> int:
    """Lines the text takes: spreadsheet programs do not grow rows of merged cells by themselves."""
    return count_lines(text, COLUMN_WIDTH * columns)


def count_lines(text: str, width: float) -> int:
    """Lines the text takes in a column of so many digits."""
    digits = sum(2 if unicodedata.east_asian_width(char) in "FWA" else 1 for char in text)
    return max(1, ceil(digits / (width - 1)))


def compute_height(lines: int) -> float:
    """Compute the height in points of a row of so many lines."""
    return LINE_HEIGHT * lines + 4
