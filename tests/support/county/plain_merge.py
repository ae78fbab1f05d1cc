"""A county merged cell by cell in plain Python: slow, and apart from the software's own way, which has to equal it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from township_reports.county.comparison import YearFigures
from township_reports.county.notes import list_merge_notes
from township_reports.records.county_report import CellContribution, CountyFigures, KindSum
from township_reports.records.report import MISSING_CELL, Report, Status, Value
from township_reports.records.roster import UnitKind
from township_reports.template.crosswalk import load_crosswalk
from township_reports.template.form import CellSpec, load_form


def merge_reports(reports: Mapping[str, Report], edition: str) -> CountyFigures:
    """The county's figures, with every part, in one edition of the form from the units' reports by unit code."""
    form, units = load_form(edition), sorted(reports)
    sources = tuple(
        source
        for spec in form.cells().values()
        for unit in units
        for source in _parts(unit, reports[unit], edition, spec)
    )
    cells: dict[str, Value] = {}
    for spec in form.cells().values():
        values = [source.value for source in sources if source.cell == spec.id]
        if values or spec.id in form.required_cells():
            cells[spec.id] = sum(values, start=_zero(spec))
    notes = tuple(
        note for unit in units for note in list_merge_notes(reports[unit].unit or unit, reports[unit], edition)
    )
    return CountyFigures(edition, cells, sources, notes)


def _parts(unit: str, report: Report, edition: str, spec: CellSpec) -> Iterator[CellContribution]:
    same = report.edition == edition
    for source_cell in (spec.id,) if same else load_crosswalk(report.edition, edition).sources(spec.id):
        cell = report.cells.get(source_cell, MISSING_CELL)
        value = _zero(spec) if cell.status in (Status.BLANK, Status.NOT_APPLICABLE) else cell.value
        if value is not None:
            yield CellContribution(spec.id, unit, source_cell, value, cell)


def _zero(spec: CellSpec) -> Value:
    return Decimal(0) if spec.column.kind == "money" else 0


def sums_of(sources: Iterable[CellContribution], kinds: Mapping[str, UnitKind]) -> list[KindSum]:
    """The parts added up by the kind of their units."""
    sums: dict[tuple[UnitKind, str], Value] = {}
    for source in sources:
        place = kinds[source.unit], source.cell
        sums[place] = sums.get(place, 0) + source.value
    return [KindSum(kind, cell, value) for (kind, cell), value in sums.items()]


def counted_year(year: int, figures: CountyFigures, names: Mapping[str, str]) -> YearFigures:
    """A year whose parts are at hand."""
    return YearFigures(
        year, figures, names, lambda cells: (source for source in figures.sources if source.cell in cells)
    )
