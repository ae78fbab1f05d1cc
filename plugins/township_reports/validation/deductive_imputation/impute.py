"""Settles a report as read by the equations of the suites alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from township_reports.domain.form.form import load_form
from township_reports.domain.report import Cell, Report, ShiftedRow, Status
from township_reports.domain.submission import Submission
from township_reports.validation.deductive_imputation.doubt import doubt_unbalanced_figures
from township_reports.validation.deductive_imputation.shifted_rows import list_shifted_parts
from township_reports.validation.error_localization.identities import derive_arithmetic
from township_reports.validation.suites.frame_schema import format_row_label

BLANK_CELL = Cell(None, "", Status.BLANK)


def impute_shifted_rows(report: Report) -> Report:
    """Place the figures of shifted rows that the arithmetic settles; rows that stay open remain in `shifted_rows`.

    Slid figures get their places where only one placement balances, and are `deduced`. Figures recognised from a
    picture become `unsure` where an equation they stand in does not hold.

    Raises:
        SuiteError: the suites of the report's edition cannot be used.
    """
    placed = _with_slid_rows_placed(report) if report.shifted_rows else report
    if all(cell.confidence is None for cell in placed.cells.values()):
        return placed
    doubts, notes = doubt_unbalanced_figures(derive_arithmetic(Submission("", placed)))
    return replace(placed, cells={**placed.cells, **doubts}, notes=(*placed.notes, *notes))


def _with_slid_rows_placed(report: Report) -> Report:
    places = _certain_places(report)
    if not places:
        return report
    cells = {cell_id: cell for row, its in places.items() for cell_id, cell in _placed(row, its).items()}
    still_open = tuple(row for row in report.shifted_rows if row not in places)
    answered = {row.note for row in places} - {row.note for row in still_open}
    notes = [f"{_name(report, row)}的空格丢失，按勾稽关系唯一确定了各数的位置，请核对原件" for row in places]
    return replace(
        report,
        cells={**report.cells, **cells},
        notes=(*(note for note in report.notes if note not in answered), *notes),
        shifted_rows=still_open,
    )


def _certain_places(report: Report) -> dict[ShiftedRow, tuple[str, ...]]:
    certain: dict[ShiftedRow, tuple[str, ...]] = {}
    for part in list_shifted_parts(report):
        from township_reports.validation.deductive_imputation.placing import (
            find_certain_positions,  # numpy, which few files need
        )

        certain |= find_certain_positions(part)
    return certain


def _placed(row: ShiftedRow, places: tuple[str, ...]) -> Mapping[str, Cell]:
    """Return the row's cells: each figure deduced in its place, a stroke as it stands, what is left blank."""
    figures = dict(zip(places, row.figures, strict=True))
    return {cell_id: _deduced(figures[cell_id]) if cell_id in figures else BLANK_CELL for cell_id in row.cells}


def _deduced(figure: Cell) -> Cell:
    return replace(figure, status=Status.DEDUCED) if figure.status is Status.READ else figure


def _name(report: Report, row: ShiftedRow) -> str:
    spec = load_form(report.edition).cells()[row.cells[0]]
    return f"表{spec.table.section}“{format_row_label(spec.row)}”"
