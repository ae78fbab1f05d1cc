"""What a single cell says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from township_reports.domain.report import Status
from township_reports.extraction.form_mapping.figures import find_money_unit, looks_like_figure, read_figure


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), (" 12 ", 12), ("１，１１３", 1113), ("1,113", 1113), ("5件", 5), ("－45", -45), ("\u00a07\u3000", 7)],
)
def test_counts(text: str, value: int) -> None:
    assert read_figure(text, "count") == (value, Status.READ)


@pytest.mark.parametrize(
    ("text", "value"), [("+5", 5), ("-45", -45), ("减4", -4), ("增加3", 3), ("33", 33), ("—4", -4), ("+ 0", 0)]
)
def test_changes(text: str, value: int) -> None:
    assert read_figure(text, "change") == (value, Status.READ)


@pytest.mark.parametrize(
    "text", ["2.0", "1***", "5①", "1²", "007", "1 2", "1,13", "1/2", "约5", "减4", "一", "3%", "0\ufffd"]
)
def test_doubtful_counts_are_unsure(text: str) -> None:
    assert read_figure(text, "count") == (None, Status.UNSURE)


@pytest.mark.parametrize("text", ["减-4", "+-4", "增/减4", "无变化", "减"])
def test_doubtful_changes_are_unsure(text: str) -> None:
    assert read_figure(text, "change") == (None, Status.UNSURE)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("251000元", None, "25.1"),
        ("160.5964万元", None, "160.5964"),
        ("24.5万", None, "24.5"),
        ("1.2亿元", None, "12000"),
        ("1,284,719.5", "元", "128.47195"),
        ("18.8710", "万元", "18.8710"),
        ("251000元", "万元", "25.1"),
        ("0", None, "0"),
        ("0.00", None, "0"),
    ],
)
def test_money_is_in_wan(text: str, unit: str | None, value: str) -> None:
    assert read_figure(text, "money", unit) == (Decimal(value), Status.READ)


@pytest.mark.parametrize("text", ["52.15", "15000000", "13000000(预算", "约20万元", "20美元"])
def test_money_without_a_certain_unit_is_never_guessed(text: str) -> None:
    assert read_figure(text, "money") == (None, Status.UNSURE)


@pytest.mark.parametrize("text", ["/", "／", "-", "—", "－", "——", "无", "无。", "\\"])
def test_marks_for_none(text: str) -> None:
    assert read_figure(text, "count") == (None, Status.NOT_APPLICABLE)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b", "\n"])
def test_blanks(text: str) -> None:
    assert read_figure(text, "count") == (None, Status.BLANK)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("本年收费金额单位:万元", "万元"),
        ("采购总金额(元)", "元"),
        ("采购总金额，万元", "万元"),
        ("采购总金额", None),
        ("单位：清溪县水务局", None),
    ],
)
def test_the_unit_a_header_prints(header: str, unit: str | None) -> None:
    assert find_money_unit(header) == unit


@pytest.mark.parametrize(
    ("text", "is_figure"), [("12", True), ("/", True), ("1***", True), ("3.其他", False), ("规章", False)]
)
def test_figures_and_labels_are_told_apart(text: str, is_figure: bool) -> None:
    assert looks_like_figure(text) is is_figure
