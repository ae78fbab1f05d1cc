"""Ruled lines to tables: which cells the lines enclose, and where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, from the upper left corner of the page."""

_SAME_LINE = 3.0  # points; double borders and the frames of neighbouring cells are one line
_DRAWN = 0.5  # of a side; less is a stub, not a wall
_SHORTEST = 3.0


class Segment(NamedTuple):
    """A straight line: `at` is its y (or x, if vertical), from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell; `row` and `column` count the table's lines from 0, `closed` is false where its sides are not."""

    box: Box
    row: int
    column: int
    closed: bool


@dataclass(frozen=True)
class RuledTable:
    """Cells in reading order and the positions of the lines between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    _owners: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """The outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell a point lies in; None outside the table."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return self._owners[row][column] if inside else None


def find_ruled_tables(horizontal: Iterable[Segment], vertical: Iterable[Segment]) -> list[RuledTable]:
    """Find the tables that lines form, from top to bottom; lines that cross no other are none."""
    groups = _touching(_merged(horizontal), _merged(vertical))
    tables = [_table(across, down) for across, down in groups if across and down]
    return sorted((table for table in tables if table.cells), key=lambda table: (table.box[1], table.box[0]))


def cluster(values: Iterable[float], tolerance: float = _SAME_LINE) -> list[float]:
    """Return the means of values that lie within a tolerance of their neighbour, ascending."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def find_nearest(positions: Sequence[float], value: float) -> int:
    """Find the index of the position nearest to a value."""
    return min(range(len(positions)), key=lambda index: abs(positions[index] - value))


def _merged(segments: Iterable[Segment]) -> list[Segment]:
    """Segments on one line that touch or overlap as one."""
    whole = [segment for segment in segments if segment.end > segment.start]
    lines = cluster(segment.at for segment in whole)
    on_line: dict[int, list[Segment]] = {}
    for segment in whole:
        on_line.setdefault(find_nearest(lines, segment.at), []).append(segment)
    return [Segment(lines[line], start, end) for line in sorted(on_line) for start, end in _spans(on_line[line])]


def _spans(segments: Iterable[Segment]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for segment in sorted(segments, key=lambda segment: segment.start):
        if spans and segment.start <= spans[-1][1] + _SAME_LINE:
            spans[-1] = spans[-1][0], max(spans[-1][1], segment.end)
        else:
            spans.append((segment.start, segment.end))
    return [(start, end) for start, end in spans if end - start >= _SHORTEST]


def _touching(across: list[Segment], down: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Lines that hang together, as groups of horizontal and vertical ones."""
    groups: list[tuple[list[Segment], list[Segment]]] = []
    left_across, left_down = across, down
    while left_across:
        group: tuple[list[Segment], list[Segment]] = ([left_across[0]], [])
        left_across = left_across[1:]
        fresh_across, fresh_down = group[0], group[1]
        while fresh_across or fresh_down:
            found_down = [line for line in left_down if any(_cross(other, line) for other in fresh_across)]
            found_across = [line for line in left_across if any(_cross(line, other) for other in fresh_down)]
            left_down = [line for line in left_down if line not in found_down]
            left_across = [line for line in left_across if line not in found_across]
            group[0].extend(found_across)
            group[1].extend(found_down)
            fresh_across, fresh_down = found_across, found_down
        groups.append(group)
    return groups


def _cross(across: Segment, down: Segment) -> bool:
    meets_across = across.start - _SAME_LINE <= down.at <= across.end + _SAME_LINE
    return meets_across and down.start - _SAME_LINE <= across.at <= down.end + _SAME_LINE


def _table(across: list[Segment], down: list[Segment]) -> RuledTable:
    """Areas between the lines, joined where no line parts them; the outline counts as drawn, as at a page break."""
    xs = cluster([*(line.at for line in down), *_ends(across)])
    ys = cluster([*(line.at for line in across), *_ends(down)])
    rows, columns = len(ys) - 1, len(xs) - 1
    owners = [[row * columns + column for column in range(columns)] for row in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _is_drawn(down, xs[column + 1], ys[row], ys[row + 1]):
                _join(owners, owners[row][column], owners[row][column + 1])
            if row + 1 < rows and not _is_drawn(across, ys[row + 1], xs[column], xs[column + 1]):
                _join(owners, owners[row][column], owners[row + 1][column])
    return _numbered(xs, ys, owners)


def _ends(lines: list[Segment]) -> tuple[float, float]:
    """How far lines reach, for a side that is not drawn."""
    return min(line.start for line in lines), max(line.end for line in lines)


def _is_drawn(lines: list[Segment], at: float, start: float, end: float) -> bool:
    """Whether a line stands between two areas, along at least half of the side they share."""
    covered = sum(
        max(0.0, min(line.end, end) - max(line.start, start)) for line in lines if abs(line.at - at) <= _SAME_LINE
    )
    return covered >= _DRAWN * (end - start)


def _join(owners: list[list[int]], kept: int, given_up: int) -> None:
    if kept != given_up:
        first, second = min(kept, given_up), max(kept, given_up)
        for line in owners:
            line[:] = [first if owner == second else owner for owner in line]


def _numbered(xs: list[float], ys: list[float], owners: list[list[int]]) -> RuledTable:
    areas: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(owners):
        for column, owner in enumerate(line):
            areas.setdefault(owner, []).append((row, column))
    numbers = {owner: number for number, owner in enumerate(areas)}
    cells = tuple(_cell(xs, ys, area) for area in areas.values())
    return RuledTable(tuple(xs), tuple(ys), cells, tuple(tuple(numbers[owner] for owner in line) for line in owners))


def _cell(xs: list[float], ys: list[float], area: list[tuple[int, int]]) -> RuledCell:
    rows, columns = [row for row, _ in area], [column for _, column in area]
    top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
    closed = len(area) == (bottom - top + 1) * (right - left + 1)
    return RuledCell((xs[left], ys[top], xs[right + 1], ys[bottom + 1]), top, left, closed)
