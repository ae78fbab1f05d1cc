"""The one expectation of our own: two signed sums of columns compared, row by row. Knows no form and no rule."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import pandas as pd
from great_expectations.compatibility import pydantic
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (
    MulticolumnMapMetricProvider,
)

from township_reports.checking.terms import RELATIONS, Term, list_columns, parse_terms


class SumsCompare(MulticolumnMapMetricProvider):
    """Which rows satisfy the relation; a row with a value missing does not, and the caller tells it from a failure.

    The keyword arguments have no defaults on purpose: a rule whose terms got lost must raise, not compare 0 with 0.
    """

    condition_metric_name = "multicolumn_values.sums_compare"
    condition_value_keys = ("left", "relation", "right", "unless_zero")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(
        cls,  # noqa: N805 - the decorator hands over the class
        column_list: pd.DataFrame,
        left: list[str],
        relation: str,
        right: list[str],
        unless_zero: list[str],
        **_: object,
    ) -> pd.Series[bool]:
        known = column_list.notna().all(axis=1)
        values = column_list.where(known, 0)
        holds = RELATIONS[relation](_sum(values, parse_terms(left)), _sum(values, parse_terms(right)))
        exempt = (values[unless_zero] == 0).any(axis=1)
        verdict: pd.Series[bool] = (known & (holds | exempt)).astype(bool)
        return verdict


class ExpectSumsToCompare(MulticolumnMapExpectation):
    """Sum of the left terms `relation` sum of the right ones; rows with a zero in an `unless_zero` column are exempt.

    A term is a column name, with a minus before it when it is taken off. Rows with a missing value count as
    unexpected, so that a rule that could not be applied never looks like one that holds.
    """

    left: list[str]
    relation: Literal["==", "!=", "<", "<=", ">", ">="]
    right: list[str]
    unless_zero: list[str]
    ignore_row_if: Literal["never"] = "never"

    map_metric: ClassVar[str] = "multicolumn_values.sums_compare"
    success_keys: ClassVar[tuple[str, ...]] = ("mostly", "left", "relation", "right", "unless_zero")
    args_keys: ClassVar[tuple[str, ...]] = ("left", "relation", "right")

    @pydantic.root_validator(pre=True)
    def _fill_column_list(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 - a class method of pydantic 1
        filled = {"unless_zero": [], **values}
        terms = parse_terms([*(filled.get("left") or ()), *(filled.get("right") or ())])
        filled["column_list"] = list_columns(terms, filled["unless_zero"])
        return filled


def _sum(values: pd.DataFrame, terms: tuple[Term, ...]) -> pd.Series[Any]:
    return sum((term.sign * values[term.column] for term in terms), start=pd.Series(0, index=values.index))
