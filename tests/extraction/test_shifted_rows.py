"""Rows that are unsure only because blank cells vanished from them tell their figures; other unsure rows do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.documents.expected import DOCUMENTS
from township_reports.domain.report import Report, ShiftedRow, Status
from township_reports.extraction.api import read_report

TEXT = (DOCUMENTS / "slid_rows.txt").read_text(encoding="utf-8")


def _report(folder: Path, text: str = TEXT) -> Report:
    path = folder / "某镇.txt"
    path.write_text(text, encoding="utf-8")
    return read_report(path)


def _slid(folder: Path, text: str = TEXT) -> dict[str, ShiftedRow]:
    report = _report(folder, text)
    assert all(report.cells[cell_id].status is Status.UNSURE for row in report.shifted_rows for cell_id in row.cells)
    return {row.cells[0].rpartition(".")[0]: row for row in report.shifted_rows}


def test_each_slid_row_with_its_figures_in_order(tmp_path: Path) -> None:
    values = {name: [figure.value for figure in row.figures] for name, row in _slid(tmp_path).items()}
    assert values == {
        "proactive.licensing": [12, 845],
        "proactive.fees": [2],
        "requests.received": [5, 2, 1, 8],
        "requests.handled_total": [0],
        "disputes.reconsideration": [1, 1, 2, 1, 1, 0],
    }


def test_the_note_of_each_slid_row_is_one_of_the_report_s(tmp_path: Path) -> None:
    report = _report(tmp_path)
    notes = {row.cells[0]: row.note for row in report.shifted_rows}
    assert set(notes.values()) <= set(report.notes)
    assert len(set(notes.values())) == len(report.shifted_rows)
    assert notes["proactive.licensing.previous_items"] == "表二“行政许可”的数字与列数不符，不能确定各列的数：12 | 845"


def test_cells_stand_in_printed_order_and_figures_keep_their_place(tmp_path: Path) -> None:
    row = _slid(tmp_path)["proactive.licensing"]
    assert row.cells == tuple(f"proactive.licensing.{name}" for name in ("previous_items", "change", "decisions"))
    assert [(figure.raw, str(figure.place)) for figure in row.figures] == [
        ("12", "第12行文字第2格"),
        ("845", "第12行文字第3格"),
    ]


def test_a_figure_that_means_another_thing_in_another_column_is_unsure(tmp_path: Path) -> None:
    row = _slid(tmp_path, TEXT.replace("政府集中采购 | 14 | 251000元 |", "政府集中采购 | 14 | "))[
        "proactive.procurement"
    ]
    assert [(figure.raw, figure.status) for figure in row.figures] == [("14", Status.UNSURE)]


@pytest.mark.parametrize(
    "row",
    [
        "行政许可 | 12 | 本年度不涉及 | \n",
        "行政许可 | 12 | 845 | 1 | 2 | \n",
        "行政许可 | 12 | \n行政许可 | 845 | \n",
        "行政许可12 | 845 | \n",
    ],
)
def test_rows_unsure_for_another_reason_are_not_told(row: str, tmp_path: Path) -> None:
    assert "proactive.licensing" not in _slid(tmp_path, TEXT.replace("行政许可 | 12 | 845 | \n", row))


def test_a_row_printed_twice_is_unsure_even_if_both_together_have_as_many_figures_as_columns(tmp_path: Path) -> None:
    received = "一、本年新收政府信息公开申请数量 | 5 | 2 | 1 | 8 | |\n"
    again = "一、本年新收政府信息公开申请数量 | 5 | 1 | 6 | |\n"
    assert "requests.received" not in _slid(tmp_path, TEXT.replace(received, received + again))
