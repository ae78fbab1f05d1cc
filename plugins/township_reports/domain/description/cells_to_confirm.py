"""The cells of a report that a person has to compare with the original (待核对): which, why, where."""

from __future__ import annotations

from typing import NamedTuple

from township_reports.domain.description.cell_descriptions import describe_cell, describe_recognition
from township_reports.domain.report import Cell, Report, SourceLocation, Status


class CellToConfirm(NamedTuple):
    """A cell to confirm: its label on the form, what was read in it, why that is not certain, where it stands."""

    id: str
    label: str
    figure: str
    reason: str
    place: SourceLocation | None
    confidence: float | None

    @property
    def is_on_page(self) -> bool:
        """Whether it stands on a page of which a picture can be made."""
        return self.place is not None and self.place.page is not None


def list_cells_to_confirm(report: Report) -> tuple[CellToConfirm, ...]:
    """List the report's cells that are unsure or deduced, in the form's order."""
    return tuple(_to_confirm(report, cell_id) for cell_id in report.list_to_confirm())


def _to_confirm(report: Report, cell_id: str) -> CellToConfirm:
    cell, description = report.cells[cell_id], describe_cell(report, cell_id)
    return CellToConfirm(cell_id, description.label, description.figure, _reason(cell), cell.place, cell.confidence)


def _reason(cell: Cell) -> str:
    if cell.status is Status.DEDUCED:
        return "空格丢失，按勾稽关系推定在这一格"
    if cell.confidence is not None:
        return describe_recognition(cell)
    return "原文不能确认是这一格的数" if cell.raw.strip() else "这一格的内容没有读出"
