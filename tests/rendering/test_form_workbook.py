"""The fill-in form as a workbook: what is open, what is computed, what turns red, and that it reads back exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.generator.figures import balanced_figures
from township_reports.checking.fill_in import build_fill_in_form
from township_reports.reading.registry import read_report
from township_reports.records.report import Status
from township_reports.rendering.form_workbook import BALANCED, BROKEN, write_form
from township_reports.rendering.official_tables import build_official_tables
from township_reports.rendering.sheet_painter import WorksheetWriter
from township_reports.template.form import load_form
from xlsxwriter import Workbook

YEARS = (2020, 2026)


@pytest.mark.parametrize("year", YEARS)
def test_it_reads_back_exactly_as_it_was_filled_in(year: int, tmp_path: Path) -> None:
    form = build_fill_in_form("周嘉镇", year)
    figures = balanced_figures(form.edition, 5, "部门", dense=True)
    path = tmp_path / "form.xlsx"
    write_form(form, path, figures)
    report = read_report(path)
    assert {cell_id: cell.value for cell_id, cell in report.cells.items()} == figures
    assert (report.unit, report.year, report.edition, report.notes) == ("周嘉镇", year, form.edition, ())


@pytest.mark.parametrize("year", YEARS)
def test_empty_every_entry_is_blank_and_every_total_zero(year: int, tmp_path: Path) -> None:
    form = build_fill_in_form("周嘉镇", year)
    write_form(form, tmp_path / "form.xlsx")
    report = read_report(tmp_path / "form.xlsx")
    blank = {cell_id for cell_id, cell in report.cells.items() if cell.status is Status.BLANK}
    assert blank == set(load_form(form.edition).required_cells()) - set(form.totals)
    assert all(report.cells[total].value == 0 for total in form.totals)


@pytest.mark.parametrize("year", YEARS)
def test_filled_in_by_a_program_that_does_not_calculate_it_reads_back_exactly(year: int, tmp_path: Path) -> None:
    form = build_fill_in_form("周嘉镇", year)
    figures = balanced_figures(form.edition, 5, "部门", dense=True)
    write_form(form, tmp_path / "form.xlsx")
    book, spec = load_workbook(tmp_path / "form.xlsx"), load_form(form.edition)
    for cell, (row, column) in WorksheetWriter(Workbook(), build_official_tables(spec, {}), spec).positions().items():
        if cell not in form.totals:
            book.active.cell(row + 1, column + 1).value = figures[cell]
    book.save(tmp_path / "filled.xlsx")
    report = read_report(tmp_path / "filled.xlsx")
    assert {cell_id: cell.value for cell_id, cell in report.cells.items()} == figures
    assert report.notes[0] == f"工作表“年报”有{len(form.totals)}格合计没有保存计算结果，已按格中的公式算出"


def test_only_entries_are_open(tmp_path: Path) -> None:
    form = build_fill_in_form("周嘉镇", 2026)
    write_form(form, tmp_path / "form.xlsx")
    sheet = load_workbook(tmp_path / "form.xlsx").active
    open_cells = [
        cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked and cell.border.top.style
    ]
    formulas = [cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.data_type == "f"]
    assert sheet.protection.sheet
    assert len(formulas) == len(form.totals) and all(cell.protection.locked for cell in formulas)
    places = {area.coord for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges}
    assert places <= {cell.coordinate for cell in open_cells}
    assert len(places) == len(load_form("2021").required_cells()) - len(form.totals)


def test_what_does_not_balance_is_told_under_the_title(tmp_path: Path) -> None:
    form = build_fill_in_form("周嘉镇", 2026)
    figures = balanced_figures("2021", 5, "部门", dense=True)
    write_form(form, tmp_path / "good.xlsx", figures)
    write_form(form, tmp_path / "bad.xlsx", {**figures, "requests.carried_out.business": 99})
    good, bad = (
        load_workbook(tmp_path / name, data_only=True).active["A2"].value for name in ("good.xlsx", "bad.xlsx")
    )
    assert good.endswith(BALANCED)
    assert bad.endswith(f"{BROKEN}表三·商业企业；表三·总计；")


def test_the_same_form_is_the_same_bytes(tmp_path: Path) -> None:
    form = build_fill_in_form("周嘉镇", 2026)
    for name in ("a.xlsx", "b.xlsx"):
        write_form(form, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
