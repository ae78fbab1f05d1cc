"""The proof before release: a rendered report, read again by our own reader, says what the dataset says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from township_reports.pipeline.workplace import StepRefused
from township_reports.reading.registry import read_report
from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.report import MISSING_CELL, Cell, NotAReport, Report, Status
from township_reports.template.form import load_form

DIFFERENCES_TOLD = 5
ABSENT = (Status.MISSING, Status.NOT_APPLICABLE)


class ProofFailed(StepRefused):
    """A rendered file does not say what the dataset says; nothing of it was released."""


def prove(path: Path, report: ConsolidatedReport) -> None:
    """Reads a rendered file again and compares every cell; raises ProofFailed."""
    try:
        read = read_report(path)
    except NotAReport as problem:
        raise ProofFailed(f"{path.name} 复读失败，未发布：{problem}") from problem
    differences = list(_differences(read, report))
    if differences:
        told = "；".join(differences[:DIFFERENCES_TOLD])
        raise ProofFailed(f"{path.name} 复读与数据库不一致，共{len(differences)}处，未发布：{told}。请联系维护人员。")


def _differences(read: Report, report: ConsolidatedReport) -> Iterator[str]:
    figures, form = report.figures, load_form(report.figures.edition)
    if (read.edition, read.year) != (figures.edition, report.year):
        yield f"读出的是{read.edition}年版、{read.year}年度，应为{figures.edition}年版、{report.year}年度"
        return
    for cell_id in form.cells():
        cell, expected = read.cells.get(cell_id, MISSING_CELL), figures.cells.get(cell_id)
        same = cell.status in ABSENT if expected is None else cell.status is Status.READ and cell.value == expected
        if not same:
            yield f"{form.label(cell_id)}应为{'空' if expected is None else expected}，读出{_shown(cell)}"


def _shown(cell: Cell) -> str:
    return f"“{cell.raw}”" if cell.value is None else str(cell.value)
