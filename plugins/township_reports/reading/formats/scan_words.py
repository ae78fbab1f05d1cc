"""The text on a straight page as characters with their places: found, cut where rules part it, recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from township_reports.reading.formats.pdf_marks import Char
from township_reports.reading.formats.ruling import Box, RuledTable
from township_reports.reading.formats.scan_sheet import Sheet
from township_reports.reading.formats.scan_text import Grey, Reading, recognise

_TALL = 1.5  # times its width; characters one below the other
_OVER = 0.35  # of a text's height that it must reach into a cell to stand in it
_CLEAR = 0.07  # of a text's height, the thickness of a rule
_GLYPH, _PADDING = 0.75, 0.2  # of the height of found text: a character, and the most that is white around it
_INK = 110  # levels below white
_SQUARE = 1.25  # times its width, the height of a character
_APART = 0.15


@dataclass(frozen=True)
class _Part:
    """A piece of found text in one cell: its box in pixels, and the strips in which it is recognised."""

    box: Box
    upright: bool


def read_words(sheet: Sheet, tables: Sequence[RuledTable], scale: float) -> tuple[Char, ...]:
    """All characters of a page, in points; `scale` of them make a pixel."""
    in_pixels = [[_scaled(cell.box, 1 / scale) for cell in table.cells] for table in tables]
    parts = [part for quad in sheet.text for part in _parts(_around(quad), in_pixels)]
    strips = [_cut(sheet.grey, part) for part in parts]
    kept = [(part, strip) for part, strip in zip(parts, strips, strict=True) if min(strip.shape) > 1]
    readings = recognise([strip for _, strip in kept])
    return tuple(
        char for (part, _), reading in zip(kept, readings, strict=True) for char in _characters(part, reading, scale)
    )


def _around(quad: np.ndarray) -> Box:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = box
    return left * scale, top * scale, right * scale, bottom * scale


def _parts(box: Box, tables: Sequence[Sequence[Box]]) -> Iterator[_Part]:
    """A found text as it stands in the cells it reaches into; outside of tables whole."""
    left, top, right, bottom = box
    height, middle = bottom - top, (top + bottom) / 2
    tall = height > _TALL * (right - left)
    size = right - left if tall else height
    cells = [
        cell
        for table in tables
        for cell in table
        if cell[1] <= middle <= cell[3]
        and min(right, cell[2]) - max(left, cell[0]) > min(_OVER * size, (cell[2] - cell[0]) / 2)
    ]
    for cell in cells:
        inside = _shrunk(cell, _CLEAR * size)
        part = max(left, inside[0]), max(top, inside[1]), min(right, inside[2]), min(bottom, inside[3])
        yield _Part(part, part[3] - part[1] > _TALL * (part[2] - part[0]) and tall)
    if not cells:
        yield _Part(box, tall)


def _cut(grey: Grey, part: _Part) -> Grey:
    left, top, right, bottom = (max(0, round(side)) for side in part.box)
    strip = np.ascontiguousarray(grey[top:bottom, left:right])
    return _laid_side_by_side(strip) if part.upright and strip.size else strip


def _laid_side_by_side(column: Grey) -> Grey:
    """Characters that stand one below the other as a line."""
    ink = (column < 255 - _INK).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], ink, [False]]).astype(np.int8)))
    tops, bottoms = edges[::2], edges[1::2]
    width = column.shape[1]
    spans: list[tuple[int, int]] = []
    for top, bottom in zip(tops.tolist(), bottoms.tolist(), strict=True):
        if spans and bottom - spans[-1][0] <= _SQUARE * _GLYPH * width:
            spans[-1] = spans[-1][0], bottom
        else:
            spans.append((top, bottom))
    glyphs = [column[max(0, top - 2) : bottom + 2] for top, bottom in spans]
    if not glyphs:
        return column
    height = max(width, *(len(glyph) for glyph in glyphs))
    return np.hstack([_in_middle(glyph, height) for glyph in glyphs])


def _in_middle(glyph: Grey, height: int) -> Grey:
    above = (height - len(glyph)) // 2
    below = height - len(glyph) - above
    return np.asarray(cv2.copyMakeBorder(glyph, above, below, 0, 0, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _characters(part: _Part, reading: Reading, scale: float) -> Iterator[Char]:
    """The characters of a text evenly spread over its box, which is larger than they are."""
    left, top, right, bottom = _scaled(part.box, scale)
    thick = right - left if part.upright else bottom - top
    left, top, right, bottom = _shrunk((left, top, right, bottom), _PADDING * thick)
    steps = np.linspace(*((top, bottom) if part.upright else (left, right)), len(reading.text) + 1)
    for char, (start, end) in zip(reading.text, pairwise(steps.tolist()), strict=True):
        first, second, third, fourth = (left, start, right, end) if part.upright else (start, top, end, bottom)
        yield Char(char, first, second, third, fourth, _GLYPH * thick, confidence=reading.confidence)


def _shrunk(box: Box, margin: float) -> Box:
    left, top, right, bottom = box
    return left + margin, top + margin, right - margin, bottom - margin
