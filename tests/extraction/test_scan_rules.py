"""Tables on a scanned page: a worn rule still parts two cells, a cell that reaches over columns stays whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from township_reports.extraction.page_layout.fragments import FragmentCell, TableFragment
from township_reports.extraction.page_layout.ruling import Box
from township_reports.extraction.parsers.scan.figures.confirmation import find_figure_cells
from township_reports.extraction.parsers.scan.grid.rows import is_placed, is_whole
from township_reports.extraction.parsers.scan.grid.tables import find_grids
from township_reports.extraction.parsers.scan.sheet.sheet import PageSheet

COLUMNS, ROWS = range(100, 701, 150), range(100, 501, 80)
WIDE = (1, 1)  # the row and the rule of it that is not printed, since a cell reaches over two columns


def ruled(worn: float) -> PageSheet:
    """A page with a table; one piece of a rule beside the wide cell is worn away by a share, from its upper end."""
    grey = np.full((700, 900), 255, np.uint8)
    for y in ROWS:
        grey[y : y + 3, COLUMNS[0] : COLUMNS[-1] + 3] = 60
    for number, x in enumerate(COLUMNS):
        for row, y in enumerate(ROWS[:-1]):
            if (row, number) != WIDE:
                grey[y : y + 80, x : x + 3] = 60
    top = ROWS[3] + 3
    grey[top : top + round(worn * 77), COLUMNS[2] : COLUMNS[2] + 3] = 255
    grey[ROWS[2] : ROWS[2] + 3, COLUMNS[-1] : COLUMNS[-1] + 15] = 60  # a rule drawn too far is no column
    return PageSheet(grey, np.zeros_like(grey), np.zeros((0, 4, 2), np.float32), np.eye(3))


def cells_in_rows(sheet: PageSheet) -> Iterator[int]:
    (table,) = find_grids(sheet)
    for row in range(len(ROWS) - 1):
        yield sum(cell.row == row for cell in table.cells)


@pytest.mark.parametrize(("worn", "in_worn_row"), [(0, 4), (0.4, 4), (0.7, 4), (1, 3)])
def test_a_worn_rule_parts_cells_as_long_as_some_of_it_is_seen(worn: float, in_worn_row: int) -> None:
    assert list(cells_in_rows(ruled(worn))) == [4, 3, 4, in_worn_row, 4]


def test_a_rule_that_is_worn_at_one_end_still_parts_the_only_cell_it_parts() -> None:
    sheet, x, top = ruled(0), 175, ROWS[3]
    for start, end in ((top + 3, top + 10), (top + 34, top + 80)):
        sheet.grey[start:end, x : x + 3] = 60
    assert list(cells_in_rows(sheet)) == [4, 3, 4, 5, 4]


def test_a_stroke_beside_a_rule_parts_nothing() -> None:
    sheet, x, top = ruled(0), COLUMNS[2] + 16, ROWS[3]
    sheet.grey[top : top + 80, x : x + 3] = 60
    assert list(cells_in_rows(sheet)) == [4, 3, 4, 4, 4]


def row(number: int, edges: tuple[float, ...], label: str = "") -> list[FragmentCell]:
    top = 20.0 * number
    boxes = [(left, top, right, top + 20) for left, right in pairwise(edges)]
    return [FragmentCell(label if at == 0 else "1", box, number) for at, box in enumerate(boxes)]


def placed(*rows: list[FragmentCell], torn: tuple[Box, ...] = ()) -> list[bool]:
    """Of each figure in the middle row."""
    pieces = tuple(piece for pieces in rows for piece in pieces)
    part = TableFragment(1, (0, 0, 200, 60), pieces)
    labels = [piece for piece in pieces if piece.text != "1"]
    return [is_placed(piece, labels, part, torn) for piece in rows[1] if piece.text == "1"]


EVEN, JOINED = (0.0, 50.0, 100.0, 150.0, 200.0), (0.0, 50.0, 150.0, 200.0)


def test_a_figure_is_in_place_where_a_row_beside_is_divided_alike() -> None:
    assert placed(row(0, EVEN, "上"), row(1, EVEN, "中"), row(2, JOINED, "下")) == [True] * 3
    assert placed(row(0, EVEN, "上"), row(1, JOINED, "中"), row(2, EVEN, "下")) == [False] * 2


def test_a_figure_is_not_in_place_beside_a_label_of_another_height_or_in_a_torn_cell() -> None:
    tall = [FragmentCell("中", (0, 20, 50, 60), 1), *row(1, EVEN)[1:]]
    assert placed(row(0, EVEN, "上"), tall, row(2, EVEN)[1:]) == [False] * 3
    assert placed(row(0, EVEN, "上"), row(1, EVEN, "中"), row(2, EVEN, "下"), torn=((0, 0, 200, 60),)) == [False] * 3


def test_a_row_with_joined_cells_or_a_sliver_of_a_cell_is_not_whole() -> None:
    edges = tuple(30.0 * at for at in range(8))
    assert is_whole(row(0, edges))
    assert not is_whole(row(0, edges[:3] + edges[4:]))
    assert not is_whole(row(0, (*edges, edges[-1] + 5)))
    assert not is_whole([*row(0, edges[:4]), FragmentCell("0 2", (90, 0, 120, 20), 0)])


def test_figures_of_a_second_table_in_a_part_are_figures_though_they_stand_where_the_first_has_its_labels() -> None:
    labelled = row(0, (0.0, 60.0, 200.0, 230.0, 260.0))
    label, group = replace(labelled[1], text="补正后申请内容"), replace(labelled[0], text="")
    hidden = [replace(piece, text="" if at < 2 else "1") for at, piece in enumerate(row(1, (0.0, 60.0, 200.0, 230.0)))]
    second = row(2, (0.0, 30.0, 60.0, 90.0, 120.0), "2")
    pieces = (group, label, *labelled[2:], *hidden, *second)
    found = find_figure_cells(TableFragment(1, (0, 0, 260, 60), pieces))
    assert [(piece.row, piece.box[0]) for piece in found] == [
        (0, 200), (0, 230), (1, 60), (1, 200), (2, 0), (2, 30), (2, 60), (2, 90),
    ]  # fmt: skip
