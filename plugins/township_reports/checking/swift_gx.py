"""Great Expectations asked once where it asks itself over and over: a rule's arguments, the rows it is about.

It changes no verdict. While GX 1.24 validates a suite it builds the configuration of each expectation some fifty times
and looks for the rows of each rule's condition four times: half of what every check costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

BUILD, PICK = Expectation.configuration, PandasExecutionEngine.get_domain_records


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it no rule and no batch may change, and no other thread may validate; at its end all is forgotten."""
    configurations: dict[int, tuple[Expectation, ExpectationConfiguration]] = {}
    picked: dict[tuple[int, str], tuple[PandasExecutionEngine, pd.DataFrame]] = {}

    def configuration(rule: Expectation) -> ExpectationConfiguration:
        if id(rule) not in configurations:  # held with its rule: the number of one let go may be another's
            configurations[id(rule)] = rule, BUILD.__get__(rule)
        return configurations[id(rule)][1]

    def records(engine: PandasExecutionEngine, domain_kwargs: dict[str, Any]) -> pd.DataFrame:
        key = id(engine), repr(domain_kwargs)
        if key not in picked:
            picked[key] = engine, PICK(engine, domain_kwargs)
        return picked[key][1].copy(deep=False)

    try:
        Expectation.configuration = property(configuration)  # type: ignore[assignment,method-assign]
        PandasExecutionEngine.get_domain_records = records  # type: ignore[assignment,method-assign]
        yield
    finally:
        Expectation.configuration = BUILD  # type: ignore[method-assign]
        PandasExecutionEngine.get_domain_records = PICK  # type: ignore[method-assign]
