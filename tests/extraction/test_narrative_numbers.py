"""Counts in running text: what is a number, what is none, and what is not exact."""

from __future__ import annotations

import pytest
from township_reports.extraction.narrative.numbers import INEXACT, mark_numbers

EXACT = {
    "5件": 5,
    "1,113条": 1113,
    "1.2万条": 12000,
    "3万条": 30000,
    "〇件": 0,
    "零件": 0,
    "两件": 2,
    "十件": 10,
    "十二件": 12,
    "二十一件": 21,
    "一百零五件": 105,
    "一百一十件": 110,
    "三百二十一件": 321,
    "一千零五十件": 1050,
    "一万二千条": 12000,
    "二万零一百零五条": 20105,
    "12件(次)": 12,
    "3件次": 3,
}
NOT_EXACT = (
    "约5件",
    "近100件",
    "超过30条",
    "20余件",
    "十余件",
    "上千条",
    "数百条",
    "几十件",
    "3-5件",
    "3至5件",
    "三五件",
    "一百二件",
    "二〇件",
    "万件",
    "5.5件",
    "05件",
    "1,13条",
    "1.23456万条",
    "20233条",
    "100条以上",
    "50件左右",
    "5人次",
    "1/2件",
    "A3件",
    "9999999999件",
)
NO_COUNT = (
    "第3条",
    "第三件",
    "每件",
    "5个工作日",
    "3个月",
    "一件事",
    "条例",
    "12月份",
    "380元",
    "37.5%",
    "2020年",
    "3起草",
)


@pytest.mark.parametrize("text", EXACT)
def test_a_count_is_read(text: str) -> None:
    assert [number.value for number in mark_numbers(text).numbers] == [EXACT[text]]


@pytest.mark.parametrize("text", NOT_EXACT)
def test_what_is_not_exact_is_marked_and_not_told(text: str) -> None:
    marked = mark_numbers(text)
    assert marked.numbers == ()
    assert INEXACT in marked.text


@pytest.mark.parametrize("text", NO_COUNT)
def test_what_counts_nothing_stays_as_it_is(text: str) -> None:
    assert mark_numbers(text).text == text


def test_a_zero_needs_no_unit_at_the_end_of_a_clause() -> None:
    assert [number.value for number in mark_numbers("均为0,复议为零。").numbers] == [0, 0]
    assert mark_numbers("为5,").numbers == ()
