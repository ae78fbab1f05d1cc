"""What ink on a scanned page can be: marks for none by their shape, a 1 that is no slash, dust that is no point."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from township_reports.extraction.parsers.scan.figures.glyphs import matches_ink
from township_reports.extraction.parsers.scan.figures.ink import Blob, Ink, measure_ink
from township_reports.extraction.parsers.scan.figures.marks import (
    DASH,
    NO_MARK,
    SLASH,
    NoneMark,
    find_none_marks,
    may_be_none_mark,
)
from township_reports.extraction.parsers.scan.figures.typeface import PageTypeface
from township_reports.extraction.parsers.scan.ocr import Reading
from township_reports.extraction.parsers.scan.sheet.noise import remove_dust

TEXT_HEIGHT, DIGIT_HEIGHT = 38.0, 18.0
SLANTED, MORE_SLANTED, UPRIGHT = [(52, 38), (58, 21)], [(48, 38), (62, 21)], [(55, 38), (55, 21), (52, 24)]
FLAT = [(46, 30), (64, 30)]


def cell(*strokes: list[tuple[int, int]]) -> NDArray[np.uint8]:
    paper = np.full((60, 110), 255, np.uint8)
    for stroke in strokes:
        for start, end in pairwise(stroke):
            cv2.line(paper, start, end, 40, 2, cv2.LINE_AA)
    return paper


def ink(*strokes: list[tuple[int, int]]) -> Ink:
    return measure_ink(cell(*strokes), (0.0, 0.0, 110.0, 60.0), TEXT_HEIGHT)


def said(*texts: tuple[str, float]) -> list[Reading]:
    return [Reading(text, confidence, confidence) for text, confidence in texts]


def found(*inks: Ink, is_no_1: bool = False) -> list[str]:
    """The marks on a page with these inks; `is_no_1`: it has a 1 of its own type that looks otherwise."""
    return [mark.text for mark in find_none_marks(inks, DIGIT_HEIGHT, lambda _: is_no_1)]


def test_slashes_are_known_when_several_on_a_page_are_alike() -> None:
    assert found(ink(SLANTED), ink(UPRIGHT), ink(FLAT), ink(SLANTED), ink(SLANTED)) == [SLASH, "", DASH, SLASH, SLASH]


def test_a_single_slash_or_strokes_of_a_hand_may_be_a_1() -> None:
    assert found(ink(SLANTED), ink(SLANTED)) == ["", ""]
    by_hand = [ink(SLANTED), ink(MORE_SLANTED), ink([(52, 38), (60, 21)]), ink([(54, 38), (60, 21), (66, 21)])]
    assert found(*by_hand) == ["", "", "", ""]


def test_a_single_slash_is_known_where_the_1_of_the_page_looks_otherwise() -> None:
    assert found(ink(SLANTED), ink(UPRIGHT), is_no_1=True) == [SLASH, ""]


def test_what_is_read_must_not_speak_against_a_mark() -> None:
    assert may_be_none_mark(NoneMark(SLASH, True), said(("1", 0.5), ("1", 0.99)))
    assert may_be_none_mark(NoneMark(SLASH, True), said(("」", 0.5), ("", 0.0)))
    assert not may_be_none_mark(NoneMark(SLASH, True), said(("1", 0.5), ("7", 0.99)))
    assert not may_be_none_mark(NO_MARK, said(("1", 0.99), ("1", 0.99)))


def test_a_dash_is_read_certainly_once_or_like_several_of_its_page() -> None:
    assert may_be_none_mark(NoneMark(DASH, False), said(("一", 0.95), ("-", 0.6)))
    assert not may_be_none_mark(NoneMark(DASH, False), said(("一", 0.5), ("-", 0.6)))
    assert not may_be_none_mark(NoneMark(DASH, False), said(("一", 0.95), ("", 0.0)))
    assert may_be_none_mark(NoneMark(DASH, True), said(("一", 0.5), ("", 0.0)))
    certain = [mark.certain for mark in find_none_marks([ink(FLAT)] * 3, DIGIT_HEIGHT, lambda _: False)]
    assert certain == [True] * 3
    assert not any(mark.certain for mark in find_none_marks([ink(FLAT)] * 2, DIGIT_HEIGHT, lambda _: False))


@pytest.mark.parametrize(("text", "strokes", "fitting"), [
    ("1", UPRIGHT, True),
    ("1", SLANTED, False),
    ("/", SLANTED, True),
    ("/", UPRIGHT, False),
    ("—", FLAT, True),
    ("—", UPRIGHT, False),
])  # fmt: skip
def test_ink_bears_a_figure_out(text: str, strokes: list[tuple[int, int]], fitting: bool) -> None:
    assert matches_ink(text, ink(strokes), DIGIT_HEIGHT) is fitting


def test_dust_goes_and_the_point_in_a_number_stays() -> None:
    page = cell(UPRIGHT, [(68, 38), (68, 21)])
    cv2.circle(page, (61, 37), 1, 40, -1)
    clean = page.copy()
    cv2.circle(page, (15, 12), 2, 40, -1)
    assert (remove_dust(page, TEXT_HEIGHT) == clean).all()


def test_dust_under_a_digit_is_no_part_of_it_and_a_point_before_it_is_not_passed_over() -> None:
    clean = cell(UPRIGHT)
    under, before = clean.copy(), clean.copy()
    cv2.circle(under, (55, 44), 1, 40, -1)
    cv2.circle(before, (48, 37), 1, 40, -1)
    whole = (0.0, 0.0, 110.0, 60.0)
    assert measure_ink(under, whole, TEXT_HEIGHT).blobs == measure_ink(clean, whole, TEXT_HEIGHT).blobs
    assert matches_ink("1", measure_ink(under, whole, TEXT_HEIGHT), DIGIT_HEIGHT)
    assert measure_ink(before, whole, TEXT_HEIGHT).has_point_before()
    assert not measure_ink(under, whole, TEXT_HEIGHT).has_point_before()


def test_a_digit_in_pieces_is_one_where_they_all_but_touch() -> None:
    paper, stroke = cell(), Blob(50, 27, 56, 41)
    near, apart = (Ink(paper, paper, (Blob(left, 27, left + 4, 36), stroke), (), TEXT_HEIGHT) for left in (46, 40))
    assert matches_ink("9", near, DIGIT_HEIGHT)
    assert not matches_ink("9", apart, DIGIT_HEIGHT)


def typed(figure: str, font: int = cv2.FONT_HERSHEY_DUPLEX) -> Ink:
    paper = np.full((60, 110), 255, np.uint8)
    cv2.putText(paper, figure, (30, 42), font, 0.8, 40, 1, cv2.LINE_AA)
    return measure_ink(paper, (0.0, 0.0, 110.0, 60.0), TEXT_HEIGHT)


def test_the_type_of_a_page_bears_out_its_own_digits_only() -> None:
    known = [typed(figure) for figure in ("10", "36", "88")]
    page = PageTypeface(
        [(figure, one) for figure, one in zip(("10", "36", "88"), known, strict=True)] * 4, DIGIT_HEIGHT
    )
    assert page.supports("38", typed("38"))
    assert not page.supports("30", typed("38"))
    assert not page.supports("7", typed("7"))
    assert not page.supports("3", typed("3", cv2.FONT_HERSHEY_SCRIPT_COMPLEX))
    assert page.contradicts("1", ink(SLANTED))
    assert not page.contradicts("1", typed("1"))


def test_digits_of_a_hand_are_no_type() -> None:
    by_hand = [("1", ink(stroke)) for stroke in (SLANTED, UPRIGHT, MORE_SLANTED, SLANTED)]
    assert not PageTypeface(by_hand, DIGIT_HEIGHT).contradicts("1", ink(SLANTED))
