"""The text on a straight page as characters with their places: found, cut where rules part it, recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import cv2
import numpy as np

from township_reports.extraction.page_layout.chars import Char
from township_reports.extraction.page_layout.ruling import Box, RuledTable
from township_reports.extraction.parsers.scan.ocr import Grey, Reading, recognize_text
from township_reports.extraction.parsers.scan.sheet.noise import remove_dust
from township_reports.extraction.parsers.scan.sheet.sheet import PageSheet

_TALL = 1.5  # times its width; characters one below the other
_OVER = 0.35  # of a text's height that it must reach into a cell to stand in it
_CLEAR = 0.07  # of a text's height, the thickness of a rule
_GLYPH, _PADDING = 0.75, 0.2  # of the height of found text: a character, and the most that is white around it
_INK = 145  # of 255; ink is darker
_SQUARE = 1.25  # times its width, the height of a character


@dataclass(frozen=True)
class _Part:
    """A piece of found text in one cell, in points; `upright` characters stand one below the other."""

    box: Box
    upright: bool


def read_lines(sheet: PageSheet, tables: Sequence[RuledTable]) -> tuple[Char, ...]:
    """All characters of a page, in points."""
    clean = remove_dust(sheet.grey, sheet.text_height)
    parts = [part for box in sheet.found() for part in _parts(box, tables)]
    strips = [_strip(clean, sheet.in_pixels(part.box), part.upright) for part in parts]
    kept = [(part, strip) for part, strip in zip(parts, strips, strict=True) if min(strip.shape) > 1]
    readings = recognize_text([strip for _, strip in kept])
    return tuple(char for (part, _), reading in zip(kept, readings, strict=True) for char in _characters(part, reading))


def _parts(box: Box, tables: Sequence[RuledTable]) -> Iterator[_Part]:
    """Return a found text as it stands in the cells it reaches into; outside of tables whole."""
    left, top, right, bottom = box
    tall = bottom - top > _TALL * (right - left)
    size = min(bottom - top, right - left)
    cells = [
        cell
        for table in tables
        for cell in _passed(table, (top + bottom) / 2)
        if min(right, cell[2]) - max(left, cell[0]) > min(_OVER * size, (cell[2] - cell[0]) / 2)
    ]
    for cell in cells:
        inside = _shrunk(cell, _CLEAR * size)
        part = max(left, inside[0]), max(top, inside[1]), min(right, inside[2]), min(bottom, inside[3])
        yield _Part(part, tall and part[3] - part[1] > _TALL * (part[2] - part[0]))
    if not cells:
        yield _Part(box, tall)


def _passed(table: RuledTable, y: float) -> Iterator[Box]:
    """Return the cells that a level line passes through, as far as it does."""
    owners = [table.cell_at((left + right) / 2, y) for left, right in pairwise(table.xs)]
    for owner, columns in groupby(range(len(owners)), key=lambda column: owners[column]):
        first, *others = columns
        if owner is not None:
            _, top, _, bottom = table.cells[owner].box
            yield table.xs[first], top, table.xs[(others or [first])[-1] + 1], bottom


def _shrunk(box: Box, margin: float) -> Box:
    left, top, right, bottom = box
    return left + margin, top + margin, right - margin, bottom - margin


def _strip(grey: Grey, pixels: tuple[int, int, int, int], upright: bool) -> Grey:
    left, top, right, bottom = pixels
    strip = np.ascontiguousarray(grey[top:bottom, left:right])
    return _side_by_side(strip) if upright and strip.size else strip


def _side_by_side(column: Grey) -> Grey:
    """Characters that stand one below the other as a line."""
    ink = np.concatenate([[False], (column < _INK).any(axis=1), [False]])
    edges = np.flatnonzero(np.diff(ink.astype(np.int8))).tolist()
    spans: list[tuple[int, int]] = []
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if spans and bottom - spans[-1][0] <= _SQUARE * _GLYPH * column.shape[1]:
            spans[-1] = spans[-1][0], bottom
        else:
            spans.append((top, bottom))
    glyphs = [column[max(0, top - 2) : bottom + 2] for top, bottom in spans] or [column]
    height = max(column.shape[1], *map(len, glyphs), 1)
    return np.hstack([_in_middle(glyph, height) for glyph in glyphs])


def _in_middle(glyph: Grey, height: int) -> Grey:
    above = (height - len(glyph)) // 2
    below = height - len(glyph) - above
    return np.asarray(cv2.copyMakeBorder(glyph, above, below, 0, 0, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _characters(part: _Part, reading: Reading) -> Iterator[Char]:
    """Return the characters of a text evenly spread over its box, which is larger than they are."""
    thick = part.box[2] - part.box[0] if part.upright else part.box[3] - part.box[1]
    left, top, right, bottom = _shrunk(part.box, _PADDING * thick)
    steps = np.linspace(*((top, bottom) if part.upright else (left, right)), len(reading.text) + 1)
    for char, (start, end) in zip(reading.text, pairwise(steps.tolist()), strict=True):
        first, second, third, fourth = (left, start, right, end) if part.upright else (start, top, end, bottom)
        yield Char(char, first, second, third, fourth, _GLYPH * thick, confidence=reading.confidence)
