"""Recognised figures that their arithmetic made doubtful, taken at their word again: only to look for the wrong one."""

from __future__ import annotations

import re
from dataclasses import replace

from township_reports.domain.report import Cell, Report, Status

WHOLE = re.compile(r"\d+")


def restore_recognized_figures(report: Report) -> Report | None:
    """Restore the report with every whole number that was recognised but is unsure; None where there is none."""
    if all(cell.confidence is None for cell in report.cells.values()):
        return None
    cells = {cell_id: _as_recognised(cell) for cell_id, cell in report.cells.items()}
    return replace(report, cells=cells) if cells != report.cells else None


def _as_recognised(cell: Cell) -> Cell:
    raw = cell.raw.strip()
    if cell.status is not Status.UNSURE:
        return cell
    if cell.confidence is not None and WHOLE.fullmatch(raw):
        return replace(cell, value=int(raw), status=Status.READ)
    return cell if raw else replace(cell, status=Status.BLANK)
