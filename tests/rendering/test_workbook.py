from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.reports.sample_report import HOSTILE, consolidated, unit, unit_report
from township_reports.reading.registry import read_report
from township_reports.records import county_report
from township_reports.records.county_report import ConsolidatedReport
from township_reports.rendering import workbook
from township_reports.rendering.render import render_report
from township_reports.rendering.sheet_names import name_sheets
from township_reports.rendering.sum_formula import format_sum_formula

REFERENCE = re.compile(r"'((?:[^']|'')+)'!([A-Z]+\d+)")


def formulas(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


def calculated(book: Workbook, formula: str) -> Decimal:
    """What a spreadsheet program makes of a sum of single cells: text and blanks count nothing."""
    cells = [book[sheet.replace("''", "'")][place] for sheet, place in REFERENCE.findall(formula)]
    return sum(
        (Decimal(str(cell.value)) for cell in cells if cell.data_type == "n" and cell.value is not None), Decimal()
    )


def place_of(sheet: Worksheet, label: str, column: int) -> str:
    row = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == label)
    return str(sheet.cell(row, column).coordinate)


@pytest.fixture
def book(files: dict[str, Path]) -> Workbook:
    return load_workbook(files["xlsx"])


@pytest.fixture
def cached(files: dict[str, Path]) -> Worksheet:
    return load_workbook(files["xlsx"], data_only=True)["全县汇总"]


def test_one_sheet_for_each_unit_included(book: Workbook) -> None:
    assert book.sheetnames == ["全县汇总", "第1镇", "第2镇", "报送单位", "核对发现"]


def test_every_figure_of_the_county_is_a_sum_over_the_units(book: Workbook, report: ConsolidatedReport) -> None:
    found = formulas(book["全县汇总"])
    assert len(found) == len(report.figures.cells)
    assert all(formula == f"=SUM('第1镇'!{place},'第2镇'!{place})" for place, formula in found.items())


def test_stored_results_are_what_the_formulas_give(book: Workbook, cached: Worksheet) -> None:
    stored = {place: Decimal(str(cached[place].value)) for place in formulas(book["全县汇总"])}
    assert stored == {place: calculated(book, formula) for place, formula in formulas(book["全县汇总"]).items()}


def test_stored_results_are_the_county_s_figures(book: Workbook, cached: Worksheet, report: ConsolidatedReport) -> None:
    stored = [cached[place].value for place in formulas(book["全县汇总"])]
    assert stored == list(report.figures.cells.values())


def test_blanks_stand_as_the_unit_wrote_them(book: Workbook) -> None:
    sheet = book["第2镇"]
    row = sheet[place_of(sheet, "一、本年新收政府信息公开申请数量", 1)].row
    natural_person, business, research, public_welfare = (sheet.cell(row, column).value for column in range(9, 13))
    assert (business, research) == (None, "/")
    assert public_welfare == natural_person + 3


def test_text_never_becomes_a_formula(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert formulas(sheet) == {}
    assert book["报送单位"]["F4"].value == HOSTILE
    assert book["报送单位"]["F4"].data_type == "s"
    assert book["核对发现"]["E3"].value == f"表三不平衡{HOSTILE}"


def test_a_unit_that_was_left_out_is_in_no_sum(book: Workbook) -> None:
    assert not any("坏" in formula for formula in formulas(book["全县汇总"]).values())


def test_money_keeps_its_printed_decimals(tmp_path: Path) -> None:
    report = consolidated("2021", {unit(1): unit_report("2021")})
    sheet = load_workbook(render_report(report, tmp_path)["xlsx"])["第1镇"]
    cell = sheet[place_of(sheet, "行政事业性收费", 4)]
    assert (cell.value, cell.number_format) == (9.25, "0.00")


def test_a_unit_of_the_other_edition_shows_what_it_contributed(tmp_path: Path) -> None:
    report = consolidated("2019", {unit(1): unit_report("2021"), unit(2): unit_report("2019")})
    book = load_workbook(render_report(report, tmp_path)["xlsx"])
    sheet = book["第1镇"]
    other = report.figures.cells["requests.other.total"] - unit_report("2019").cells["requests.other.total"].value
    assert sheet[place_of(sheet, "（六）其他处理", 15)].value == other == 156 + 163 + 170
    assert sheet[place_of(sheet, "规范性文件", 4)].value is None
    assert "按2021年版格式报送" in sheet["A2"].value


def test_a_county_of_too_many_units_has_its_totals_without_a_sheet_for_each(
    report: ConsolidatedReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(county_report, "MOST_TOLD_APART", 1)
    groups = {"乡镇": report.figures.cells}
    path = tmp_path / "large.xlsx"
    workbook.write_workbook(replace(report, groups=groups), datetime(report.year, 12, 31), path)
    book = load_workbook(path)
    assert not {"第1镇", "第2镇"} & set(book.sheetnames)
    assert formulas(book["全县汇总"]) == {}
    assert "2家计入汇总单位" in book["全县汇总"]["A2"].value and "数据包" in book["全县汇总"]["A2"].value
    read = read_report(path)
    assert {cell: read.cells[cell].value for cell in report.figures.cells} == report.figures.cells


def test_sheets_are_ready_to_print_and_to_read(book: Workbook, report: ConsolidatedReport) -> None:
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, True)
        assert sheet.freeze_panes == "A2"
    assert book.properties.created == datetime(report.year, 12, 31)


def test_a_long_sum_is_a_sum_of_sums() -> None:
    sheets = [f"u{number}" for number in range(300)]
    formula = format_sum_formula(sheets, (3, 3))
    parts = re.findall(r"SUM\(('[^()]*)\)", formula)
    assert [len(part.split(",")) for part in parts] == [255, 45]
    assert formula.startswith("=SUM(SUM('u0'!D4,'u1'!D4,") and formula.endswith(",'u299'!D4))")


def test_three_hundred_units_stay_within_a_formula_s_length() -> None:
    sheets = name_sheets(f"第{number}街道办事处综合行政执法和便民服务中心" for number in range(300))
    assert len(format_sum_formula(sheets, (60, 14))) <= 8192
