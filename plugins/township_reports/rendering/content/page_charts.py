"""The charts of the county's page: requests by outcome, by applicant, by unit, and by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from township_reports.domain.form.form import Form, Row
from township_reports.domain.report import Value
from township_reports.rendering.content.chart_data import OF_YEARS, Bars, list_compared_cells
from township_reports.rendering.content.figure_words import format_row_name, strip_label

Figures = Mapping[str, Value]
WHOLE = "total"
ALL_OUTCOMES = "handled_total"
"""The column, and the row of the outcomes, that add up the others."""


def build_page_charts(
    form: Form, year: int, now: Figures, last: Figures, units: Sequence[tuple[str, Value]]
) -> tuple[Bars, ...]:
    """Build the charts that have something to show; `last` may be empty, `units` are names and requests received."""
    by_unit = sorted((one for one in units if one[1]), key=lambda unit: -unit[1])
    drawn = (
        _of_cells("申请的办理结果（件）", list(_outcomes(form)), year, now, last),
        _of_cells("新收申请的申请人（件）", list(_applicants(form)), year, now, last),
        Bars("各单位新收申请（件）", tuple(name for name, _ in by_unit), _one_year(year, [one for _, one in by_unit])),
        _of_cells(OF_YEARS, list(_compared(form)), year, now, last) if last else None,
    )
    return tuple(bars for bars in drawn if bars and any(any(figures) for _, figures in bars.series))


Group = tuple[str, list[str]]
"""A label and the cells that are added up under it."""


def _outcomes(form: Form) -> Iterator[Group]:
    rows = form.table("requests").blocks[0].rows
    whole = next(row for row in rows if row.id == ALL_OUTCOMES)
    parts = (row for row in rows if row.under[:1] == whole.under and row is not whole)
    for label, group in groupby(parts, _outcome):
        yield strip_label(label), [f"requests.{row.id}.{WHOLE}" for row in group]


def _outcome(row: Row) -> str:
    return row.under[1] if len(row.under) > 1 else row.label


def _applicants(form: Form) -> Iterator[Group]:
    for column in form.table("requests").blocks[0].columns:
        if column.id != WHOLE:
            yield column.label, [f"requests.received.{column.id}"]


def _compared(form: Form) -> Iterator[Group]:
    for cell in list_compared_cells(form):
        yield format_row_name(form.cells()[cell]), [cell]


def _of_cells(title: str, groups: Sequence[Group], year: int, now: Figures, last: Figures) -> Bars:
    """Return a bar for each group; last year's before it where every group has a counterpart then."""
    labels, figures = tuple(label for label, _ in groups), [_sum(now, cells) for _, cells in groups]
    before = [_sum(last, cells) for _, cells in groups if last.keys() & set(cells)]
    if len(before) < len(groups):
        return Bars(title, labels, _one_year(year, figures))
    return Bars(title, labels, ((f"{year - 1}年", tuple(before)), *_one_year(year, figures)))


def _one_year(year: int, figures: Sequence[Value]) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    return ((f"{year}年", tuple(figures)),)


def _sum(figures: Figures, cells: Sequence[str]) -> Value:
    return sum((figures[cell] for cell in cells if cell in figures), start=0)
