"""Characters with places become the text a person reads, or are distinguished as doubtful."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from township_reports.extraction.page_layout.chars import Char
from township_reports.extraction.page_layout.lines import OVERLAPPING, compose_cell_text

SIZE = 10.0


def _chars(*lines: str, step: float = 5.0, left: float = 2.0) -> Iterator[Char]:
    for number, line in enumerate(lines):
        top = number * 14.0
        for at, text in enumerate(line):
            yield Char(text, left + at * step, top, left + (at + 1) * step, top + SIZE, SIZE)


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (("12",), 40, "12"),
        (("123", "45"), 20, "12345"),  # the cell is full: one number
        (("12", "34"), 60, "12\n34"),  # there was room for it: two numbers
        (("7730.", "28"), 35, "7730.28"),
        (("-", "177"), 18, "-177"),
        (("-", "177"), 60, "-\n177"),
        (("1,", "113"), 25, "1,113"),
        (("1", "234"), 14, "1\n234"),  # a full line is not shorter than the rest
        (("结果", "维持"), 14, "结果\n维持"),
        (("251000", "元"), 40, "251000\n元"),
    ],
)
def test_numbers_wrapped_inside_a_cell(lines: tuple[str, ...], width: float, text: str) -> None:
    assert compose_cell_text(list(_chars(*lines)), width) == (text, "")


def test_a_gap_parts_two_numbers() -> None:
    assert compose_cell_text([*_chars("12"), *_chars("34", left=30.0)], 80)[0] == "12 34"


def test_a_small_raised_digit_is_a_note() -> None:
    note = Char("1", 7.0, -1.0, 10.0, 5.0, 6.0)
    assert compose_cell_text([*_chars("5"), note], 40)[0] == "5 1"


def test_digits_drawn_over_each_other_are_not_trusted() -> None:
    assert compose_cell_text([*_chars("5"), *_chars("8", left=3.0)], 40)[1] == OVERLAPPING


def test_text_that_runs_down_the_page() -> None:
    chars = [Char(text, 0.0, at * 10.0, 10.0, at * 10.0 + 10.0, SIZE, 1) for at, text in enumerate("本年度")]
    chars += [Char(text, -14.0, at * 10.0, -4.0, at * 10.0 + 10.0, SIZE, 1) for at, text in enumerate("办理")]
    assert compose_cell_text(chars, 30)[0] == "本年度\n办理"


def test_upright_characters_in_columns_begin_at_the_right() -> None:
    right = [Char(text, 20.0, at * 10.0, 30.0, at * 10.0 + 10.0, SIZE) for at, text in enumerate("三本年度")]
    left = [Char(text, 0.0, at * 10.0, 10.0, at * 10.0 + 10.0, SIZE) for at, text in enumerate("办理结果")]
    assert compose_cell_text([*right, *left], 40)[0] == "三本年度\n办理结果"
