"""Ruled lines on a straight page, and whether one is drawn between two points. Forms no tables.

A ridge is a pixel darker than the paper a little above and below it (or left and right of it): rules are thin.
Where text stands nothing is known, for characters are made of ridges too. Lengths are reported in heights of a line of
text, the measure of a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from township_reports.extraction.page_layout.ruling import Segment
from township_reports.extraction.parsers.scan.ocr import Grey, Quads

_Mask = NDArray[np.bool_]
_Dot = TypeVar("_Dot", np.uint8, np.bool_)

_ASIDE = 0.14  # how far beside a rule the paper must be lighter
_STEP = 24  # levels of grey it must be lighter by
_ALONG = 5  # pixels over which a rule's darkness is averaged
_GAP = 0.25  # in a worn rule
_MARGIN, _WITHIN = 0.12, 0.3  # from the outline of found text
_SPECKLED, _SPECKLED_SIDE = 0.08, 1.5  # where so much is a ridge there is dirt
_LONG_ACROSS, _LONG_DOWN = 3.0, 1.5  # what may begin a line
_FILLED = 0.75
_KNOWN = 0.3
_WAVE = 0.12  # how far paper bends a rule
_END = 0.25  # of the distance between two rules
_DRAWN, _DRAWN_AT_END, _DRAWN_THROUGH_TEXT = 0.5, 0.15, 0.75
_WORN, _WORN_THROUGH_TEXT = 0.2, 0.65
_HIDDEN = 0.3


@dataclass(frozen=True)
class Ridges:
    """The level ridges of a page, those clear of text with their gaps closed, where that is, and the midst of text."""

    seen: _Mask
    drawn: _Mask
    known: _Mask
    within: _Mask
    text_height: float

    def long(self, length: float) -> list[Segment]:
        """Return the lines that are drawn for so many heights of text."""
        size = round(length * self.text_height)
        wide = cv2.dilate(self.drawn.astype(np.uint8), np.ones((3, 1), np.uint8))
        known = cv2.blur(self.known.astype(np.float32), (size, 1))
        filled = (cv2.blur(wide.astype(np.float32), (size, 1)) > _FILLED * known) & (known > _KNOWN)
        reach = np.ones((1, round(2 * (1 - _FILLED) * size)), np.uint8)  # from the last place so filled to its end
        ends = cv2.dilate(filled.astype(np.uint8), reach) & wide
        whole = cv2.morphologyEx(ends, cv2.MORPH_CLOSE, np.ones((1, size), np.uint8))
        count, _, boxes, middles = cv2.connectedComponentsWithStats(whole)
        found = [(float(middles[at][1]), *map(float, boxes[at][[0, 2]])) for at in range(1, count)]
        return [Segment(at, start, start + width) for at, start, width in found if width > size * _FILLED]

    def is_drawn(self, at: float, start: float, end: float, worn: bool = False) -> bool:
        """Whether there is a rule from start to end, also near both of them; through text it must be whole.

        `worn` asks for what may be left of one.
        """
        wave = max(2, round(_WAVE * self.text_height))
        middle, columns = min(max(0, round(at)), len(self.seen) - 1), slice(max(0, int(start)), max(0, int(end)))
        near = slice(max(0, middle - wave), middle + wave + 1)
        seen: _Mask = np.logical_or.reduce(self.seen[near, columns], axis=0)
        drawn: _Mask = np.logical_or.reduce(self.drawn[near, columns], axis=0)
        known = self.known[middle, columns]
        edge = max(1, round(_END * len(seen)))
        least_at_end = 0.0 if worn else _DRAWN_AT_END
        for part, least in (
            (slice(None), _WORN if worn else _DRAWN),
            (slice(None, edge), least_at_end),
            (slice(-edge, None), least_at_end),
        ):
            is_known, ridge = known[part], drawn[part]
            share = ridge[is_known].mean() if is_known.mean() > _KNOWN else seen[part].mean()
            if share < least:
                return False
        through_text = _WORN_THROUGH_TEXT if worn else _DRAWN_THROUGH_TEXT
        return not self.is_in_text(at, start, end) or bool(seen.mean() > through_text)

    def is_in_text(self, at: float, start: float, end: float) -> bool:
        """Whether much of what lies from start to end is the midst of found text."""
        row = self.within[min(max(0, round(at)), len(self.within) - 1)]
        return bool(row[max(0, int(start)) : max(0, int(end))].mean() >= _HIDDEN)


@dataclass(frozen=True)
class RulingLines:
    """What is ruled on a page."""

    level: Ridges
    plumb: Ridges  # the page mirrored, so that down is across
    text_height: float

    def across(self) -> list[Segment]:
        """Long level lines."""
        return self.level.long(_LONG_ACROSS)

    def down(self) -> list[Segment]:
        """Long plumb lines."""
        return self.plumb.long(_LONG_DOWN)


def find_ruling_lines(grey: Grey, text: Quads, text_height: float) -> RulingLines:
    """Find the rules of a straight page on which text was found."""
    ink, known, within = cv2.subtract(255, grey), np.ones(grey.shape, bool), np.zeros(grey.shape, bool)
    for quad in text:
        known[_inside(quad, _MARGIN * text_height)] = False
        within[_inside(quad, _WITHIN * text_height)] = True
    level = _ridges(ink, known, within, text_height)
    upright = _ridges(_mirrored(ink), _mirrored(known), _mirrored(within), text_height)
    return RulingLines(level, upright, text_height)


def _speckled(seen: Grey, known: _Mask, text_height: float) -> _Mask:
    """Where dirt lies: short ridges all around that belong to no text."""
    clear = known.astype(np.uint8)
    short = cv2.subtract(seen, cv2.morphologyEx(seen, cv2.MORPH_OPEN, np.ones((1, 2 * _ALONG), np.uint8))) & clear
    around = (round(_SPECKLED_SIDE * text_height),) * 2
    return np.asarray(
        cv2.blur(short.astype(np.float32), around) > _SPECKLED * cv2.blur(clear.astype(np.float32), around)
    )


def _inside(quad: Quads, margin: float) -> tuple[slice, slice]:
    """Return the rows and columns of the box round four corners, without a margin."""
    (left, top), (right, bottom) = (quad.min(axis=0) + margin).clip(0), (quad.max(axis=0) - margin).clip(0)
    return slice(round(float(top)), round(float(bottom))), slice(round(float(left)), round(float(right)))


def _mirrored(plane: NDArray[_Dot]) -> NDArray[_Dot]:
    return np.ascontiguousarray(plane.T)


def _ridges(ink: Grey, known: _Mask, within: _Mask, text_height: float) -> Ridges:
    dark = cv2.blur(ink, (_ALONG, 1))
    aside = max(3, round(_ASIDE * text_height))
    above, below = np.zeros_like(dark), np.zeros_like(dark)
    above[aside:], below[:-aside] = dark[:-aside], dark[aside:]
    seen = (cv2.subtract(dark, cv2.max(above, below)) > _STEP).astype(np.uint8)
    known = known & ~_speckled(seen, known, text_height)
    gap = np.ones((1, round(_GAP * text_height)), np.uint8)
    drawn = cv2.morphologyEx(seen & known.astype(np.uint8), cv2.MORPH_CLOSE, gap)
    return Ridges(seen > 0, drawn > 0, known, within, text_height)
