"""Which slid rows of a report its equations could place, beside the figures that stand fast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from township_reports.domain.report import MISSING_CELL, Cell, Report, ShiftedRow, Status
from township_reports.domain.submission import Submission
from township_reports.validation.error_localization.identities import (
    Arithmetic,
    Identity,
    derive_arithmetic,
    merge_identities,
)
from township_reports.validation.frames.filled_form import ZERO

INDEPENDENT = 2  # equations every cell of a row must stand in: its row's and its column's
LARGEST = 10**9  # figures beyond are no counts of requests, and would not fit the sums of a search


@dataclass(frozen=True)
class ShiftedPart:
    """Equations that hang together, the slid rows among their cells, and the counts in all other cells."""

    identities: tuple[Identity, ...]
    rows: tuple[ShiftedRow, ...]
    counts: Mapping[str, int]


def list_shifted_parts(report: Report) -> Iterator[ShiftedPart]:
    """List the parts of a report in which every figure is known but for its place in a slid row; raises SuiteError."""
    given = derive_arithmetic(Submission("", report))
    for members in merge_identities({cell for _, cell in identity.terms} for identity in given.identities):
        rows = tuple(row for row in report.shifted_rows if members.intersection(row.cells))
        if rows and all(_is_placeable(row, report, members) for row in rows):
            yield from _part(given, members, rows)


def count_options(figure: Cell) -> int | None:
    """Count what a figure counts for in a search; None where it is not certain, not whole, or beyond all sense."""
    value = 0 if figure.status in ZERO else figure.value if figure.counts_as_zero else None
    return value if isinstance(value, int) and abs(value) <= LARGEST else None


def _part(given: Arithmetic, members: set[str], rows: tuple[ShiftedRow, ...]) -> Iterator[ShiftedPart]:
    """Return the part of these cells, if each is known or slid, and each slid one held by two equations."""
    identities = tuple(each for each in given.identities if each.terms and each.terms[0][1] in members)
    slid = [cell for row in rows for cell in row.cells]
    held = Counter(cell for identity in identities for _, cell in identity.terms)
    others = [cell for cell in given.filled.cells if cell in members.difference(slid)]
    counts = {cell: count for cell in others if (count := count_options(given.filled.cells[cell])) is not None}
    is_known = len(counts) == len(others) and all(isinstance(identity.constant, int) for identity in identities)
    if is_known and len(slid) == len(set(slid)) and all(held[cell] >= INDEPENDENT for cell in slid):
        yield ShiftedPart(identities, rows, counts)


def _is_placeable(row: ShiftedRow, report: Report, members: set[str]) -> bool:
    """Whether all figures of the row are certain, and nothing but them was found in its cells."""
    found = [report.cells.get(cell, MISSING_CELL) for cell in row.cells]
    only_figures = all(cell.status is Status.UNSURE and cell.raw == found[0].raw for cell in found)
    certain = bool(row.figures) and all(count_options(figure) is not None for figure in row.figures)
    return certain and only_figures and members.issuperset(row.cells)
