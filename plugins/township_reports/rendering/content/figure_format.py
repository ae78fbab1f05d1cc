"""How a figure is printed, as text and as a number format of a workbook."""

from __future__ import annotations

from decimal import Decimal

from township_reports.domain.form.form import Column, Kind
from township_reports.domain.report import Value


def format_value(value: Value | None, kind: Kind) -> str:
    """Format a figure as the form prints it: money with its decimals, a change with its sign, nothing for no value."""
    if value is None:
        return ""
    digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"+{digits}" if kind == "change" and value > 0 else digits


def get_number_format(value: Value, kind: Kind) -> str:
    """Return the workbook's number format that prints a value the same way."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    digits = "0." + "0" * decimals if decimals else "0"
    return f"+{digits};-{digits};{digits}" if kind == "change" else digits


def format_column_label(column: Column) -> str:
    """Format the column's label, with the unit of money where the form itself prints none."""
    if column.kind == "money" and column.money_unit is None:
        return f"{column.label}（单位：万元）"
    return column.label
