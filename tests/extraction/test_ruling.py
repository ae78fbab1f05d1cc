"""Which cells ruled lines enclose."""

from __future__ import annotations

from township_reports.extraction.page_layout.ruling import RuledTable, Segment, find_ruled_tables


def _lines(*segments: tuple[float, float, float]) -> list[Segment]:
    return [Segment(*segment) for segment in segments]


def _cells(tables: list[RuledTable]) -> list[list[tuple[int, int, tuple[float, ...]]]]:
    return [[(cell.row, cell.column, cell.box) for cell in table.cells] for table in tables]


FRAME = _lines((0, 0, 100), (20, 0, 100), (40, 0, 100))
SIDES = _lines((0, 0, 40), (50, 0, 40), (100, 0, 40))


def test_a_plain_table() -> None:
    (table,) = find_ruled_tables(FRAME, SIDES)
    assert [cell.box for cell in table.cells] == [(0, 0, 50, 20), (50, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)]


def test_a_merged_cell_is_one() -> None:
    (table,) = find_ruled_tables(FRAME, _lines((0, 0, 40), (50, 20, 40), (100, 0, 40)))
    assert [cell.box for cell in table.cells] == [(0, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)]


def test_double_borders_are_one_line() -> None:
    (table,) = find_ruled_tables([*FRAME, Segment(21.5, 0, 100)], [*SIDES, Segment(51.5, 0, 40)])
    assert len(table.cells) == 4


def test_a_table_open_at_a_page_break_is_closed_where_its_sides_end() -> None:
    (table,) = find_ruled_tables(FRAME, _lines((0, 0, 60), (50, 0, 60), (100, 0, 60)))
    assert [cell.box for cell in table.cells][-2:] == [(0, 40, 50, 60), (50, 40, 100, 60)]


def test_a_corner_cut_out_is_not_closed() -> None:
    across = _lines((0, 0, 100), (20, 50, 100), (40, 0, 100))
    (table,) = find_ruled_tables(across, _lines((0, 0, 40), (50, 0, 20), (100, 0, 40)))
    assert [cell.closed for cell in table.cells] == [False, True]


def test_lines_that_cross_no_other_are_no_table() -> None:
    assert find_ruled_tables(_lines((0, 0, 100), (20, 0, 100)), _lines((300, 0, 40))) == []


def test_two_tables_and_the_cell_at_a_point() -> None:
    below = [Segment(line.at + 100, line.start, line.end) for line in FRAME]
    upper, lower = find_ruled_tables([*FRAME, *below], [*SIDES, *(Segment(x, 100, 140) for x in (0, 50, 100))])
    assert (upper.cell_at(60, 30), upper.cell_at(60, 110), lower.cell_at(60, 110)) == (3, None, 1)
