"""Single mistakes that change several cells at once: neighbours swapped, figures slid along a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, permutations
from typing import Literal

from township_reports.domain.form.form import CellSpec
from township_reports.domain.report import Value
from township_reports.validation.error_localization.identities import Arithmetic, Figures, Identity

Line = tuple[str, ...]
"""Cells printed beside each other, from left to right."""


@dataclass(frozen=True)
class Move:
    """One mistake undone: what every cell concerned would say.

    The two cells of a `line` were swapped, or its figures slid to `direction` when the empty cell `got_in` got in.
    """

    kind: Literal["swap", "slide"]
    values: Mapping[str, Value]
    line: Line
    got_in: str = ""
    direction: Literal["left", "right", ""] = ""


def list_possible_moves(given: Arithmetic, broken: Sequence[Identity]) -> tuple[Move, ...]:
    """List the swaps whose cells all stand in broken equations, and the slides along lines with a broken equation."""
    printed = [given.filled.form.cells()[cell] for cell in given.filled.cells]
    lines = [tuple(spec.id for spec in line) for line in _lines(printed)]
    figures = {cell: None if cell in given.out_of_domain else figure for cell, figure in given.figures.items()}
    moves = [*_swaps(lines, figures, broken), *_slides(lines, figures, given.identities, broken)]
    distinct = {tuple(sorted(move.values.items())): move for move in reversed(moves)}
    return tuple(reversed(distinct.values()))


def _lines(printed: Sequence[CellSpec]) -> Iterator[list[CellSpec]]:
    """Return the lines of figures as they stand on paper.

    Table 四 is one line, another table has a line for each row.
    """
    for _, line in groupby(printed, key=lambda spec: (spec.table.id, None if spec.table.side_by_side else spec.row.id)):
        yield list(line)


def _swaps(lines: Sequence[Line], figures: Figures, broken: Sequence[Identity]) -> Iterator[Move]:
    concerned = {cell for identity in broken for _, cell in identity.terms}
    beside = [pair for line in lines for pair in pairwise(line)]
    below = [
        pair for upper, lower in pairwise(lines) if _alike(upper, lower) for pair in zip(upper, lower, strict=True)
    ]
    for one, other in (*beside, *below):
        here, there = figures[one], figures[other]
        if {one, other} <= concerned and here is not None and there is not None and here != there:
            yield Move("swap", {one: there, other: here}, (one, other))


def _alike(upper: Line, lower: Line) -> bool:
    """Whether two lines have the same columns of the same table, so that a cell has another right below it."""
    tables = {cell.partition(".")[0] for cell in (*upper, *lower)}
    return len(tables) == 1 and [_column(cell) for cell in upper] == [_column(cell) for cell in lower]


def _column(cell: str) -> str:
    return cell.rpartition(".")[2]


def _slides(
    lines: Sequence[Line], figures: Figures, identities: Sequence[Identity], broken: Sequence[Identity]
) -> Iterator[Move]:
    not_holding = set(broken)
    for line in lines:
        own = [identity for identity in identities if all(cell in line for _, cell in identity.terms)]
        if not not_holding.isdisjoint(own):
            yield from (move for move in _slides_along(line, figures, own) if _touched(move, broken) > 1)


def _slides_along(line: Line, figures: Figures, own: Sequence[Identity]) -> Iterator[Move]:
    """Return an empty cell got in at one place and a figure fell out at another.

    Which one follows from the equations.
    """
    row = [figures[cell] for cell in line]
    if None in row:
        return
    for got_in, fell_out in permutations(range(len(line)), 2):
        if row[got_in] != 0:
            continue
        rest = row[:got_in] + row[got_in + 1 :]
        before = dict(zip(line, [*rest[:fell_out], None, *rest[fell_out:]], strict=True))
        lost = _lost(line[fell_out], before, own)
        after = before | {line[fell_out]: lost}
        if lost is not None and all(identity.residual(after) == 0 for identity in own):
            values = {cell: value for cell, value in after.items() if value is not None and value != figures[cell]}
            yield Move("slide", values, line, line[got_in], "right" if got_in < fell_out else "left")


def _touched(move: Move, broken: Sequence[Identity]) -> int:
    """How many broken equations a move changes: one alone tells the figure that fell out, and proves nothing."""
    return sum(any(cell in move.values for _, cell in identity.terms) for identity in broken)


def _lost(cell: str, figures: Figures, own: Sequence[Identity]) -> Value | None:
    """Return the figure that fell out, where exactly one equation along the line tells it."""
    telling = [(sign, identity) for identity in own for sign, term in identity.terms if term == cell]
    if len(telling) != 1:
        return None
    sign, identity = telling[0]
    residual = identity.residual({**figures, cell: 0})
    lost = None if residual is None else -sign * residual
    return lost if lost is not None and lost >= 0 else None
