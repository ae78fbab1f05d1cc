"""Places stated together: cells of a row, of a column, of several tables, of a text."""

from __future__ import annotations

import pytest
from township_reports.domain.description.locations import format_locations
from township_reports.domain.report import SourceLocation


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([], ""),
        ([SourceLocation(table=2, row=6, column=column) for column in (9, 3, 4, 5)], "第2个表格第6行的第3至5、9格"),
        (
            [SourceLocation(sheet="年报", row=row, column=4) for row in (29, 30, 51)],
            "工作表“年报”第4格的第29至30、51行",
        ),
        ([SourceLocation(page=1, table=1, row=2, column=3), SourceLocation(page=2, table=1, row=2, column=3)],
         "第1页第1个表格第2行的第3格；第2页第1个表格第2行的第3格"),
        ([SourceLocation(line=12), SourceLocation(line=12), SourceLocation(line=14)], "第12行文字；第14行文字"),
    ],
)  # fmt: skip
def test_places_are_told_together(places: list[SourceLocation], told: str) -> None:
    assert format_locations(places) == told
