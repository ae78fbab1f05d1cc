"""What a person puts in place of a cell as read: from paper, or where the reader was not certain."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from township_reports.domain.report import Report, Status, Value


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure entered for a cell of one file: who entered it, when, and why."""

    cell: str
    value: Value
    entered_by: str
    entered_at: datetime
    reason: str

    def __str__(self) -> str:
        day = self.entered_at
        return f"人工更正（{self.entered_by}，{day.year}年{day.month}月{day.day}日）：{self.reason}"


def apply_corrections(report: Report, corrections: Sequence[Correction]) -> Report:
    """Apply the report with the figures entered for its cells; what the file says itself stays as their raw text.

    A slid row in which a figure was entered is no longer one that the arithmetic may place.
    """
    entered = {one.cell: one for one in corrections if one.cell in report.cells}
    cells = {
        cell_id: replace(report.cells[cell_id], value=one.value, status=Status.ENTERED, confidence=None)
        for cell_id, one in entered.items()
    }
    return replace(
        report,
        cells={**report.cells, **cells},
        shifted_rows=tuple(row for row in report.shifted_rows if not entered.keys() & set(row.cells)),
    )


def compute_version(corrections: Sequence[Correction]) -> str:
    """Compute what tells a file with these figures entered from the same file without; empty without any."""
    entered = sorted((one.cell, str(one.value)) for one in corrections)
    return hashlib.sha256(repr(entered).encode()).hexdigest()[:16] if entered else ""
