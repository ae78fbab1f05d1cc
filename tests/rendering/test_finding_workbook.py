"""The list of all findings: a line each, figures as numbers, text as text, same bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.reports.sample_notice import BUSINESS, LOST, NATURAL, TOTAL, reminded, suggested, unreadable
from support.reports.sample_report import HOSTILE
from township_reports.records.report import Status
from township_reports.rendering.finding_workbook import render_findings

SLIPS = (suggested(), reminded(), unreadable())
ROW = "三、本年度办理结果/（一）予以公开"
UNIT = f"第1镇{HOSTILE}"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return load_workbook(render_findings(SLIPS, "云溪县2021年度核对发现", tmp_path_factory.mktemp("findings")))


def values(book: Workbook, sheet: str, row: int) -> list[object]:
    return [cell.value for cell in book[sheet][row]]


def test_a_broken_equation_has_both_sides_the_difference_and_its_place(book: Workbook) -> None:
    assert values(book, "核对发现", 2) == [
        1, UNIT, "T3-3", "错误", "三", ROW, "总计、自然人、商业企业", f"{TOTAL} {NATURAL} {BUSINESS}",
        38, 33, 5, "第2个表格第6行的第3至4、9格", "表三·（一）予以公开不平",
    ]  # fmt: skip


def test_a_finding_about_a_cell_tells_what_stands_there(book: Workbook) -> None:
    assert values(book, "核对发现", 3)[4:11] == ["四", "行政复议", "尚未审结", LOST, "未找到", None, None]
    assert book["核对发现"].max_row == 5


def test_every_cell_of_every_finding_has_a_line(book: Workbook) -> None:
    sheet = book["所涉数据格"]
    assert sheet.max_row == 1 + 6
    assert values(book, "所涉数据格", 2) == [1, UNIT, "T3-3", "三", ROW, "总计", TOTAL, 38, 33, "第2个表格第6行第9格"]
    assert [cell.value for cell in sheet["G"]][2:] == [NATURAL, BUSINESS, LOST, "requests.received.business", LOST]


def test_units_without_findings_are_told_too(book: Workbook) -> None:
    assert [values(book, "报送情况", row)[1:3] for row in (2, 3, 4)] == [
        [UNIT, "有错误"], ["第2镇", "未报送"], ["第3镇", "无法读取"],
    ]  # fmt: skip
    assert values(book, "报送情况", 4)[3:] == ["第3镇.doc", "文件已损坏，打不开。"]


def test_text_never_becomes_a_formula(book: Workbook) -> None:
    assert values(book, "核对发现", 4)[-1] == HOSTILE
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_same_findings_have_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    first, again = (render_findings(SLIPS, "发现", tmp_path / name) for name in "ab")
    assert first.read_bytes() == again.read_bytes()


def test_a_deduced_figure_is_told_as_such(tmp_path: Path) -> None:
    slip = suggested()
    assert slip.report
    deduced = replace(slip.report.cells[TOTAL], status=Status.DEDUCED)
    told = replace(slip, report=replace(slip.report, cells={**slip.report.cells, TOTAL: deduced}))
    assert values(load_workbook(render_findings([told], "发现", tmp_path)), "所涉数据格", 2)[7] == "38（推定）"
