"""The county's figures by kind of unit: 本级, 部门, 乡镇 and 街道 apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from township_reports.domain.consolidated.report import KindSum
from township_reports.domain.county import UnitKind
from township_reports.domain.report import Value

Groups = Mapping[UnitKind, Mapping[str, Value]]


def sum_by_kind(cells: Mapping[str, Value], sums: Sequence[KindSum], kinds: Sequence[UnitKind]) -> Groups:
    """Sum what the units of each kind add to each of the county's cells, in the order given.

    Kinds without a unit left out.

    `cells` are the county's figures.
    """
    present = {one.kind for one in sums}
    groups = {kind: {cell: value - value for cell, value in cells.items()} for kind in kinds if kind in present}
    for one in sums:
        groups[one.kind][one.cell] += one.value
    return groups
