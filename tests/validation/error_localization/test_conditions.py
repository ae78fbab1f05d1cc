"""Row conditions mean here what they mean to Great Expectations."""

from __future__ import annotations

import pytest
from township_reports.validation.error_localization.conditions import build_row_filter
from township_reports.validation.suites.loader import SuiteError

ROW = {"row": "granted", "comparable": 3, "previous": "", "expected": None}


def comparison(column: str, sign: str, parameter: object) -> dict[str, object]:
    return {"type": "comparison", "column": {"name": column}, "operator": sign, "parameter": parameter}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (None, True),
        (comparison("row", "==", "granted"), True),
        (comparison("row", "!=", "granted"), False),
        (comparison("row", "IN", ["other", "granted"]), True),
        (comparison("row", "NOT_IN", ["other", "granted"]), False),
        (comparison("comparable", ">", 3), False),
        (comparison("comparable", ">=", 3), True),
        (comparison("comparable", "<", 4), True),
        (comparison("comparable", "<=", 2), False),
        (comparison("expected", "==", "x"), False),
        ({"type": "nullity", "column": {"name": "expected"}, "is_null": True}, True),
        ({"type": "nullity", "column": {"name": "row"}, "is_null": True}, False),
        ({"type": "and", "conditions": [comparison("row", "==", "granted"), comparison("previous", "!=", "")]}, False),
        ({"type": "or", "conditions": [comparison("row", "==", "granted"), comparison("previous", "!=", "")]}, True),
    ],
)
def test_a_condition(condition: object, holds: bool) -> None:
    assert build_row_filter(condition)(ROW) is holds


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(SuiteError, match="row_condition"):
        build_row_filter({"type": "pandas", "text": "row == 'granted'"})
