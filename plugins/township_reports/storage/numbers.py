"""Counts and money as PostgreSQL NUMERIC and back, without loss."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import overload

from township_reports.domain.report import Value


def is_money(values: Iterable[Value | None]) -> bool:
    """Whether any of the values is money; counts are whole numbers."""
    return any(isinstance(value, Decimal) for value in values)


@overload
def stored(value: Value) -> Decimal: ...
@overload
def stored(value: None) -> None: ...
def stored(value: Value | None) -> Decimal | None:
    """Return the value as NUMERIC keeps it."""
    return None if value is None else Decimal(value)


@overload
def restored(number: Decimal, money: bool) -> Value: ...
@overload
def restored(number: None, money: bool) -> None: ...
def restored(number: Decimal | None, money: bool) -> Value | None:
    """Return the value as it was before `stored`."""
    return number if number is None or money else int(number)
