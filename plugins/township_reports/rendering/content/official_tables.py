"""The three official tables laid out as on the form of either edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import lcm

from township_reports.domain.form.form import Block, Column, Form, Row, Table
from township_reports.domain.report import Value
from township_reports.rendering.content.figure_format import format_column_label, format_value
from township_reports.rendering.content.table_layout import (
    FULL_WIDTH,
    Role,
    TableCell,
    TableLayout,
    nest_labels,
    sort_cells,
)

Figures = Mapping[str, Value]

ITEM_WIDTH = 3  # table 二: 信息内容
RESULT_WIDTHS = (1, 3, 4)  # table 三: 三、 > （三） > 1.


def build_official_tables(form: Form, figures: Figures) -> tuple[TableLayout, ...]:
    """Build the form's tables with their figures, in printed order; a cell without figure is left blank."""
    layouts = {"proactive": _proactive, "requests": _requests, "disputes": _disputes}
    return tuple(layouts[table.id](form.title(table), table, figures) for table in form.tables)


def list_printed_rows(table: Table, block: Block, figures: Figures) -> list[Row]:
    """List the rows to print: one that stands instead of others only with figures, and those others not without any."""
    filled = {
        row.id for row in block.rows if any(get_cell_id(table, row, column) in figures for column in block.columns)
    }
    replaced = {other for row in block.rows if row.id in filled for other in row.instead_of}
    return [row for row in block.rows if row.id in filled or not (row.instead_of or row.id in replaced)]


def get_cell_id(table: Table, row: Row, column: Column) -> str:
    """Return the id of the figure in a row and a column."""
    return f"{table.id}.{row.id}.{column.id}"


def _proactive(title: str, table: Table, figures: Figures) -> TableLayout:
    shares = lcm(*(len(block.columns) for block in table.blocks))
    boxes: list[TableCell] = []
    for block in table.blocks:
        first = boxes[-1].row + 1 if boxes else 0
        boxes += _article_item(table, block, figures, first, shares)
    share_width = (FULL_WIDTH - ITEM_WIDTH) // shares
    return TableLayout(title, (ITEM_WIDTH, *(share_width for _ in range(shares))), tuple(boxes))


def _article_item(table: Table, block: Block, figures: Figures, first: int, shares: int) -> Iterator[TableCell]:
    across = shares // len(block.columns)
    yield TableCell(first, 0, block.label, Role.COLUMN_HEAD, across=1 + shares)
    yield TableCell(first + 1, 0, block.heads[0], Role.COLUMN_HEAD)
    for number, column in enumerate(block.columns):
        yield TableCell(first + 1, 1 + number * across, format_column_label(column), Role.COLUMN_HEAD, across)
    for line, row in enumerate(list_printed_rows(table, block, figures), start=first + 2):
        yield TableCell(line, 0, row.label, Role.ROW_HEAD)
        yield from _figure_boxes(_figures(table, row, block, figures), line, 1, across)


def _requests(title: str, table: Table, figures: Figures) -> TableLayout:
    (block,) = table.blocks
    note, applicants, *_ = block.heads
    heads = [(applicants, *column.under, format_column_label(column)) for column in block.columns]
    rows = list_printed_rows(table, block, figures)
    labels = _row_paths(rows)
    head_rows, label_columns = max(map(len, heads)), max(map(len, labels))

    def boxes() -> Iterator[TableCell]:
        yield TableCell(0, 0, note, Role.COLUMN_HEAD, across=label_columns, down=head_rows)
        yield from _column_heads(heads, label_columns)
        for text, level, member, covers, reaches in nest_labels(labels):
            yield TableCell(head_rows + member, level, text, Role.ROW_HEAD, across=reaches, down=covers)
        for line, row in enumerate(rows, start=head_rows):
            yield from _figure_boxes(_figures(table, row, block, figures), line, label_columns)

    widths = (*RESULT_WIDTHS, *(1 for _ in block.columns))
    return TableLayout(title, widths, sort_cells(boxes()), head_rows)


def _row_paths(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    ids = {row.id for row in rows}
    undivided = {row.id for row in rows if ids.intersection(row.instead_of)}
    return [(*row.under, row.beside if row.id in undivided else row.label) for row in rows]


def _disputes(title: str, table: Table, figures: Figures) -> TableLayout:
    (block,) = table.blocks
    rows = list_printed_rows(table, block, figures)
    heads = [(*row.under, row.label, format_column_label(column)) for row in rows for column in block.columns]
    head_rows = max(map(len, heads))

    def boxes() -> Iterator[TableCell]:
        yield from _column_heads(heads, 0)
        side_by_side = [figure for row in rows for figure in _figures(table, row, block, figures)]
        yield from _figure_boxes(side_by_side, head_rows, 0)

    return TableLayout(title, tuple(1 for _ in heads), sort_cells(boxes()), head_rows)


def _column_heads(heads: Sequence[tuple[str, ...]], first_column: int) -> Iterator[TableCell]:
    for text, level, member, covers, reaches in nest_labels(heads):
        yield TableCell(level, first_column + member, text, Role.COLUMN_HEAD, across=covers, down=reaches)


def _figure_boxes(printed: Sequence[tuple[str, str]], line: int, first: int, across: int = 1) -> Iterator[TableCell]:
    for number, (cell, text) in enumerate(printed):
        yield TableCell(line, first + number * across, text, Role.FIGURE, across, cell=cell)


def _figures(table: Table, row: Row, block: Block, figures: Figures) -> list[tuple[str, str]]:
    cells = [(get_cell_id(table, row, column), column.kind) for column in block.columns]
    return [(cell, format_value(figures.get(cell), kind)) for cell, kind in cells]
