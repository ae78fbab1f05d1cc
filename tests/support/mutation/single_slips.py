"""One slip at a time in one cell of a report, of every kind a clerk makes. Checks nothing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from decimal import Decimal
from itertools import groupby, pairwise

from township_reports.records.report import Report, Value
from township_reports.template.form import load_form

Figures = Mapping[str, Value]
Slip = Mapping[str, Value | None]
"""What stands in the cells after the slip; None: nothing."""


def _neighbours(edition: str, printed: Container[str]) -> dict[str, str]:
    """For each cell the one to its right, for the last of a row the one to its left; a cell alone has none."""
    specs = [spec for cell, spec in load_form(edition).cells().items() if cell in printed]
    found: dict[str, str] = {}
    for _, row in groupby(specs, key=lambda spec: (spec.table.id, spec.row.id)):
        for left, right in pairwise([spec.id for spec in row]):
            found[left] = right  # in place of the left neighbour from the pair before
            found[right] = left
    return found


def _plus_one(cell: str, figures: Figures, _beside: str | None) -> Slip:
    return {cell: figures[cell] + 1}


def _minus_one(cell: str, figures: Figures, _beside: str | None) -> Slip:
    return {cell: figures[cell] - 1}


def _blank(cell: str, _figures: Figures, _beside: str | None) -> Slip:
    return {cell: None}


def _swapped(cell: str, figures: Figures, beside: str | None) -> Slip:
    return {cell: figures[beside], beside: figures[cell]} if beside else {}


def _digit_lost(cell: str, figures: Figures, _beside: str | None) -> Slip:
    figure = figures[cell]
    whole, point, rest = str(figure).partition(".")
    shorter = whole[:-1] + point + rest
    return {cell: Decimal(shorter) if point else int(shorter)} if len(whole.removeprefix("-")) > 1 else {}


def _moved(cell: str, figures: Figures, beside: str | None) -> Slip:
    return {cell: None, beside: figures[cell]} if beside else {}


PLUS_ONE = "多一"
KINDS: Mapping[str, Callable[[str, Figures, str | None], Slip]] = {
    PLUS_ONE: _plus_one,
    "少一": _minus_one,
    "漏填": _blank,
    "漏一位": _digit_lost,
    "与邻格对调": _swapped,
    "错移一格": _moved,
}


def slips(report: Report) -> Iterator[tuple[str, str, Slip]]:
    """Every cell with every kind of slip that changes something in it."""
    figures = {cell: content.value for cell, content in report.cells.items() if content.value is not None}
    beside = _neighbours(report.edition, figures)
    for cell in figures:
        for kind, make in KINDS.items():
            slip = make(cell, figures, beside.get(cell))
            if any(figure != figures[changed] for changed, figure in slip.items()):
                yield cell, kind, slip
