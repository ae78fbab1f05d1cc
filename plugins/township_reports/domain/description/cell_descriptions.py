"""The cells of a finding as a clerk is reported of them: what stands where."""

from __future__ import annotations

from typing import NamedTuple

from township_reports.domain.finding import Finding, Severity
from township_reports.domain.form.form import load_form
from township_reports.domain.report import MISSING_CELL, Cell, Report, Status

STATUS_WORDS = {
    Status.DEDUCED: "推定",
    Status.ENTERED: "人工更正",
    Status.BLANK: "空白",
    Status.NOT_APPLICABLE: "不适用",
    Status.UNSURE: "未能辨认",
    Status.MISSING: "未找到",
}
UNREAD = (Status.UNSURE, Status.MISSING)
ALL_CELLS_SHOWN = 8  # up to so many cells of a finding are all stated; of more, the zeros are left out
MAX_CELLS_SHOWN = 6  # an error tells all that is left: one of them must be wrong


class CellDescription(NamedTuple):
    """A cell with its label on the form, what stands in it, and its place in the unit's own file (may be empty)."""

    id: str
    label: str
    figure: str
    place: str


def describe_cells(finding: Finding, report: Report) -> tuple[CellDescription, ...]:
    """Describe the cells of a finding worth telling.

    Of a long sum not the zeros, of one not checked only what is not read.
    """
    known = [(cell_id, report.cells.get(cell_id, MISSING_CELL)) for cell_id in finding.cells]
    shown = [entry for entry in known if len(known) <= ALL_CELLS_SHOWN or entry[1].value != 0]
    if finding.severity is Severity.UNCHECKED:
        shown = [entry for entry in known if entry[1].status in UNREAD] or shown
    if finding.severity is not Severity.ERROR:
        shown = shown[:MAX_CELLS_SHOWN]
    return tuple(describe_cell(report, cell_id) for cell_id, _ in shown)


def describe_cell(report: Report, cell_id: str) -> CellDescription:
    """One cell of a report as it is reported."""
    cell = report.cells.get(cell_id, MISSING_CELL)
    form = load_form(report.edition)
    label = form.label(cell_id) if cell_id in form.cells() else cell_id
    return CellDescription(cell_id, label, format_figure(cell), str(cell.place or ""))


def describe_recognition(cell: Cell) -> str:
    """How surely a cell was recognised, in words; empty where it did not come from a picture."""
    return "" if cell.confidence is None else f"由图片识别，把握{cell.confidence:.0%}"


def format_figure(cell: Cell) -> str:
    """Format what stands in a cell, in words where it is no figure."""
    if cell.status is Status.READ:
        return str(cell.value)
    if cell.counts_as_zero:
        return f"{cell.value}（{STATUS_WORDS[cell.status]}）"
    raw = cell.raw.strip()
    return STATUS_WORDS[cell.status] + (f"“{raw}”" if raw else "")
