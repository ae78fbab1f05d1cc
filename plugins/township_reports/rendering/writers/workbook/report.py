"""Writes the report as a workbook: county totals as live sums over a sheet a unit."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from township_reports.domain.consolidated.report import ConsolidatedReport, UnitLine
from township_reports.domain.form.form import load_form
from township_reports.rendering.content.annexes import FINDINGS_SHEET, UNITS_SHEET, list_findings, list_units
from township_reports.rendering.content.official_tables import build_official_tables
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.content.unit_figures import Parts, get_unit_figure, group_contributions
from township_reports.rendering.writers.workbook.figure_sheets import (
    GROUPS_SHEET,
    LAST_SHEET,
    YEARS_SHEET,
    add_groups,
    add_last_year,
    add_years,
)
from township_reports.rendering.writers.workbook.sheet_names import name_sheets
from township_reports.rendering.writers.workbook.sum_formula import format_sum_formula
from township_reports.rendering.writers.workbook.text_in_cells import TEXT_STAYS_TEXT
from township_reports.rendering.writers.workbook.worksheet import Content, Formula, Position, WorksheetWriter

OTHER_SHEETS = (GROUPS_SHEET, YEARS_SHEET, LAST_SHEET, UNITS_SHEET, FINDINGS_SHEET)
OPTIONS = {"in_memory": True, **TEXT_STAYS_TEXT}


def write_workbook(report: ConsolidatedReport, issued: datetime, path: Path) -> None:
    """Write the report as .xlsx; `issued` stands in its properties, so that the same report has the same bytes."""
    form = load_form(report.figures.edition)
    with Workbook(str(path), OPTIONS) as book:
        book.set_properties(
            {"title": make_printable(report.title), "author": make_printable(report.county.office), "created": issued}
        )
        painter = WorksheetWriter(book, build_official_tables(form, report.figures.cells), form)
        _add_figures(painter, report)
        if comparison := report.comparison:
            last_form = load_form(comparison.edition)
            add_years(painter, comparison, report.total_sheet, form)
            add_last_year(
                WorksheetWriter(book, build_official_tables(last_form, comparison.cells), last_form), comparison
            )
        painter.add_list_sheet(UNITS_SHEET, list_units(UNITS_SHEET, report))
        painter.add_list_sheet(FINDINGS_SHEET, list_findings(FINDINGS_SHEET, report))


def _add_figures(painter: WorksheetWriter, report: ConsolidatedReport) -> None:
    every = [line for line in report.units if line.included]
    included = [] if report.is_large else every
    names = name_sheets((line.unit.name for line in included), (report.total_sheet, *OTHER_SHEETS))

    def county_total(cell: str, position: Position) -> Content:
        value = report.figures.cells.get(cell)
        return "" if value is None else Formula(format_sum_formula(names, position), value) if names else value

    note = f"每格数字为{len(every)}家计入汇总单位的工作表中同一格之和（公式）。"
    if report.is_large:
        note = f"每格数字为{len(every)}家计入汇总单位同一格之和。单位多，各单位的数字不再各列一表，见数据包。"
    painter.add_official_sheet(report.total_sheet, make_printable(report.title), note, county_total)
    parts = group_contributions(report.figures) if included else {}
    for line, name in zip(included, names, strict=True):
        _add_unit(painter, name, report, line, parts[line.unit.code])
    sheets = defaultdict(list)
    for line, name in zip(included, names, strict=True):
        sheets[line.unit.kind].append(name)
    if report.groups:
        add_groups(painter, report, sheets)


def _add_unit(painter: WorksheetWriter, name: str, report: ConsolidatedReport, line: UnitLine, parts: Parts) -> None:
    def unit_part(cell: str, _: Position) -> Content:
        return get_unit_figure(line.report, report.figures.edition, cell, parts)

    title = make_printable(f"{line.unit.name}{report.year}年政府信息公开工作年度报告")
    painter.add_official_sheet(name, title, _unit_note(report, line), unit_part)


def _unit_note(report: ConsolidatedReport, line: UnitLine) -> str:
    own, county = line.report.edition if line.report else "", report.figures.edition
    if own in ("", county):
        return f"报送结果：{line.outcome}。没有填数字的格照原文显示，不加入合计。"
    return f"报送结果：{line.outcome}。该单位按{own}年版格式报送，下列是对应到{county}年版后计入汇总的数字。"
