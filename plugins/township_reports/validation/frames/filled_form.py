"""A report laid on its form: which cells it prints and what each counts for in arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from township_reports.domain.form.crosswalk import load_crosswalk
from township_reports.domain.form.form import Form, load_form
from township_reports.domain.report import MISSING_CELL, Cell, Report, Status, Value
from township_reports.validation.suites.loader import SuiteError

ZERO = (Status.BLANK, Status.NOT_APPLICABLE)
RowKey = tuple[str, str]


@dataclass(frozen=True)
class FilledForm:
    """One report on the form of its edition.

    Rows that stand for others - 2021's （六）其他处理 as one row, or its three sub-rows - are on the form only as far
    as the report prints them; a row that is not printed counts as nothing.
    """

    report: Report

    @cached_property
    def form(self) -> Form:
        """The form of the report's edition."""
        return load_form(self.report.edition)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """The cells that should be there, in the form's order; what the report lacks is `missing`.

        Raises:
            SuiteError: the report has cells its form does not know.
        """
        given, rows, standing = self.report.cells, _rows(self.report.edition), _group_rows(self.report.edition)
        if unknown := sorted(given.keys() - rows.keys()):
            raise SuiteError(f"{self.report.edition}年版表格没有这些单元格：{'、'.join(unknown)}。检查未能执行。")
        printed = {rows[cell_id] for cell_id in given}
        not_printed = standing.keys() - printed
        replaced = {row for key in standing.keys() & printed for row in standing[key]}
        cells: dict[str, Cell] = {}
        for cell_id, row in rows.items():
            cell = given.get(cell_id, MISSING_CELL)
            printed_as_another = row in replaced and cell.status is Status.NOT_APPLICABLE
            if row not in not_printed and not printed_as_another:
                cells[cell_id] = cell
        return cells

    @cached_property
    def _figures(self) -> Mapping[str, Value | None]:
        return {cell_id: _figure(cell) for cell_id, cell in self.cells.items()}

    def figure(self, cell_id: str) -> Value | None:
        """Return what a cell counts for: blank, / and - are zero, a row not printed is zero, an unread cell is None."""
        return self._figures.get(cell_id, 0)

    def figure_on(self, edition: str, cell_id: str) -> Value | None:
        """Return what this report says of a cell of an edition's form.

        None if its form has no such cell or it is unread.
        """
        sources = [
            source for source in find_counterparts(self.report.edition, edition, cell_id) if source in self.cells
        ]
        figures = [figure for source in sources if (figure := self.figure(source)) is not None]
        complete = len(figures) == len(sources)
        return sum(figures) if sources and complete else None


@cache
def find_counterparts(source_edition: str, target_edition: str, cell_id: str) -> tuple[str, ...]:
    """Find the cells of one edition that add up to a cell of another, which may be the same.

    None without counterpart.
    """
    if source_edition == target_edition:
        return (cell_id,)
    return load_crosswalk(source_edition, target_edition).sources(cell_id)


def _figure(cell: Cell) -> Value | None:
    if cell.status in ZERO:
        return 0
    return cell.value if cell.counts_as_zero else None


@cache
def _rows(edition: str) -> Mapping[str, RowKey]:
    """Return the row of each cell, in the form's order."""
    return {cell_id: (spec.table.id, spec.row.id) for cell_id, spec in load_form(edition).cells().items()}


@cache
def _group_rows(edition: str) -> Mapping[RowKey, tuple[RowKey, ...]]:
    """Group the rows that stand for others, with those."""
    specs = load_form(edition).cells().values()
    return {
        (spec.table.id, spec.row.id): tuple((spec.table.id, row) for row in spec.row.instead_of)
        for spec in specs
        if spec.row.instead_of
    }
