"""Reports whose blank cells vanished from some rows, as the reader hands them over, and mistakes made in others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from random import Random

from support.reports.balanced import APPLICANTS
from township_reports.records.report import Cell, Report, ShiftedRow, SourceLocation, Status, Value

Figures = dict[str, Value]


def slid(edition: str, figures: Mapping[str, Value], rows: Iterable[str], *, zeros: bool = False) -> Report:
    """A report in which the zeros of rows of table 三 were blank and vanished; `zeros`: only the last one of each."""
    cells = {cell: Cell(value, str(value), Status.READ) for cell, value in figures.items()}
    slid_rows = []
    for line, row in enumerate(rows, 1):
        ids = cells_of(row)
        vanished = [cell for cell in ids if figures[cell] == 0]
        vanished = vanished[:-1] if zeros else vanished
        standing = [cell for cell in ids if cell not in vanished]
        places = [SourceLocation(line=line, column=column) for column in range(2, len(standing) + 2)]
        read = tuple(replace(cells[cell], place=place) for cell, place in zip(standing, places, strict=True))
        raw = " | ".join(cell.raw for cell in read)
        cells |= dict.fromkeys(ids, Cell(None, raw, Status.UNSURE, places[0]))
        slid_rows.append(ShiftedRow(ids, read))
    return Report(None, None, edition, cells, shifted_rows=tuple(slid_rows))


def cells_of(row: str) -> tuple[str, ...]:
    """The cells of a row of table 三."""
    return tuple(f"requests.{row}.{applicant}" for applicant in APPLICANTS)


def rows_with_gaps(figures: Mapping[str, Value]) -> list[str]:
    """The rows of table 三 in which there are both figures and zeros."""
    rows = dict.fromkeys(cell.split(".")[1] for cell in figures if cell.startswith("requests."))
    return [row for row in rows if 0 < sum(figures[cell] == 0 for cell in cells_of(row)) < len(APPLICANTS)]


def one_figure_wrong(figures: Figures, row: str, random: Random) -> Figures:
    """Any figure of a row is another."""
    cell = random.choice(cells_of(row))
    return {cell: figures[cell] + random.choice([1, 2, 10])}


def figure_and_total_wrong(figures: Figures, row: str, random: Random) -> Figures:
    """A figure and the row's total are off by the same."""
    *parts, total = cells_of(row)
    cell, by = random.choice(parts), random.choice([1, 2])
    return {cell: figures[cell] + by, total: figures[total] + by}


def two_figures_swapped(figures: Figures, row: str, random: Random) -> Figures:
    """A figure stands in another column; the row still adds up."""
    one, other = random.sample(cells_of(row)[:-1], 2)
    return {one: figures[other], other: figures[one]}


def one_request_moved(figures: Figures, row: str, random: Random) -> Figures:
    """A request is counted in another column; the row still adds up."""
    *parts, _ = cells_of(row)
    filled = [cell for cell in parts if figures[cell] > 0]
    if not filled:
        return {}
    one = random.choice(filled)
    other = random.choice([cell for cell in parts if cell != one])
    return {one: figures[one] - 1, other: figures[other] + 1}


def figures_slid_along(figures: Figures, row: str, random: Random) -> Figures:
    """A figure of a row got in at another place, so that those between moved along; the row still adds up."""
    parts = list(cells_of(row)[:-1])
    values = [figures[cell] for cell in parts]
    values.insert(random.randrange(len(parts)), values.pop(random.randrange(len(parts))))
    return dict(zip(parts, values, strict=True))


MISTAKES: tuple[Callable[[Figures, str, Random], Figures], ...] = (
    one_figure_wrong,
    figure_and_total_wrong,
    two_figures_swapped,
    one_request_moved,
    figures_slid_along,
)
