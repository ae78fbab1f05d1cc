"""The three official tables as merged boxes, filled with figures. Knows no file format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from township_reports.template.form import Block, Column, Form, Row, Table, load_form

Figure = int | Decimal | str
"""What stands in a cell: a number, or the text as the unit wrote it ("", "/", "+5", "25.1万元")."""

LABEL_COLUMNS = 3  # table 三 has room for 三、 > （三） > 1.


@dataclass(frozen=True, slots=True)
class Box:
    """A printed cell that may reach over several columns and rows; `cell` is the id of the figure, "" for a label."""

    content: Figure
    across: int = 1
    down: int = 1
    cell: str = ""

    @property
    def text(self) -> str:
        """The content as a person reads it."""
        return str(self.content)


@dataclass(frozen=True)
class FormTable:
    """A table as printed: each row holds only the boxes that begin in it, from left to right."""

    width: int
    rows: tuple[tuple[Box, ...], ...]

    def placed(self) -> Iterator[tuple[int, int, Box]]:
        """Every box with the row and the column (from 0) of its upper left corner."""
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows):
            column = 0
            for box in row:
                while (number, column) in covered:
                    column += 1
                yield number, column, box
                covered |= {(number + y, column + x) for y in range(box.down) for x in range(box.across)}

    def grid(self) -> list[list[Box | None]]:
        """The table unmerged: a box stands in its upper left corner, None in the rest of its area."""
        grid: list[list[Box | None]] = [[None] * self.width for _ in self.rows]
        for row, column, box in self.placed():
            grid[row][column] = box
        return grid


def form_tables(edition: str, figures: Mapping[str, Figure]) -> dict[str, FormTable]:
    """The three tables of an edition by section (二, 三, 四); raises KeyError for a cell without a figure.

    Rows printed instead of others, such as （六）其他处理 as one row, are printed when they have figures.
    """
    form = load_form(edition)
    return {table.section: _LAYOUTS[table.id](table, figures) for table in form.tables}


def printed_rows(block: Block, table: Table, figures: Mapping[str, Figure]) -> list[Row]:
    """The rows of a block that these figures print."""
    optional = {row.id: row for row in block.rows if row.instead_of}
    chosen = {name for name in optional if any(cell.startswith(f"{table.id}.{name}.") for cell in figures)}
    replaced = {name for chosen_id in chosen for name in optional[chosen_id].instead_of}
    return [row for row in block.rows if row.id not in replaced and (row.id not in optional or row.id in chosen)]


def printed_cells(form: Form, figures: Mapping[str, Figure]) -> list[str]:
    """Ids of all cells these figures print, in printed order."""
    return [
        f"{table.id}.{row.id}.{column.id}"
        for table in form.tables
        for block in table.blocks
        for row in printed_rows(block, table, figures)
        for column in block.columns
    ]


def _proactive(table: Table, figures: Mapping[str, Figure]) -> FormTable:
    width = 1 + max(len(block.columns) for block in table.blocks)
    rows: list[tuple[Box, ...]] = []
    for block in table.blocks:
        rows.append((Box(block.label, across=width),))
        rows.append(_stretched([Box(block.heads[0]), *(Box(column.label) for column in block.columns)], width))
        for row in printed_rows(block, table, figures):
            rows.append(_stretched([Box(row.label), *_figures(table, row, block.columns, figures)], width))
    return FormTable(width, tuple(rows))


def _stretched(row: Sequence[Box], width: int) -> tuple[Box, ...]:
    *boxes, last = row
    return (*boxes, replace(last, across=width - len(boxes)))


def _requests(table: Table, figures: Mapping[str, Figure]) -> FormTable:
    (block,) = table.blocks
    rows = printed_rows(block, table, figures)
    paths = [(*row.under, row.label) for row in rows]
    body = ((*_labels(paths, number), *_figures(table, row, block.columns, figures)) for number, row in enumerate(rows))
    return FormTable(LABEL_COLUMNS + len(block.columns), (*_request_heads(block), *body))


def _request_heads(block: Block) -> Iterator[tuple[Box, ...]]:
    note, applicants, _ = block.heads
    yield Box(note, across=LABEL_COLUMNS, down=3), Box(applicants, across=len(block.columns))
    yield tuple(_grouped(block.columns))
    yield tuple(Box(column.label) for column in block.columns if column.under)


def _grouped(columns: Iterable[Column]) -> Iterator[Box]:
    for under, group in groupby(columns, key=lambda column: column.under):
        if under:
            yield Box(under[-1], across=len(list(group)))
        else:
            yield from (Box(column.label, down=2) for column in group)


def _labels(paths: Sequence[tuple[str, ...]], number: int) -> Iterator[Box]:
    path = paths[number]
    for depth in range(1, len(path) + 1):
        if number and paths[number - 1][:depth] == path[:depth]:
            continue  # the box of a row above reaches down to here
        down = sum(1 for other in paths[number:] if other[:depth] == path[:depth])
        yield Box(path[depth - 1], across=1 if depth < len(path) else LABEL_COLUMNS + 1 - depth, down=down)


def _disputes(table: Table, figures: Mapping[str, Figure]) -> FormTable:
    (block,) = table.blocks
    wide = len(block.columns)
    labels = [column.label for column in block.columns]
    single = [row for row in block.rows if not row.under]
    joined = [row for row in block.rows if row.under]
    heads = (Box(single[0].label, across=wide), Box(joined[0].under[0], across=wide * len(joined)))
    second = (*(Box(label, down=2) for label in labels), *(Box(row.label, across=wide) for row in joined))
    third = tuple(Box(label) for _ in joined for label in labels)
    numbers = tuple(box for row in block.rows for box in _figures(table, row, block.columns, figures))
    return FormTable(wide * len(block.rows), (heads, second, third, numbers))


def _figures(table: Table, row: Row, columns: Iterable[Column], figures: Mapping[str, Figure]) -> list[Box]:
    cells = (f"{table.id}.{row.id}.{column.id}" for column in columns)
    return [Box(figures[cell], cell=cell) for cell in cells]


_LAYOUTS = {"proactive": _proactive, "requests": _requests, "disputes": _disputes}
