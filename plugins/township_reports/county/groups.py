"""The county's figures by kind of unit: 本级, 部门, 乡镇 and 街道 apart. Checks nothing."""

from __future__ import annotations

from collections.abc import Mapping

from township_reports.records.county_report import CountyFigures
from township_reports.records.report import Value
from township_reports.records.roster import Unit, UnitKind

Groups = Mapping[UnitKind, Mapping[str, Value]]


def group_figures(figures: CountyFigures, units: tuple[Unit, ...], kinds: tuple[UnitKind, ...]) -> Groups:
    """What the units of each kind add to each county cell, in the order given; kinds without a unit left out."""
    kind_of = {unit.code: unit.kind for unit in units}
    present = {kind_of[source.unit] for source in figures.sources}
    groups: dict[UnitKind, dict[str, Value]] = {
        kind: {cell: value - value for cell, value in figures.cells.items()} for kind in kinds if kind in present
    }
    for source in figures.sources:
        groups[kind_of[source.unit]][source.cell] += source.value
    return groups
