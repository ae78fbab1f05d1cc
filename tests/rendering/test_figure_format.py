from __future__ import annotations

from decimal import Decimal

import pytest
from township_reports.records.report import Value
from township_reports.rendering.figure_format import format_column_label, format_value, get_number_format
from township_reports.template.form import Kind, load_form


@pytest.mark.parametrize(
    ("value", "kind", "text", "shown_as"),
    [
        (0, "count", "0", "0"),
        (12345, "count", "12345", "0"),
        (5, "change", "+5", "+0;-0;0"),
        (-45, "change", "-45", "+0;-0;0"),
        (0, "change", "0", "+0;-0;0"),
        (Decimal("25.10"), "money", "25.10", "0.00"),
        (Decimal("59237.2449"), "money", "59237.2449", "0.0000"),
        (Decimal("1E+3"), "money", "1000", "0"),
        (Decimal(0), "money", "0", "0"),
    ],
)
def test_a_figure_is_printed_as_on_the_form(value: Value, kind: Kind, text: str, shown_as: str) -> None:
    assert (format_value(value, kind), get_number_format(value, kind)) == (text, shown_as)


def test_no_value_is_no_text() -> None:
    assert format_value(None, "count") == ""


def test_money_names_its_unit_also_where_the_form_prints_none() -> None:
    money = [cell.column for year in ("2019", "2021") for cell in load_form(year).cells().values()]
    labels = {format_column_label(column) for column in money if column.kind == "money"}
    assert labels == {"采购总金额（单位：万元）", "本年收费金额（单位：万元）"}
