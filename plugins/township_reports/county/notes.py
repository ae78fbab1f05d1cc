"""What could not be added to the county's figures, stated for the office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from township_reports.domain.form.crosswalk import load_crosswalk
from township_reports.domain.form.form import Form, load_form
from township_reports.domain.report import Report


def list_merge_notes(name: str, report: Report, edition: str) -> Iterator[str]:
    """Chinese notes about one unit: cells nobody could read, and cells of another edition without counterpart.

    Of a report of the county's own edition the outline is enough.
    """
    if report.list_incomplete():
        yield _unread(name, report, load_form(report.edition))
    if report.edition != edition:
        yield _without_counterpart(name, report, load_form(edition))


def _unread(name: str, report: Report, form: Form) -> str:
    cells = "、".join(
        form.label(cell) + (f"（原文“{raw}”）" if (raw := report.cells[cell].raw.strip()) else "")
        for cell in report.list_incomplete()
    )
    return f"{name}：有{len(report.list_incomplete())}格未能读出，未计入全县合计：{cells}。"


def _without_counterpart(name: str, report: Report, form: Form) -> str:
    crosswalk = load_crosswalk(report.edition, form.edition)
    reasons = [why for cell in report.cells if (why := crosswalk.reason(cell))]
    carried = [cell for cell in form.cells() if set(crosswalk.sources(cell)) & set(report.cells)]
    absent = set(form.required_cells()) - set(carried) - _replaced(carried, form)
    return (
        f"{name}：按{report.edition}年版格式报送，其中{len(reasons)}格在{form.edition}年版中没有对应项，未计入全县合计"
        f"（{'；'.join(dict.fromkeys(reasons))}）；{form.edition}年版中有{len(absent)}格该单位没有数据。"
    )


def _replaced(cells: Sequence[str], form: Form) -> set[str]:
    """Return the cells of the rows that these cells' rows stand for."""
    specs = [form.cells()[cell] for cell in cells]
    return {f"{spec.table.id}.{row}.{spec.column.id}" for spec in specs for row in spec.row.instead_of}
