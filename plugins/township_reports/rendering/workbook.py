"""Writes the report as a workbook: county totals as live sums over a sheet a unit. Decides nothing of its content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from township_reports.records.county_report import ConsolidatedReport, UnitLine
from township_reports.rendering.annexes import finding_list, unit_list
from township_reports.rendering.official_tables import official_tables
from township_reports.rendering.printable import printable
from township_reports.rendering.sheet_names import quoted, sheet_names
from township_reports.rendering.sheet_painter import Content, Formula, Position, SheetPainter
from township_reports.rendering.unit_figures import Parts, parts_by_unit, unit_figure
from township_reports.template.form import load_form

UNITS_SHEET, FINDINGS_SHEET = "报送单位", "核对发现"
MOST_ARGUMENTS = 255  # of one function
# Whatever a unit writes stays text: never a formula, a link or a number.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(report: ConsolidatedReport, issued: datetime, path: Path) -> None:
    """The report as .xlsx; `issued` stands in its properties, so that the same report has the same bytes."""
    form = load_form(report.figures.edition)
    with Workbook(str(path), OPTIONS) as book:
        book.set_properties(
            {"title": printable(report.title), "author": printable(report.county.office), "created": issued}
        )
        painter = SheetPainter(book, official_tables(form, report.figures.cells), form)
        _add_figures(painter, report)
        painter.add_list_sheet(UNITS_SHEET, unit_list(UNITS_SHEET, report))
        painter.add_list_sheet(FINDINGS_SHEET, finding_list(FINDINGS_SHEET, report))


def _add_figures(painter: SheetPainter, report: ConsolidatedReport) -> None:
    included = [line for line in report.units if line.included]
    names = sheet_names((line.unit.name for line in included), (report.total_sheet, UNITS_SHEET, FINDINGS_SHEET))

    def county_total(cell: str, position: Position) -> Content:
        value = report.figures.cells.get(cell)
        return "" if value is None else Formula(sum_formula(names, position), value) if names else value

    note = f"每格数字为{len(included)}家计入汇总单位的工作表中同一格之和（公式）。"
    painter.add_official_sheet(report.total_sheet, printable(report.title), note, county_total)
    parts = parts_by_unit(report.figures)
    for line, name in zip(included, names, strict=True):
        _add_unit(painter, name, report, line, parts[line.unit.code])


def _add_unit(painter: SheetPainter, name: str, report: ConsolidatedReport, line: UnitLine, parts: Parts) -> None:
    def unit_part(cell: str, _: Position) -> Content:
        return unit_figure(line.report, report.figures.edition, cell, parts)

    title = printable(f"{line.unit.name}{report.year}年政府信息公开工作年度报告")
    painter.add_official_sheet(name, title, _unit_note(report, line), unit_part)


def _unit_note(report: ConsolidatedReport, line: UnitLine) -> str:
    own, county = line.report.edition if line.report else "", report.figures.edition
    if own in ("", county):
        return f"报送结果：{line.outcome}。没有填数字的格照原文显示，不加入合计。"
    return f"报送结果：{line.outcome}。该单位按{own}年版格式报送，下列是对应到{county}年版后计入汇总的数字。"


def sum_formula(sheets: Sequence[str], position: Position) -> str:
    """The sum of one cell over all the sheets, in as many functions as their arguments need."""
    cells = [f"{quoted(sheet)}!{xl_rowcol_to_cell(*position)}" for sheet in sheets]
    sums = [f"SUM({','.join(cells[at : at + MOST_ARGUMENTS])})" for at in range(0, len(cells), MOST_ARGUMENTS)]
    return f"={sums[0]}" if len(sums) == 1 else f"=SUM({','.join(sums)})"
