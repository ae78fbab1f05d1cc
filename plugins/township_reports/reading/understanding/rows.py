"""Rows of fields, and cells made from fields. Places no value and reads no label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from township_reports.reading.document import Grid, GridCell
from township_reports.reading.understanding.figures import read_figure
from township_reports.reading.understanding.wording import Wording
from township_reports.records.report import Cell, Status
from township_reports.template.form import Column, TableId


class Field(NamedTuple):
    """A cell of the document with its text made comparable."""

    text: str
    cell: GridCell

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, not even a formula."""
        return not self.text.strip() and not self.cell.trouble


Fields = tuple[Field, ...]


class Blanks(Enum):
    """What is known of the empty cells of a table."""

    CERTAIN = "certain"  # a true grid: every cell is where it is
    KEPT = "kept"  # text with separators that shows blank cells in their places; lines are padded at their end
    LOST = "lost"  # text where blank cells may have vanished and figures slid to the left


@dataclass(frozen=True)
class TableRows:
    """The rows of one official table as found; `where` says in Chinese where it stands.

    `rivals` are the same table printed elsewhere in the document: where figures differ, neither is certain.
    """

    id: TableId
    rows: tuple[Fields, ...]
    blanks: Blanks
    where: str
    rivals: tuple[TableRows, ...] = ()


def fields_of(grid: Grid, wording: Wording) -> list[Fields]:
    """The rows of a grid with comparable text."""
    return [tuple(Field(wording.clean(cell.text), cell) for cell in row) for row in grid.rows]


def filled(fields: Iterable[Field]) -> Fields:
    """The fields in which something stands."""
    return tuple(field for field in fields if not field.is_empty)


def read_cell(field: Field, column: Column, money_unit: str | None = None) -> Cell:
    """The figure in a field, read as its column asks."""
    raw = field.cell.text.strip()
    if field.cell.trouble:
        return Cell(None, raw or field.cell.trouble, Status.UNSURE, field.cell.place, field.cell.confidence)
    value, status = read_figure(field.text, column.kind, money_unit)
    return Cell(value, raw, status, field.cell.place, field.cell.confidence)


def unsure_cell(values: Fields) -> Cell:
    """What every cell of a row gets whose values cannot be placed: all of them as raw text."""
    whole = filled(values)
    first = whole[0].cell if whole else None
    return Cell(None, told(whole), Status.UNSURE, first and first.place, first and first.confidence)


def told(fields: Iterable[Field]) -> str:
    """Fields as a note quotes them."""
    return " | ".join(" ".join(field.cell.text.split()) for field in filled(fields))
