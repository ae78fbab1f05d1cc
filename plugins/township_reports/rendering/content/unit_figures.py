"""What stands on one unit's sheet: its part in each county cell, or the text it wrote instead of a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from township_reports.domain.consolidated.report import CellContribution, CountyFigures
from township_reports.domain.report import MISSING_CELL, Cell, Report, Value
from township_reports.rendering.content.printable import make_printable

Parts = Mapping[str, Sequence[CellContribution]]


def group_contributions(figures: CountyFigures) -> Mapping[str, Parts]:
    """Each unit's parts in the county's cells, by unit code and county cell."""
    parts: defaultdict[str, defaultdict[str, list[CellContribution]]] = defaultdict(lambda: defaultdict(list))
    for source in figures.sources:
        parts[source.unit][source.cell].append(source)
    return parts


def get_unit_figure(report: Report | None, edition: str, cell: str, parts: Parts) -> Value | str:
    """Return the unit's part in a county cell.

    Where it gave no figure, the text it wrote: a blank is not shown as 0.
    """
    own = parts.get(cell, ())
    given = [part.value for part in own if report is None or _cell(report, part.source_cell).counts_as_zero]
    if given or report is None:
        return sum(given[1:], start=given[0]) if given else ""
    written = [part.source_cell for part in own] or ([cell] if report.edition == edition else [])
    return next((make_printable(_cell(report, name).raw) for name in written), "")


def _cell(report: Report, name: str) -> Cell:
    return report.cells.get(name, MISSING_CELL)
