"""The totals of the fill-in form where a program that does not calculate has saved it.

Only signed sums of N(cell), which is how the form writes them, are counted, exactly as a spreadsheet would: a blank or
a word is nothing. Any other formula whose result was not stored stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

_TERM = r"N\(\$?([A-Z]{1,3})\$?(\d{1,7})\)"
_SUM = re.compile(rf"[+-]?{_TERM}(?:[+-]{_TERM})*")
_SIGNED_TERM = re.compile(rf"([+-]?){_TERM}")
_NUMBERS, _WORDS = (None, "n"), ("s", "str", "inlineStr")

_Cells = Mapping[str, etree._Element]


def compute_saved_sums(sheet: etree._Element) -> dict[str, str]:
    """By the cells' references, what the sums without a stored result come to, as a spreadsheet would print it."""
    cells = {str(cell.get("r")): cell for cell in sheet.iter("{*}c")}
    unsaved = [name for name, cell in cells.items() if _sum_in(cell) and not cell.findtext("{*}v")]
    totals = {name: _number(name, cells, ()) for name in unsaved}
    return {name: format(total.normalize(), "f") for name, total in totals.items() if total is not None}


def _sum_in(cell: etree._Element) -> str:
    """Sum the cell's formula where it is such a sum."""
    formula = cell.findtext("{*}f") or ""
    return formula if _SUM.fullmatch(formula) else ""


def _number(name: str, cells: _Cells, above: tuple[str, ...]) -> Decimal | None:
    """Return what N() makes of a cell; None where only a spreadsheet can tell."""
    cell = cells.get(name)
    if cell is None or name in above:
        return None if name in above else Decimal(0)
    if cell.find("{*}f") is not None:
        return _total(_sum_in(cell), cells, (*above, name))
    stored = cell.findtext("{*}v")
    if cell.get("t") in _WORDS or not stored:
        return Decimal(0)
    return Decimal(stored) if cell.get("t") in _NUMBERS else None


def _total(formula: str, cells: _Cells, above: tuple[str, ...]) -> Decimal | None:
    terms = [(sign, f"{column}{row}") for sign, column, row in _SIGNED_TERM.findall(formula)]
    total = Decimal(0)
    for sign, name in terms:
        number = _number(name, cells, above)
        if number is None:
            return None
        total += -number if sign == "-" else number
    return total if terms else None
