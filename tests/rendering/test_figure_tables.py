"""Tables of figures in the annexes: every figure has room in its column, and the label takes what is left."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from support.reports.sample_report import consolidated, groups_of, unit, unit_report
from township_reports.records.roster import UnitKind
from township_reports.rendering.figure_tables import NARROW_HOLDS, build_group_table
from township_reports.rendering.printed_table import FULL_WIDTH
from township_reports.template.form import load_form

KINDS: tuple[UnitKind, ...] = ("本级", "部门", "乡镇", "街道")
MONEY = "proactive.fees.amount"


def test_a_long_figure_has_a_wide_column_and_a_short_one_leaves_room_for_the_label() -> None:
    units = [unit(number, kind) for number, kind in enumerate(KINDS)]
    money = replace(unit_report("2021").cells[MONEY], value=Decimal("123456.78"))
    reports = {one: unit_report("2021", changed={MONEY: money} if one.kind == "部门" else None) for one in units}
    report = consolidated("2021", reports)
    report = replace(report, groups=groups_of(report, units))
    table = build_group_table("附件4", report, load_form("2021"))
    assert [box.text for box in table.cells if box.row == 0] == ["数据格", *KINDS, "汇总"]
    assert table.widths == (8, 1, 2, 1, 1, 2)
    assert sum(table.widths) == FULL_WIDTH
    for box in table.cells:
        assert box.column == 0 or table.widths[box.column] > 1 or len(box.text) <= NARROW_HOLDS
