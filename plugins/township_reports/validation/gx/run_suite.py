"""Runs one suite on one frame through Great Expectations and says which rows fail and which cannot be judged.

It writes no sentence. GX drops rules it does not know, passes empty frames and turns exceptions into failures; here
each of these is a SuiteError, never a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any, NamedTuple

from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.expectations.expectation import Expectation as GxExpectation

from township_reports.validation.frames.frame import Frame
from township_reports.validation.gx import sums_expectation as sums
from township_reports.validation.gx.gx_cache_patch import cached_gx_internals
from township_reports.validation.gx.gx_context import make_batch_definition
from township_reports.validation.suites.loader import Expectation, Suite, SuiteError

# Without naming index columns GX returns the frame's own row numbers; naming them costs 0.4 ms a failing row.
RESULT_FORMAT = {"result_format": "COMPLETE", "return_unexpected_index_query": False}

# Two threads on one data asset get each other's verdicts, without a word.
_ONE_AT_A_TIME = Lock()

# Registered with GX by being imported; a suite that names it loads short otherwise.
OWN_EXPECTATION = sums.ExpectSumsToCompare


class RuleOutcome(NamedTuple):
    """What became of one rule: numbers of the rows that break it, and of those that lack a value it needs.

    `seen` is how many rows the rule was applied to, those it is not about left out.
    """

    expectation: Expectation
    failed: tuple[int, ...]
    not_evaluable: tuple[int, ...]
    seen: int


def run_suite(suite: Suite, frame: Frame) -> tuple[RuleOutcome, ...]:
    """Run the verdict on each rule of a suite, in the suite's order.

    Raises:
        SuiteError: the frame is empty, a rule did not load, or a rule could not be carried out.
    """
    if frame.data.empty:
        raise SuiteError(f"“{suite.name}”没有可核对的数据。检查未能执行。")
    with _ONE_AT_A_TIME, cached_gx_internals():
        batch = make_batch_definition(frame.schema.name).get_batch({"dataframe": frame.data})
        result = batch.validate(_gx_suite(suite, frame), result_format=RESULT_FORMAT)
    outcomes = _by_key(result)
    return tuple(_verdict(suite, expectation, outcomes, frame) for expectation in suite.expectations)


def _gx_suite(suite: Suite, frame: Frame) -> ExpectationSuite:
    try:
        loaded = ExpectationSuite(**suite.model_dump())
    except (TypeError, ValueError) as wrong:
        raise SuiteError(f"“{suite.name}”的规则写法有误，检查未能执行：{wrong}") from wrong
    by_key = {_key(expectation.meta): expectation for expectation in loaded.expectations}
    for expectation in suite.expectations:
        where = f"“{suite.name}”的规则{_name(expectation)}"
        if expectation.key not in by_key:
            raise SuiteError(f"{where}未能载入：没有“{expectation.type}”这种检查。")
        if _skips_unread_cells(expectation, by_key[expectation.key], frame):
            raise SuiteError(f"{where}会略过没有读到的格。请用 expect_sums_to_compare，或写明 ignore_row_if: neither。")
    return loaded


def _skips_unread_cells(expectation: Expectation, loaded: GxExpectation, frame: Frame) -> bool:
    """Whether GX would leave out rows that lack a value, so that they would look as if the rule held there."""
    if "column" in expectation.kwargs:
        return frame.schema.table is not None
    return getattr(loaded, "ignore_row_if", "never") not in ("never", "neither")


def _by_key(result: ExpectationSuiteValidationResult) -> dict[tuple[str, str], ExpectationValidationResult]:
    configs = [(outcome.expectation_config, outcome) for outcome in result.results]
    return {_key(config.meta): outcome for config, outcome in configs if config}


def _key(meta: Mapping[str, Any] | None) -> tuple[str, str]:
    return (meta["rule"], meta["part"]) if meta else ("", "")


def _verdict(
    suite: Suite,
    expectation: Expectation,
    outcomes: Mapping[tuple[str, str], ExpectationValidationResult],
    frame: Frame,
) -> RuleOutcome:
    outcome = outcomes.get(expectation.key)
    unexpected = _unexpected_rows(suite, expectation, outcome)
    lacking = frame.data.loc[unexpected, expectation.columns].isna().any(axis=1)
    return RuleOutcome(
        expectation,
        failed=tuple(row for row in unexpected if not lacking[row]),
        not_evaluable=tuple(row for row in unexpected if lacking[row]),
        seen=int(outcome.result.get("element_count", 0)) if outcome else 0,
    )


def _unexpected_rows(suite: Suite, expectation: Expectation, outcome: ExpectationValidationResult | None) -> list[int]:
    where = f"“{suite.name}”的规则{_name(expectation)}"
    if outcome is None:
        raise SuiteError(f"{where}没有结果。检查未能执行。")
    if reason := _exception(outcome.exception_info or {}):
        raise SuiteError(f"{where}未能执行：{reason}")
    if "unexpected_count" not in outcome.result:
        raise SuiteError(f"{where}不是逐行核对的检查（{expectation.type}），无法指出是哪一格。")
    rows = sorted(int(row) for row in outcome.result.get("unexpected_index_list") or ())
    if len(rows) != outcome.result["unexpected_count"]:
        raise SuiteError(f"{where}的结果不全：{outcome.result['unexpected_count']}处不符，只列出{len(rows)}处。")
    return rows


def _exception(info: Mapping[str, Any]) -> str:
    """Return the reason GX gives for not carrying out a rule, from either of the two shapes it gives it in."""
    if info.get("raised_exception") is False:
        return ""
    shapes = [info] if "raised_exception" in info else list(info.values())
    return "；".join(str(shape.get("exception_message", shape)) for shape in shapes)


def _name(expectation: Expectation) -> str:
    return "/".join(filter(None, expectation.key))
