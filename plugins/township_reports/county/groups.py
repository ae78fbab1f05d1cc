"""The county's figures by kind of unit: 本级, 部门, 乡镇 and 街道 apart. Checks nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from township_reports.records.county_report import KindSum
from township_reports.records.report import Value
from township_reports.records.roster import UnitKind

Groups = Mapping[UnitKind, Mapping[str, Value]]


def sum_by_kind(cells: Mapping[str, Value], sums: Sequence[KindSum], kinds: Sequence[UnitKind]) -> Groups:
    """What the units of each kind add to each of the county's cells, in the order given; kinds without a unit left out.

    `cells` are the county's figures.
    """
    present = {one.kind for one in sums}
    groups = {kind: {cell: value - value for cell, value in cells.items()} for kind in kinds if kind in present}
    for one in sums:
        groups[one.kind][one.cell] += one.value
    return groups
