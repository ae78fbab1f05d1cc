"""Spreadsheets of the older and the open build: no cell without a value is read as blank or 0."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt
from support.documents.hostile_office import ods
from support.documents.spreadsheets import Content, as_ods, as_xls, plainly
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.domain.report import Report, Status
from township_reports.extraction.api import read_report
from township_reports.extraction.parsers.office import open_spreadsheet

LICENSING = "proactive.licensing.decisions"
SPOT = 2_517  # a figure that stands in no other cell
FIGURES = printed("2021", balanced_figures("2021", 3, "乡镇") | {LICENSING: SPOT})
WORKBOOK = FORMATS["xlsx"](Document("某县某镇2021年政府信息公开工作年度报告", "2021", FIGURES))
STORED_ZERO = b"\0" * 8 + b"\2\0"
STORED_NOTHING = b"\3\0\0\0\0\0\xff\xff\0\0"


def _report(data: bytes, folder: Path) -> Report:
    path = folder / "某镇年报"
    path.write_bytes(data)
    return read_report(path)


def _write(sheet: xlwt.Worksheet, row: int, column: int, value: Content) -> None:
    sheet.write(row, column, value)


def _write_error(sheet: xlwt.Worksheet, row: int, column: int, value: Content) -> None:
    if value == SPOT:
        sheet.row(row).set_cell_error(column, "#DIV/0!")
    else:
        sheet.write(row, column, value)


def _write_formula(sheet: xlwt.Worksheet, row: int, column: int, value: Content) -> None:
    sheet.write(row, column, xlwt.Formula("A1+1") if value == SPOT else value)


def _error(value: Content) -> str:
    told = 'table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p>'
    return told if value == SPOT else plainly(value)


def _formula(value: Content) -> str:
    return 'table:formula="of:=[.A1]">' if value == SPOT else plainly(value)


def _assert_unsure(report: Report, raw: str, why: str) -> None:
    cell = report.cells[LICENSING]
    assert (cell.value, cell.status, cell.raw) == (None, Status.UNSURE, raw)
    assert report.list_incomplete() == (LICENSING,)
    assert [why in note for note in report.notes] == [True]


def test_all_builds_say_the_same(tmp_path: Path) -> None:
    whole = _report(WORKBOOK, tmp_path)
    assert whole.cells[LICENSING].value == SPOT
    for data in (as_xls(WORKBOOK, _write), as_ods(WORKBOOK, plainly)):
        report = _report(data, tmp_path)
        assert (report.unit, report.year, report.notes) == (whole.unit, whole.year, whole.notes)
        told = {cell_id: (cell.value, cell.status) for cell_id, cell in report.cells.items()}
        assert told == {cell_id: (cell.value, cell.status) for cell_id, cell in whole.cells.items()}
        places = {cell.place and (cell.place.row, cell.place.column) for cell in report.cells.values()}
        assert places == {cell.place and (cell.place.row, cell.place.column) for cell in whole.cells.values()}


def test_an_error_in_an_xls(tmp_path: Path) -> None:
    _assert_unsure(_report(as_xls(WORKBOOK, _write_error), tmp_path), "#DIV/0!", "1格是错误值")


def test_an_error_that_a_formula_gave_in_an_xls(tmp_path: Path) -> None:
    data = as_xls(WORKBOOK, _write_formula)
    assert data.count(STORED_NOTHING) == 1
    data = data.replace(STORED_NOTHING, b"\2\0\x17\0\0\0\xff\xff\0\0")
    _assert_unsure(_report(data, tmp_path), "#REF!", "1格是错误值")


@pytest.mark.parametrize("stored", [STORED_NOTHING, STORED_ZERO])
def test_a_formula_whose_result_was_not_stored_in_an_xls(stored: bytes, tmp_path: Path) -> None:
    data = as_xls(WORKBOOK, _write_formula).replace(STORED_NOTHING, stored)
    _assert_unsure(_report(data, tmp_path), "=", "1格是没有保存计算结果的公式")


def test_a_formula_whose_result_was_stored_in_an_xls(tmp_path: Path) -> None:
    data = as_xls(WORKBOOK, _write_formula).replace(STORED_NOTHING, b"\0\0\0\0\0\0\x14\x40\0\0")  # 5.0
    assert _report(data, tmp_path).cells[LICENSING].value == 5


def test_an_error_in_an_ods(tmp_path: Path) -> None:
    _assert_unsure(_report(as_ods(WORKBOOK, _error), tmp_path), "#DIV/0!", "1格是错误值")


def test_a_formula_without_result_in_an_ods(tmp_path: Path) -> None:
    _assert_unsure(_report(as_ods(WORKBOOK, _formula), tmp_path), "of:=[.A1]", "1格是没有保存计算结果的公式")


def test_a_hidden_sheet_of_an_ods_is_told() -> None:
    hidden = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="s" style:family="table">{hidden}</style:style>'
    row = '<table:table-row><table:table-cell office:value="1"/></table:table-row>'
    assert open_spreadsheet.parse(ods(row)).list_grids()[0].rows[0][0].text == "1"
    document = open_spreadsheet.parse(ods(row, styles=styles))
    assert (document.blocks, document.notes) == ((), ("工作表“表”是隐藏的，没有读取",))
