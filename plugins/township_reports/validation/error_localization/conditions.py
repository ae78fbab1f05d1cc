"""Which rows a rule is about, as its `row_condition` in the suite says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from township_reports.validation.frames.frame import Record
from township_reports.validation.suites.loader import SuiteError
from township_reports.validation.suites.terms import RELATIONS

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    **RELATIONS,
    "IN": lambda value, among: value in among,
    "NOT_IN": lambda value, among: value not in among,
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Column(_Part):
    name: str


class _Comparison(_Part):
    type: Literal["comparison"]
    column: _Column
    operator: Literal["==", "!=", "<", "<=", ">", ">=", "IN", "NOT_IN"]
    parameter: str | int | float | list[str | int | float]

    def holds(self, record: Record) -> bool:
        value = record[self.column.name]
        return value is not None and _COMPARE[self.operator](value, self.parameter)


class _Nullity(_Part):
    type: Literal["nullity"]
    column: _Column
    is_null: bool

    def holds(self, record: Record) -> bool:
        return (record[self.column.name] is None) == self.is_null


class _Several(_Part):
    type: Literal["and", "or"]
    conditions: list[_Condition]

    def holds(self, record: Record) -> bool:
        every = (condition.holds(record) for condition in self.conditions)
        return all(every) if self.type == "and" else any(every)


_Condition = Annotated[_Comparison | _Nullity | _Several, Field(discriminator="type")]
_CONDITIONS: TypeAdapter[_Comparison | _Nullity | _Several] = TypeAdapter(_Condition)


def build_row_filter(condition: object | None) -> Callable[[Record], bool]:
    """Build a test of rows for a condition in the shape Great Expectations writes it.

    Without condition every row passes.

    Raises:
        SuiteError: the condition has another shape.
    """
    if condition is None:
        return lambda _: True
    try:
        return partial(_holds, _CONDITIONS.validate_python(condition))
    except ValidationError as wrong:
        raise SuiteError(f"row_condition 写法有误，不能据此推算应填的数：{wrong}") from wrong


def _holds(condition: _Comparison | _Nullity | _Several, record: Record) -> bool:
    return condition.holds(record)
