"""The page of rules: order, what is told once for both editions, and text that stays text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from township_reports.records.finding import Severity
from township_reports.records.rule import COUNTY, Rule
from township_reports.rendering.rule_page import render_rule_page

CELL = "requests.received.total"
RULE = Rule(
    "2019", "X-1", "", Severity.ERROR, "收发相等", "收＝发", "甲文", "请核对。", "by_cell", {CELL: 1}, {CELL: 2}, "错误"
)


def test_editions_that_agree_are_told_once_with_their_sources() -> None:
    page = render_rule_page([replace(RULE, edition="2021", source="乙文"), RULE], {})
    assert page.count("收发相等") == 1
    assert "**收发相等**（错误；2019年版、2021年版）" in page
    assert "* 依据（2019年版）：甲文\n* 依据（2021年版）：乙文\n" in page


def test_editions_that_differ_are_told_apart() -> None:
    page = render_rule_page([RULE, replace(RULE, edition="2021", formula="收＋转＝发")], {})
    assert page.count("收发相等") == 2
    assert page.count("## X-1") == 1


def test_an_example_names_cells_as_the_form_does_and_tells_only_what_changes() -> None:
    example = {CELL: 1, f"last_year.{CELL}": 3}
    page = render_rule_page([replace(RULE, passing=example, failing=example | {CELL: "空白"})], {RULE.key: "收1，发2"})
    label = "表三“一、本年新收政府信息公开申请数量”·总计"
    assert f"* 符合的例子：{label} 1；上年报告{label} 3\n" in page
    assert f"* 不符合的例子，改为：{label} 空白\n" in page
    assert "* 这时给填报人看的话：收1，发2\n" in page


def test_errors_stand_before_warnings_and_the_county_last() -> None:
    warning = replace(RULE, id="A-1", severity=Severity.WARNING)
    county = replace(RULE, edition=COUNTY, id="C-1", passing={"roster": "off"}, failing={})
    page = render_rule_page([county, warning, RULE], {})
    assert [line for line in page.splitlines() if line.startswith("## ")] == ["## X-1", "## A-1", "## C-1"]
    assert "在名册上 否" in page


@pytest.mark.parametrize(("text", "shown"), [("<b>*粗*</b>", r"\<b\>\*粗\*\</b\>"), ("甲|乙\n# 丙", r"甲\|乙 \# 丙")])
def test_what_an_office_writes_is_no_markup(text: str, shown: str) -> None:
    assert f"* 依据：{shown}\n" in render_rule_page([replace(RULE, source=text)], {})
