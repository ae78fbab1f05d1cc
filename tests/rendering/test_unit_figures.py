"""What stands on a unit's sheet for a cell: its figure, also a deduced one, or the text it wrote instead."""

from __future__ import annotations

import pytest
from support.reports.sample_report import BLANK, SLASH, unit_report
from township_reports.records.county_report import CellContribution
from township_reports.records.report import Cell, Status, Value
from township_reports.rendering.unit_figures import get_unit_figure

CELL = "requests.granted.total"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(Cell(3, "3", Status.READ), 3), (Cell(3, "3", Status.DEDUCED), 3), (BLANK, ""), (SLASH, "/")],
)
def test_only_a_figure_that_counts_is_a_number(cell: Cell, shown: Value | str) -> None:
    report = unit_report("2021", 0, {CELL: cell})
    assert (
        get_unit_figure(report, "2021", CELL, {CELL: [CellContribution(CELL, "u01", CELL, cell.value or 0)]}) == shown
    )
