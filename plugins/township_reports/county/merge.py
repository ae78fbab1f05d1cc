"""Adds the units' reports up to the county's figures. Knows no rule of arithmetic but that a county is its units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pandas as pd

from township_reports.county.notes import merge_notes
from township_reports.records.county_report import CellSource, CountyFigures
from township_reports.records.report import MISSING_CELL, Report, Status, Value
from township_reports.template.crosswalk import load_crosswalk
from township_reports.template.form import CellSpec, load_form

# A cell that says "nothing here" adds nothing and is a part all the same; one that nobody could read is no part.
COUNTS_AS_ZERO = (Status.BLANK, Status.NOT_APPLICABLE)


def merge_reports(reports: Mapping[str, Report], edition: str) -> CountyFigures:
    """The county's figures in one edition of the form, from the units' reports by unit code.

    A report of another edition is carried over by the crosswalk. The order of the reports makes no difference.
    """
    form, units = load_form(edition), sorted(reports)
    sources = tuple(
        CellSource(spec.id, unit, source_cell, value)
        for spec in form.cells().values()
        for unit in units
        for source_cell, value in _parts(reports[unit], edition, spec)
    )
    totals = _add_up(sources)
    required = frozenset(form.required_cells())
    cells = {
        spec.id: totals.get(spec.id, _zero(spec))
        for spec in form.cells().values()
        if spec.id in required or spec.id in totals
    }
    notes = tuple(note for unit in units for note in merge_notes(unit, reports[unit], edition))
    return CountyFigures(edition, cells, sources, notes)


def _parts(report: Report, edition: str, spec: CellSpec) -> Iterator[tuple[str, Value]]:
    """The report's own cells that go into a county cell, with the value each adds."""
    same = report.edition == edition
    for source_cell in (spec.id,) if same else load_crosswalk(report.edition, edition).sources(spec.id):
        cell = report.cells.get(source_cell, MISSING_CELL)
        value = _zero(spec) if cell.status in COUNTS_AS_ZERO else cell.value
        if value is not None:
            yield source_cell, value


def _zero(spec: CellSpec) -> Value:
    return Decimal(0) if spec.column.kind == "money" else 0


def _add_up(sources: tuple[CellSource, ...]) -> dict[str, Value]:
    """Exact sums by county cell: Python's own int and Decimal in an object column, never floats."""
    parts = pd.DataFrame([(source.cell, source.value) for source in sources], columns=["cell", "value"], dtype=object)
    totals = parts.groupby("cell", sort=False)["value"].sum()
    return {str(cell): total for cell, total in totals.items()}
