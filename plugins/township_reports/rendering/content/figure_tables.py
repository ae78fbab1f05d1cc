"""Tables of figures in the annexes: the kinds of units beside each other, this year beside last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from township_reports.domain.consolidated.comparison import Comparison, FigureDifference
from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.domain.form.form import CellSpec, Form, load_form
from township_reports.domain.report import Value
from township_reports.rendering.content.figure_format import format_value
from township_reports.rendering.content.table_layout import FULL_WIDTH, TableLayout, build_figure_listing

LABEL, TOTAL = "数据格", "汇总"
COMPARED_HEADS = ("上年", "本年", "增减", "增减率")
WIDE, NARROW = 2, 1
NARROW_HOLDS = 6
"""So many digits of the tables' 9 pt stand in one column of the grid, which is 10.4 mm."""
NO_RATE, ALONE = "—", "无对应项"


def build_group_table(caption: str, report: ConsolidatedReport, form: Form) -> TableLayout:
    """Build the main figures by kind of unit, the county's own part first, the total last."""
    heads = (*report.groups, TOTAL)
    lines = [
        (form.label(spec.id), *(format_value(cells[spec.id], spec.column.kind) for cells in _columns(report)))
        for spec in list_main_cells(form)
        if spec.id in report.figures.cells
    ]
    return build_figure_listing(caption, _heads(heads, lines), lines)


def _columns(report: ConsolidatedReport) -> tuple[Mapping[str, Value], ...]:
    return (*report.groups.values(), report.figures.cells)


def build_comparison_table(
    caption: str, comparison: Comparison, figures: Mapping[str, Value], form: Form
) -> TableLayout:
    """Build the main figures of both years, what they moved by, and at what rate."""
    main = {spec.id for spec in list_main_cells(form)}
    lines = [format_compared_line(change, form) for change in comparison.changes if change.cells[0] in main]
    lines += _alone_lines(comparison, figures, form)
    return build_figure_listing(caption, _heads(COMPARED_HEADS, lines), lines)


def _alone_lines(comparison: Comparison, figures: Mapping[str, Value], form: Form) -> Iterator[tuple[str, ...]]:
    """Return the figures of either year without counterpart, which say so where the other year's would stand."""
    for alone in comparison.alone:
        is_last = alone.year == comparison.year
        own, values = (load_form(comparison.edition), comparison.cells) if is_last else (form, figures)
        for cell in alone.cells:
            figure = format_value(values[cell], own.cells()[cell].column.kind)
            years = (figure, ALONE) if is_last else (ALONE, figure)
            yield own.label(cell), *years, NO_RATE, NO_RATE


def format_compared_line(change: FigureDifference, form: Form) -> tuple[str, ...]:
    """Format a figure's label, last year's, this year's, the difference with its sign, the rate where there is one."""
    kind = form.cells()[change.cells[0]].column.kind
    rate = NO_RATE if change.rate is None else f"{change.rate}%"
    figures = (
        format_value(change.before, kind),
        format_value(change.now, kind),
        format_value(change.difference, "change"),
    )
    return change.label, *figures, rate


def list_main_cells(form: Form) -> list[CellSpec]:
    """All of tables 二 and 四, and the totals of table 三, of which its other columns are parts."""
    return [spec for spec in form.cells().values() if spec.table.id != "requests" or spec.column.id == "total"]


def _heads(names: Sequence[str], lines: Sequence[Sequence[str]]) -> tuple[tuple[str, int], ...]:
    """Return the heads with their widths.

    All figures' columns wide where there is room, else where a figure asks for it.
    """
    has_room = len(names) * WIDE <= FULL_WIDTH // 2 + 1
    longest = [max((len(line[column]) for line in lines), default=0) for column in range(1, len(names) + 1)]
    widths = [WIDE if has_room or length > NARROW_HOLDS else NARROW for length in longest]
    return (LABEL, FULL_WIDTH - sum(widths)), *zip(names, widths, strict=True)
