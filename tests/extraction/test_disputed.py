"""What must never be read for certain: a table printed twice with different figures, errors, slid figures."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from support.folders import DOCUMENTS
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.domain.report import Status
from township_reports.extraction.api import read_report

LICENSING = "proactive.licensing.decisions"
TITLE = "某县某镇2021年政府信息公开工作年度报告"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "某镇.xlsx"
    figures = printed("2021", balanced_figures("2021", 3, "乡镇") | {LICENSING: 25})
    path.write_bytes(FORMATS["xlsx"](Document(TITLE, "2021", figures)))
    return path


def licensing_cell(book: openpyxl.Workbook) -> openpyxl.cell.Cell:
    return next(cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value) == "25")


def test_an_error_value_is_not_a_blank(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    licensing_cell(book).value = "#REF!"
    book.save(workbook)
    report = read_report(workbook)
    assert (report.cells[LICENSING].status, report.cells[LICENSING].raw) == (Status.UNSURE, "#REF!")
    assert any("1格是错误值" in note for note in report.notes)


def test_a_formula_without_result_is_not_a_blank(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    licensing_cell(book).value = "=SUM(A1:A2)"
    book.save(workbook)
    assert read_report(workbook).cells[LICENSING].raw == "=SUM(A1:A2)"
    assert read_report(workbook).list_incomplete() == (LICENSING,)


def test_the_same_form_twice_with_another_figure_makes_that_figure_unsure(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    copy = book.copy_worksheet(book.worksheets[0])
    assert read_report(workbook).list_incomplete() == ()
    next(cell for row in copy.iter_rows() for cell in row if str(cell.value) == "25").value = 26
    book.save(workbook)
    report = read_report(workbook)
    assert report.list_incomplete() == (LICENSING,)
    assert report.cells[LICENSING].raw == "25 / 26"


def test_figures_slid_to_the_left_are_unsure_though_another_table_keeps_its_blanks(tmp_path: Path) -> None:
    text = (DOCUMENTS / "hubei_pipes.txt").read_text(encoding="utf-8")
    slid = ["行政许可 | 106 | 2939 | | |" if line.startswith("行政许可") else line for line in text.splitlines()]
    path = tmp_path / "某镇.txt"
    path.write_text("\n".join(slid), encoding="utf-8")
    cells = read_report(path).cells
    row = [cells[f"proactive.licensing.{column}"].status for column in ("previous_items", "change", "decisions")]
    assert row == [Status.UNSURE] * 3
