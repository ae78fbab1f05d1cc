"""Great Expectations asked once where it asks itself over and over: a rule's arguments, the rows it is about.

It changes no verdict. While GX 1.24 validates a suite it builds the configuration of each expectation some fifty times,
looks for the rows of each condition once for every rule and metric, and takes the fingerprint of the whole batch
twice, which nobody asks for: together more than half of what every check costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from great_expectations.execution_engine import pandas_execution_engine as engine
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

BUILD = Expectation.configuration
PICK = PandasExecutionEngine._apply_row_condition_filter
FINGERPRINT = engine.hash_pandas_dataframe


@contextmanager
def cached_gx_internals() -> Iterator[None]:
    """Within it no rule and no batch may change, and no other thread may validate; at its end all is forgotten."""
    try:
        Expectation.configuration = property(_configuration())  # type: ignore[assignment,method-assign]
        PandasExecutionEngine._apply_row_condition_filter = _rows()  # type: ignore[assignment,method-assign]
        engine.hash_pandas_dataframe = lambda _batch: ""
        yield
    finally:
        Expectation.configuration = BUILD  # type: ignore[method-assign]
        PandasExecutionEngine._apply_row_condition_filter = PICK  # type: ignore[method-assign]
        engine.hash_pandas_dataframe = FINGERPRINT


def _configuration() -> Callable[[Expectation], ExpectationConfiguration]:
    known: dict[int, tuple[Expectation, ExpectationConfiguration]] = {}

    def configuration(rule: Expectation) -> ExpectationConfiguration:
        if id(rule) not in known:  # held with its rule: the number of one let go may be another's
            known[id(rule)] = rule, BUILD.__get__(rule)
        return known[id(rule)][1]

    return configuration


def _rows() -> Callable[[PandasExecutionEngine, pd.DataFrame, Any, dict[str, Any]], pd.DataFrame]:
    known: dict[tuple[int, str], tuple[pd.DataFrame, pd.DataFrame]] = {}

    def rows(
        self: PandasExecutionEngine, data: pd.DataFrame, row_condition: Any, domain_kwargs: dict[str, Any]
    ) -> pd.DataFrame:
        key = id(data), repr(row_condition)
        if key not in known:
            known[key] = data, PICK(self, data, row_condition, domain_kwargs)
        return known[key][1].copy(deep=False)

    return rows
