"""A table as it is printed: boxes with a place and a reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby
from typing import NamedTuple

FULL_WIDTH = 15  # columns of the grid all tables stand on: the fifteen figures of table 四 beside each other
SENTENCE_WIDTH = 3


class Role(StrEnum):
    """What a box is to its table; a head's value is its scope in HTML."""

    COLUMN_HEAD = "col"
    ROW_HEAD = "row"
    FIGURE = "figure"
    ENTRY = "entry"  # a word or two, centred
    TEXT = "text"


class Mark(StrEnum):
    """A sign printed before a figure that asks for a look at it, so that it does not depend on colour."""

    WRONG = "▲"  # this one
    INVOLVED = "△"  # one of those in an equation that does not hold


@dataclass(frozen=True, slots=True)
class TableCell:
    """One printed cell: upper left corner (from 0), text, how far it reaches; `cell` is the figure's id.

    `beside` is printed in a line of its own under the text.
    """

    row: int
    column: int
    text: str
    role: Role
    across: int = 1
    down: int = 1
    cell: str | None = None
    mark: Mark | None = None
    beside: str = ""

    @property
    def is_left_aligned(self) -> bool:
        """Whether its text begins at the left: a row's own label and running text, not a group's label."""
        return self.down == 1 and self.role in (Role.ROW_HEAD, Role.TEXT)


@dataclass(frozen=True)
class TableLayout:
    """A table of boxes in reading order; `widths` of its columns add up to FULL_WIDTH, `head_rows` are repeated."""

    caption: str
    widths: tuple[int, ...]
    boxes: tuple[TableCell, ...]
    head_rows: int = 0

    def rows(self) -> Iterator[tuple[TableCell, ...]]:
        """Return the boxes that begin in each row, from left to right."""
        begun: list[list[TableCell]] = [[] for _ in range(self._height())]
        for box in self.boxes:
            begun[box.row].append(box)
        yield from map(tuple, begun)

    def lines(self) -> Iterator[tuple[TableCell, ...]]:
        """Return the boxes that stand in each row, also those that began in a row above, from left to right."""
        standing: list[list[TableCell]] = [[] for _ in range(self._height())]
        for box in self.boxes:
            for row in standing[box.row : box.row + box.down]:
                row.append(box)
        for row in standing:
            yield tuple(sorted(row, key=lambda box: box.column))

    def extent(self, box: TableCell) -> tuple[int, int]:
        """Return the box's first column on the grid of FULL_WIDTH columns, and how many of them it takes."""
        edges = (0, *accumulate(self.widths))
        first = edges[box.column]
        return first, edges[box.column + box.across] - first

    def _height(self) -> int:
        return 1 + max((box.row for box in self.boxes), default=-1)


def sort_cells(boxes: Iterator[TableCell]) -> tuple[TableCell, ...]:
    """Sort the boxes row by row, from left to right."""
    return tuple(sorted(boxes, key=lambda box: (box.row, box.column)))


def build_listing(caption: str, heads: Sequence[tuple[str, int]], lines: Sequence[Sequence[str]]) -> TableLayout:
    """Build a plain list as a table; `heads` are labels with their widths, and the wide columns hold sentences."""
    roles = [Role.TEXT if width >= SENTENCE_WIDTH else Role.ENTRY for _, width in heads]
    labels = [TableCell(0, column, label, Role.COLUMN_HEAD) for column, (label, _) in enumerate(heads)]
    texts = [
        TableCell(row, column, text, roles[column])
        for row, line in enumerate(lines, start=1)
        for column, text in enumerate(line)
    ]
    return TableLayout(caption, tuple(width for _, width in heads), (*labels, *texts), head_rows=1)


def build_figure_listing(caption: str, heads: Sequence[tuple[str, int]], lines: Sequence[Sequence[str]]) -> TableLayout:
    """Build a list of labelled figures as a table: the first column heads its row, the others are figures."""
    labels = [TableCell(0, column, label, Role.COLUMN_HEAD) for column, (label, _) in enumerate(heads)]
    texts = [
        TableCell(row, column, text, Role.FIGURE if column else Role.ROW_HEAD)
        for row, line in enumerate(lines, start=1)
        for column, text in enumerate(line)
    ]
    return TableLayout(caption, tuple(width for _, width in heads), (*labels, *texts), head_rows=1)


class Label(NamedTuple):
    """A label of nested groups: its level, its first member, how many members it covers, how many levels it reaches."""

    text: str
    level: int
    first: int
    covers: int
    reaches: int


def nest_labels(paths: Sequence[tuple[str, ...]]) -> Iterator[Label]:
    """Labels above (or beside) members that neighbours share; the last of a path reaches to the deepest level.

    Each path is a member's labels from the outermost to its own.
    """
    depth = max(map(len, paths))
    for level in range(depth):
        first = 0
        for path, members in groupby(path[: level + 1] for path in paths):
            covers = len(list(members))
            if len(path) > level:
                own = paths[first] == path
                yield Label(path[level], level, first, covers, depth - level if own else 1)
            first += covers
