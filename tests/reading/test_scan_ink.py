"""What ink on a scanned page can be: marks for none by their shape, a 1 that is no slash, dust that is no point."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from township_reports.reading.formats.scan_dust import without_dust
from township_reports.reading.formats.scan_glyphs import fits
from township_reports.reading.formats.scan_ink import Ink, ink_in
from township_reports.reading.formats.scan_marks import DASH, SLASH, marks, may_be
from township_reports.reading.formats.scan_text import Reading

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
    return ink_in(cell(*strokes), (0.0, 0.0, 110.0, 60.0), TEXT_HEIGHT)


def said(*texts: tuple[str, float]) -> list[Reading]:
    return [Reading(text, confidence, confidence) for text, confidence in texts]


def test_slashes_are_known_when_several_on_a_page_are_alike() -> None:
    inks = [ink(SLANTED), ink(UPRIGHT), ink(FLAT), ink(SLANTED), ink(SLANTED)]
    assert list(marks(inks, DIGIT_HEIGHT)) == [SLASH, "", DASH, SLASH, SLASH]


def test_a_single_slash_or_strokes_of_a_hand_may_be_a_1() -> None:
    assert list(marks([ink(SLANTED), ink(SLANTED)], DIGIT_HEIGHT)) == ["", ""]
    by_hand = [ink(SLANTED), ink(MORE_SLANTED), ink([(52, 38), (60, 21)]), ink([(54, 38), (60, 21), (66, 21)])]
    assert list(marks(by_hand, DIGIT_HEIGHT)) == ["", "", "", ""]


def test_what_is_read_must_not_speak_against_a_mark() -> None:
    assert may_be(SLASH, said(("1", 0.5), ("1", 0.99)))
    assert not may_be(SLASH, said(("1", 0.5), ("7", 0.99)))
    assert may_be(DASH, said(("一", 0.95), ("-", 0.6)))
    assert not may_be(DASH, said(("一", 0.5), ("-", 0.6)))
    assert not may_be(DASH, said(("一", 0.95), ("", 0.0)))
    assert not may_be("", said(("1", 0.99), ("1", 0.99)))


@pytest.mark.parametrize(("text", "strokes", "fitting"), [
    ("1", UPRIGHT, True),
    ("1", SLANTED, False),
    ("/", SLANTED, True),
    ("/", UPRIGHT, False),
    ("—", FLAT, True),
    ("—", UPRIGHT, False),
])  # fmt: skip
def test_ink_bears_a_figure_out(text: str, strokes: list[tuple[int, int]], fitting: bool) -> None:
    assert fits(text, ink(strokes), DIGIT_HEIGHT) is fitting


def test_dust_goes_and_the_point_in_a_number_stays() -> None:
    page = cell(UPRIGHT, [(68, 38), (68, 21)])
    cv2.circle(page, (61, 37), 1, 40, -1)
    clean = page.copy()
    cv2.circle(page, (15, 12), 2, 40, -1)
    assert (without_dust(page, TEXT_HEIGHT) == clean).all()
