"""The unit's tables as read: figures, blanks and words as they stand, marks on the cells that are wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.reports.sample_notice import BUSINESS, LOST, NATURAL, TOTAL, returned, suggested
from township_reports.records.report import Cell, Status
from township_reports.records.slip import CorrectionNotice
from township_reports.rendering.marked_tables import build_marked_tables
from township_reports.rendering.official_tables import build_official_tables
from township_reports.rendering.printed_table import Mark, TableCell
from township_reports.template.form import EDITIONS, load_form


def boxes(slip: CorrectionNotice) -> dict[str, TableCell]:
    assert slip.report
    return {box.cell: box for table in build_marked_tables(slip, slip.report) for box in table.cells if box.cell}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_layout_is_the_official_one(edition: str) -> None:
    slip = returned(edition)
    assert slip.report
    blank_form = build_official_tables(load_form(edition), {})
    marked = build_marked_tables(slip, slip.report)
    assert [table.caption for table in marked] == [table.caption for table in blank_form]
    assert [[box.cell for box in table.cells] for table in marked] == [
        [box.cell for box in table.cells] for table in blank_form
    ]


def test_cells_stand_as_they_were_written() -> None:
    found = boxes(returned())
    cells = (TOTAL, "requests.received.business", "requests.received.research", LOST)
    assert [found[cell].text for cell in cells] == ["38", "", "/", "未找到"]


def test_an_error_about_a_cell_points_at_it_and_an_equation_at_all_of_its_cells() -> None:
    marks = {cell: box.mark for cell, box in boxes(returned()).items() if box.mark}
    assert marks == {NATURAL: Mark.INVOLVED, BUSINESS: Mark.INVOLVED, TOTAL: Mark.INVOLVED, LOST: Mark.WRONG}


def test_a_suggested_value_stands_beside_the_one_found() -> None:
    box = boxes(suggested())[TOTAL]
    assert (box.text, box.mark, box.beside) == ("38", Mark.WRONG, "→33")


def test_rows_printed_as_one_are_shown_as_the_unit_printed_them() -> None:
    slip = returned()
    assert slip.report
    columns = [column.id for column in load_form("2021").table("requests").blocks[0].columns]
    parts = ("other_not_corrected", "other_fee_unpaid", "other_misc")
    absent = {f"requests.{row}.{column}": Cell(None, "", Status.NOT_APPLICABLE) for row in parts for column in columns}
    one_row = {f"requests.other.{column}": Cell(None, "", Status.BLANK) for column in columns}
    found = boxes(replace(slip, report=replace(slip.report, cells={**slip.report.cells, **absent, **one_row})))
    assert one_row.keys() <= found.keys()
    assert not absent.keys() & found.keys()


def test_what_is_written_instead_of_a_figure_is_cut() -> None:
    slip = returned()
    assert slip.report
    note = Cell(None, "本单位没有收到过任何政府信息公开申请", Status.UNSURE)
    found = boxes(replace(slip, report=replace(slip.report, cells={**slip.report.cells, TOTAL: note})))
    assert found[TOTAL].text == "本单位没有收到过任何政府…"


def test_a_deduced_figure_is_told_as_such() -> None:
    slip = returned()
    assert slip.report
    deduced = replace(slip.report.cells[TOTAL], status=Status.DEDUCED)
    found = boxes(replace(slip, report=replace(slip.report, cells={**slip.report.cells, TOTAL: deduced})))
    assert found[TOTAL].text == "38（推定）"
