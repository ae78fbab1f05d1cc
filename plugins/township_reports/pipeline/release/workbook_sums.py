"""The workbook's formulas counted again from its sheets: a spreadsheet program will show what is stored.

Only what our workbook adds up is counted: SUM over cells of any sheet, ranges in a row, and cells added and subtracted.
Text and blanks count nothing in them, as in a spreadsheet. Rates are text and left to the figures they come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import chain
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_interval

_CELL = r"([A-Z]{1,3})(\d{1,7})"
_TERM = re.compile(rf"([+-]?)(?:'((?:[^']|'')+)'!)?{_CELL}(?::{_CELL})?")
_AROUND = re.compile(r"^=|SUM\(|[(),]")
FORMULA = "f"
_AS_SHOWN = Context(prec=15)  # the digits of a stored number that a spreadsheet program shows

_Place = tuple[str, str]
"""A sheet's name and a cell's reference on it."""


@dataclass(frozen=True, slots=True)
class _FormulaCell:
    formula: str
    stored: float


@dataclass(frozen=True)
class RecalculatedSums:
    """How many formulas were counted again, and what is wrong with those that come to something else."""

    counted: int
    differences: tuple[str, ...]


def recalculate_sums(path: Path) -> RecalculatedSums:
    """Count the sums of a workbook again; a sum that cannot be counted is a difference too."""
    cells = _cells(path)
    sums = [place for place, cell in cells.items() if cell.formula and not cell.formula.startswith("=IF(")]
    totals: dict[_Place, Decimal | None] = {}
    for place in sums:
        _count(place, cells, totals)
    compared = (
        f"“{sheet}”{name}的公式合计{total}，存的是{cells[sheet, name].stored}"
        for (sheet, name), total in ((place, totals[place]) for place in sums)
        if total is None or total != _figure(cells[sheet, name].stored)
    )
    return RecalculatedSums(len(sums), tuple(compared))


def _figure(stored: float) -> Decimal:
    return _AS_SHOWN.create_decimal(stored)


def _count(place: _Place, cells: Mapping[_Place, _FormulaCell], totals: dict[_Place, Decimal | None]) -> Decimal | None:
    """Count what a cell adds to a sum; None where that cannot be reported. Each formula is counted once."""
    cell = cells.get(place)
    if cell is None or not cell.formula:
        return _figure(cell.stored if cell else 0)
    if place not in totals:
        totals[place] = None  # a formula that leads back to itself comes to nothing
        if _AROUND.sub("", _TERM.sub("", cell.formula)) == "":
            parts = [(sign, _count(one, cells, totals)) for sign, one in _terms(cell.formula, place[0])]
            known = [-part if sign else part for sign, part in parts if part is not None]
            totals[place] = sum(known, Decimal(0)) if len(known) == len(parts) else None
    return totals[place]


def _terms(formula: str, own_sheet: str) -> Iterator[tuple[bool, _Place]]:
    """Return the cells of a sum, and whether each is taken away."""
    for sign, sheet, column, row, last_column, last_row in _TERM.findall(formula):
        name = sheet.replace("''", "'") or own_sheet
        columns = get_column_interval(column, last_column or column)
        for line in range(int(row), int(last_row or row) + 1):
            yield from ((sign == "-", (name, f"{one}{line}")) for one in columns)


def _cells(path: Path) -> dict[_Place, _FormulaCell]:
    """Return the cells with a formula or a number; what is stored is 0 for text."""
    found: dict[_Place, _FormulaCell] = {}
    with (
        closing(load_workbook(path, read_only=True)) as written,
        closing(load_workbook(path, read_only=True, data_only=True)) as stored,
    ):
        for sheet, shown in zip(written, stored, strict=True):
            both = zip(chain.from_iterable(sheet), chain.from_iterable(shown), strict=True)
            for cell, compared in both:
                formula = str(cell.value) if cell.data_type == FORMULA else ""
                figure = compared.value if isinstance(compared.value, int | float) else None
                if formula or figure is not None:
                    found[sheet.title, cell.coordinate] = _FormulaCell(formula, figure or 0)
    return found
