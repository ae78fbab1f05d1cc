"""The workbook's sheets of figures beside each other: kinds of units, both years, last year's form. Adds up nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from township_reports.records.comparison import Comparison, FigureDifference
from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.roster import UnitKind
from township_reports.rendering.figure_tables import COMPARED_HEADS, LABEL, NO_RATE, TOTAL
from township_reports.rendering.sheet_names import quote_sheet
from township_reports.rendering.sheet_painter import Content, FigureRow, Formula, Position, WorksheetWriter
from township_reports.rendering.sum_formula import format_sum_formula
from township_reports.template.form import Form, load_form

GROUPS_SHEET, YEARS_SHEET, LAST_SHEET = "各类单位", "与上年对比", "上年数据"
LABEL_WIDTH, FIGURE_WIDTH = 9, 2


def add_groups(painter: WorksheetWriter, report: ConsolidatedReport, sheets: Mapping[UnitKind, Sequence[str]]) -> None:
    """Every cell by kind of unit, as live sums over the sheets of the units of each kind, if they have any."""
    places, form = painter.positions(), load_form(report.figures.edition)
    last = chr(ord("A") + len(report.groups))

    def row(number: int, cell: str) -> FigureRow:
        parts: list[Content] = [
            Formula(format_sum_formula(sheets[kind], places[cell]), cells[cell]) if sheets.get(kind) else cells[cell]
            for kind, cells in report.groups.items()
        ]
        total = Formula(f"=SUM(B{number}:{last}{number})", report.figures.cells[cell])
        return FigureRow(form.label(cell), form.cells()[cell].column.kind, (*parts, total))

    printed = [cell for cell in report.figures.cells if cell in places]
    heads = [(LABEL, LABEL_WIDTH), *((name, FIGURE_WIDTH) for name in (*report.groups, TOTAL))]
    painter.add_figure_sheet(GROUPS_SHEET, heads, [row(number, cell) for number, cell in enumerate(printed, start=2)])


def add_years(painter: WorksheetWriter, told: Comparison, total_sheet: str, form: Form) -> None:
    """Every figure of both years; this year's points to the sheet of totals, differences and rates are live."""
    heads = [(LABEL, LABEL_WIDTH), *((name, FIGURE_WIDTH) for name in COMPARED_HEADS)]
    places = painter.positions()
    rows = [
        FigureRow(
            change.label,
            form.cells()[change.cells[0]].column.kind,
            tuple(_compared(number, change, _links(change, places, total_sheet))),
        )
        for number, change in enumerate(told.changes, start=2)
    ]
    painter.add_figure_sheet(YEARS_SHEET, heads, rows)


def _links(change: FigureDifference, places: Mapping[str, Position], total_sheet: str) -> str:
    cells = (xl_rowcol_to_cell(*places[cell]) for cell in change.cells if cell in places)
    return "+".join(f"{quote_sheet(total_sheet)}!{cell}" for cell in cells)


def _compared(number: int, change: FigureDifference, links: str) -> Iterator[Content]:
    yield change.before
    yield Formula(f"={links}", change.now) if links else change.now
    yield Formula(f"=C{number}-B{number}", change.difference, signed=True)
    rate = change.rate
    ratio = f'=IF(B{number}=0,"{NO_RATE}",TEXT(ROUND(D{number}/B{number}*100,1),"0.0")&"%")'
    yield Formula(ratio, NO_RATE if rate is None else f"{rate}%")


def add_last_year(painter: WorksheetWriter, told: Comparison) -> None:
    """Last year's figures on last year's form; `painter` is one of that form."""

    def figure(cell: str, _: Position) -> Content:
        return told.cells.get(cell, "")

    note = f"{told.year}年已发布的汇总数，按{told.edition}年版格式。"
    painter.add_official_sheet(LAST_SHEET, f"{told.year}年汇总数据", note, figure)
