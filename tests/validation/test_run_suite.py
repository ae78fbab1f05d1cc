"""One suite on one frame: three values, and every way GX would look away is an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from township_reports.validation.findings import apply_suite
from township_reports.validation.frames.frame import Frame
from township_reports.validation.gx.run_suite import RuleOutcome, run_suite
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS
from township_reports.validation.suites.loader import Suite, SuiteError

WriteSuite = Callable[..., tuple[Suite, ...]]


def frame(*rows: Sequence[object], layout: str = "by_column") -> Frame:
    records = [
        {
            "position": number,
            "unit": str(number),
            "column": "total",
            "place": "表三·总计",
            **dict(zip("abc", row, strict=False)),
        }
        for number, row in enumerate(rows)
    ]
    return Frame(FRAME_SCHEMAS[layout], records, {"a": "甲", "b": "乙", "c": "丙"})


def sums(left: list[str], relation: str, right: list[str], **more: object) -> dict[str, object]:
    return {"kwargs": {"left": left, "relation": relation, "right": right, **more}}


def verdict(write_suite: WriteSuite, rule: dict[str, object], *rows: Sequence[object]) -> RuleOutcome:
    [suite] = write_suite(rule)
    [only] = run_suite(suite, frame(*rows))
    return only


def test_a_rule_holds_fails_or_is_not_decided(write_suite: WriteSuite) -> None:
    outcome = verdict(write_suite, sums(["a"], "==", ["b"]), (1, 1), (1, 2), (None, 2), (0, None), (None, None))
    assert (outcome.failed, outcome.not_evaluable) == ((1,), (2, 3, 4))


@pytest.mark.parametrize(
    ("relation", "failed"),
    [("==", (0, 2)), ("!=", (1,)), ("<", (1, 2)), ("<=", (2,)), (">", (0, 1)), (">=", (0,))],
)
def test_each_relation(write_suite: WriteSuite, relation: str, failed: tuple[int, ...]) -> None:
    assert verdict(write_suite, sums(["a"], relation, ["b"]), (1, 2), (2, 2), (3, 2)).failed == failed


def test_a_term_with_a_minus_is_taken_off(write_suite: WriteSuite) -> None:
    assert verdict(write_suite, sums(["a"], "==", ["b", "-c"]), (3, 5, 2), (7, 5, 2)).failed == (1,)


def test_rows_with_a_zero_where_one_is_excused(write_suite: WriteSuite) -> None:
    rule = sums(["a"], "!=", ["b"], unless_zero=["c"])
    outcome = verdict(write_suite, rule, (1, 1, 0), (1, 1, 5), (1, 1, None))
    assert (outcome.failed, outcome.not_evaluable) == ((1,), (2,))


def test_results_are_known_by_rule_not_by_order(write_suite: WriteSuite) -> None:
    rules = [
        sums(["a"], "==", ["b"]) | {"meta": {"rule": "X-1", "message": "一"}},
        sums(["b"], "==", ["c"]) | {"meta": {"rule": "X-2", "message": "二"}},
        sums(["a"], "==", ["c"]) | {"meta": {"rule": "X-2", "part": "又", "message": "三"}},
        sums(["a"], "<", ["c"]) | {"meta": {"rule": "X-0", "message": "四"}},
    ]
    [suite] = write_suite(*rules)
    verdicts = run_suite(suite, frame((1, 1, 2), (1, 2, 2)))
    assert [(each.expectation.key, each.failed) for each in verdicts] == [
        (("X-1", ""), (1,)),
        (("X-2", ""), (0,)),
        (("X-2", "又"), (0, 1)),
        (("X-0", ""), ()),
    ]


def test_an_empty_frame_is_an_error(write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="没有可核对的数据"):
        verdict(write_suite, sums(["a"], "==", ["b"]))


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"type": "expect_miracles"}, "未能载入：没有“expect_miracles”这种检查"),
        (sums(["a"], "==", ["nowhere"]), "规则X-1未能执行"),
        (sums(["a"], "~", ["b"]), "写法有误"),
        (sums(["a"], "==", ["b"], wrong=1), "写法有误"),
        ({"kwargs": {"left": ["a"], "right": ["b"]}}, "写法有误"),
        ({"type": "expect_table_row_count_to_equal", "kwargs": {"value": 9}}, "不是逐行核对的检查"),
        (
            {"type": "expect_column_values_to_be_between", "kwargs": {"column": "a", "max_value": 0}},
            "会略过没有读到的格",
        ),
        (
            {"type": "expect_column_pair_values_to_be_equal", "kwargs": {"column_A": "a", "column_B": "b"}},
            "会略过没有读到的格",
        ),
    ],
)
def test_a_rule_that_cannot_be_carried_out_is_an_error(
    write_suite: WriteSuite, rule: dict[str, object], why: str
) -> None:
    with pytest.raises(SuiteError, match=why):
        verdict(write_suite, rule, (1, 1))


def test_figures_that_are_not_numbers_are_an_error(write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="规则X-1未能执行"):
        verdict(write_suite, sums(["a"], "==", ["b"]), ("/", 1))


@pytest.mark.parametrize("field", ["message", "item"])
def test_a_sentence_with_an_unknown_place_is_an_error(write_suite: WriteSuite, field: str) -> None:
    [suite] = write_suite(sums(["a"], "==", ["b"]) | {"meta": {"rule": "X-1", "message": "", field: "{nobody}"}})
    with pytest.raises(SuiteError, match="不认识的项：nobody"):
        list(apply_suite(suite, frame((1, 1)), 0))
