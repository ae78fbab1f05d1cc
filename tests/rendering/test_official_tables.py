"""The layout of the official tables against hand-checked text files, one an edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from township_reports.rendering.official_tables import build_official_tables
from township_reports.rendering.printed_table import FULL_WIDTH, TableCell, TableLayout
from township_reports.template.form import EDITIONS, Form, load_form

HERE = Path(__file__).parent


def tables(edition: str, *left_out: str, extra: tuple[str, ...] = ()) -> tuple[TableLayout, ...]:
    form = load_form(edition)
    cells = [cell for cell in form.required_cells() if not cell.startswith(left_out)]
    return build_official_tables(form, {cell: number for number, cell in enumerate((*cells, *extra))})


def single_row(form: Form) -> tuple[str, ...]:
    return tuple(cell for cell in form.cells() if cell.startswith("requests.other."))


def as_text(box: TableCell) -> str:
    across = f" →{box.across}" if box.across > 1 else ""
    down = f" ↓{box.down}" if box.down > 1 else ""
    return box.text + across + down


def labels(table: TableLayout) -> list[str]:
    return [as_text(box) for box in table.cells if box.cell is None]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_layout_is_that_of_the_form(edition: str) -> None:
    printed = [
        line
        for table in tables(edition)
        for line in (table.caption, *(" | ".join(map(as_text, row)) for row in table.rows()), "")
    ]
    assert "\n".join(printed) == (HERE / f"layout_{edition}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", EDITIONS)
def test_boxes_cover_the_table_without_gap_or_overlap(edition: str) -> None:
    for table in tables(edition, extra=single_row(load_form("2021")) if edition == "2021" else ()):
        squares = [
            (row, column)
            for box in table.cells
            for row in range(box.row, box.row + box.down)
            for column in range(box.column, box.column + box.across)
        ]
        height = len(list(table.rows()))
        assert sorted(squares) == [(row, column) for row in range(height) for column in range(len(table.widths))]
        assert sum(table.widths) == FULL_WIDTH


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_of_the_form_is_printed_once(edition: str) -> None:
    printed = [box.cell for table in tables(edition) for box in table.cells if box.cell]
    assert printed == list(load_form(edition).required_cells())


def test_other_results_in_one_row_replace_the_three() -> None:
    _, requests, _ = tables("2021", "requests.other_", extra=single_row(load_form("2021")))
    start = labels(requests).index("5.要求行政机关确认或重新出具已获取信息")
    assert labels(requests)[start + 1 :] == ["（六）其他处理 →2", "（七）总计 →2", "四、结转下年度继续办理 →3"]


def test_other_results_with_and_without_division_stand_beside_each_other() -> None:
    _, requests, _ = tables("2021", extra=single_row(load_form("2021")))
    assert labels(requests)[-4:] == [
        "3.其他",
        "（六）其他处理（未分项） →2",
        "（七）总计 →2",
        "四、结转下年度继续办理 →3",
    ]
    assert "（六）其他处理 ↓3" in labels(requests)


def test_a_cell_without_figure_is_blank() -> None:
    proactive, _, _ = build_official_tables(load_form("2019"), {"proactive.licensing.change": -3})
    assert [(box.cell, box.text) for box in proactive.cells if box.cell and box.text] == [
        ("proactive.licensing.change", "-3")
    ]
