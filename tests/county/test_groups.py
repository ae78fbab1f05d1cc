from __future__ import annotations

from decimal import Decimal

from support.county.examples import AMOUNT, GRANTED, report
from support.county.plain_merge import merge_reports, sums_of
from township_reports.county.groups import sum_by_kind
from township_reports.records.roster import Unit

UNITS = (Unit("a", "甲镇", "乡镇"), Unit("b", "府办", "本级"), Unit("c", "乙镇", "乡镇"), Unit("d", "民政局", "部门"))


def test_the_units_of_a_kind_are_added_up_apart_and_absent_kinds_are_not_invented() -> None:
    reports = {"a": {GRANTED: 1}, "b": {GRANTED: 2, AMOUNT: Decimal("0.50")}, "c": {GRANTED: 4}}
    figures = merge_reports({code: report("2021", own) for code, own in reports.items()}, "2021")
    sums = sums_of(figures.sources, {unit.code: unit.kind for unit in UNITS})
    groups = sum_by_kind(figures.cells, sums, ("本级", "部门", "乡镇"))
    assert [(kind, cells[GRANTED], str(cells[AMOUNT])) for kind, cells in groups.items()] == [
        ("本级", 2, "0.50"),
        ("乡镇", 5, "0.00"),
    ]
    assert all(sum(cells[cell] for cells in groups.values()) == value for cell, value in figures.cells.items())
