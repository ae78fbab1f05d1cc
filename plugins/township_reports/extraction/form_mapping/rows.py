"""Rows of fields, and cells made from fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from township_reports.domain.document import Grid, GridCell
from township_reports.domain.form.form import Column, TableId
from township_reports.domain.report import Cell, ShiftedRow, Status
from township_reports.extraction.form_mapping.figures import looks_like_figure, read_figure
from township_reports.extraction.form_mapping.normalization import TextNormalizer


class Field(NamedTuple):
    """A cell of the document with its text made comparable."""

    text: str
    cell: GridCell

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, not even a formula."""
        return not self.text.strip() and not self.cell.trouble


Fields = tuple[Field, ...]


class BlankCells(Enum):
    """What is known of the empty cells of a table."""

    CERTAIN = "certain"  # a true grid: every cell is where it is
    KEPT = "kept"  # text with separators that shows blank cells in their places; lines are padded at their end
    LOST = "lost"  # text where blank cells may have vanished and figures slid to the left
    CUT = "cut"  # text out of which lines were taken that stood in it before: figures are gone as well


@dataclass(frozen=True)
class OfficialTableRows:
    """The rows of one official table as found; `where` says in Chinese where it stands.

    `rivals` are the same table printed elsewhere in the document: where figures differ, neither is certain.
    `vanishing`: in some row of the document's text fewer figures stand than it has cells.
    """

    id: TableId
    rows: tuple[Fields, ...]
    blanks: BlankCells
    where: str
    rivals: tuple[OfficialTableRows, ...] = ()
    vanishing: bool = False


@dataclass
class TableReading:
    """What one table says in one edition: cells by id, notes in Chinese, rows whose figures slid."""

    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    shifted_rows: list[ShiftedRow] = field(default_factory=list)


def list_fields(grid: Grid, wording: TextNormalizer) -> list[Fields]:
    """List the rows of a grid with comparable text."""
    clean = wording.clean
    return [tuple([Field(clean(cell.text), cell) for cell in row]) for row in grid.rows]


def join_fields(fields: Sequence[Field]) -> Field:
    """Join the lines of one cell in one piece."""
    if len(fields) == 1:
        return fields[0]
    first = fields[0].cell
    raw = "\n".join(field.cell.text for field in fields)
    return Field("".join(field.text for field in fields), GridCell(raw, first.place, 0))


def is_printed_line(fields: Fields) -> bool:
    """Whether fields of text stand in one line that separators divide, so that it is known where their row ends."""
    return all(field_.cell.place.column for field_ in fields)


def list_filled(fields: Iterable[Field]) -> Fields:
    """List the fields in which something stands."""
    return tuple([field for field in fields if not field.is_empty])


def read_cell(field: Field, column: Column, money_unit: str | None = None) -> Cell:
    """Read the figure in a field, read as its column asks."""
    raw = field.cell.text.strip()
    if field.cell.trouble:
        return Cell(None, raw or field.cell.trouble, Status.UNSURE, field.cell.place, field.cell.confidence)
    value, status = read_figure(field.text, column.kind, money_unit)
    return Cell(value, raw, status, field.cell.place, field.cell.confidence)


def make_unsure_cell(values: Fields) -> Cell:
    """Make what every cell of a row gets whose values cannot be placed: all of them as raw text."""
    whole = list_filled(values)
    first = whole[0].cell if whole else None
    place, confidence = (first.place, first.confidence) if first else (None, None)
    return Cell(None, quote_fields(whole), Status.UNSURE, place, confidence)


def is_in_order(found: Iterable[str], order: Iterable[str]) -> bool:
    """Whether what was found stands in an order, some of it perhaps left out."""
    rest = iter(order)
    return all(name in rest for name in found)


def find_shifted_row(values: Fields, columns: Mapping[str, tuple[Column, str | None]], note: str) -> list[ShiftedRow]:
    """Find the row, if it cannot be placed only because fewer figures than columns stand in it, else none.

    `columns` are the row's columns and the units their headers print, by cell id in printed order; `note` says of the
    row that it is unsure.
    """
    whole = list_filled(values)
    if not 0 < len(whole) < len(columns) or not all(looks_like_figure(field_.text) for field_ in whole):
        return []
    return [ShiftedRow(tuple(columns), tuple(_read_alike(field_, columns.values()) for field_ in whole), note)]


def _read_alike(field_: Field, columns: Iterable[tuple[Column, str | None]]) -> Cell:
    """Read the figure as every column would read it; unsure where they would not read it alike."""
    first, *others = (read_cell(field_, column, unit) for column, unit in columns)
    alike = all((other.value, other.status) == (first.value, first.status) for other in others)
    return first if alike else make_unsure_cell((field_,))


def quote_fields(fields: Iterable[Field]) -> str:
    """Fields as a note quotes them."""
    return " | ".join(" ".join(field.cell.text.split()) for field in list_filled(fields))
