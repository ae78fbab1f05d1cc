"""A unit's own tables in the official layout, as read, with the cells marked that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.domain.description.cell_descriptions import STATUS_WORDS, describe_cells
from township_reports.domain.finding import Severity
from township_reports.domain.form.form import Form, load_form
from township_reports.domain.report import MISSING_CELL, Cell, Report, Status
from township_reports.rendering.content.figure_format import format_value
from township_reports.rendering.content.official_tables import build_official_tables
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.content.table_layout import Mark, TableCell, TableLayout

LONGEST_RAW = 12  # characters of what was written instead of a figure: the columns are narrow


def build_marked_tables(slip: CorrectionNotice, report: Report) -> tuple[TableLayout, ...]:
    """Build the tables of the unit's edition with its figures, marks, and suggested values under the figures found."""
    form, marks = load_form(report.edition), find_marks(slip, report)
    return tuple(
        replace(table, boxes=tuple(_box(box, report, form, slip, marks) for box in table.boxes))
        for table in build_official_tables(
            form, {cell_id: 0 for cell_id in report.cells if _is_printed(report, cell_id)}
        )
    )


def find_marks(slip: CorrectionNotice, report: Report) -> Mapping[str, Mark]:
    """Find the marks of a report's cells.

    An error about one cell points at it, as a suggestion does; an equation that does not hold only says that one of
    its cells is wrong.
    """
    errors = [finding for finding in slip.findings if finding.severity is Severity.ERROR]
    equations = [finding for finding in errors if finding.left is not None]
    involved = {cell.id: Mark.INVOLVED for finding in equations for cell in describe_cells(finding, report)}
    single = {cell: Mark.WRONG for finding in errors if finding.left is None for cell in finding.cells}
    return involved | single | dict.fromkeys(slip.suggestions, Mark.WRONG)


def format_as_read(cell: Cell, form: Form, cell_id: str) -> str:
    """Format what stands in a cell, as the form prints it; a blank stays blank."""
    if cell.counts_as_zero:
        figure = format_value(cell.value, form.cells()[cell_id].column.kind)
        return f"{figure}（{STATUS_WORDS[cell.status]}）" if cell.status is not Status.READ else figure
    raw = make_printable(cell.raw)
    if len(raw) > LONGEST_RAW:
        raw = f"{raw[:LONGEST_RAW]}…"
    return raw or ("" if cell.status is not Status.MISSING else STATUS_WORDS[cell.status])


def _is_printed(report: Report, cell_id: str) -> bool:
    """Not the rows that stand in the report as others: those have nothing in them."""
    cell = report.cells[cell_id]
    return cell.status is not Status.NOT_APPLICABLE or bool(cell.raw)


def _box(box: TableCell, report: Report, form: Form, slip: CorrectionNotice, marks: Mapping[str, Mark]) -> TableCell:
    if box.cell is None:
        return box
    cell, suggestion = report.cells.get(box.cell, MISSING_CELL), slip.suggestions.get(box.cell)
    kind = form.cells()[box.cell].column.kind
    beside = f"→{format_value(suggestion.value, kind)}" if suggestion else ""
    return replace(box, text=format_as_read(cell, form, box.cell), mark=marks.get(box.cell), beside=beside)
