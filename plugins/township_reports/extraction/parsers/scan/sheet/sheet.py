"""A picture of a page laid straight: evenly lit, upright, ruled lines level, text of one size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from township_reports.extraction.page_layout.ruling import Box
from township_reports.extraction.parsers.scan.ocr import Grey, Quads, find_text, recognize_text
from township_reports.extraction.parsers.scan.sheet.deskew import Matrix, find_straightening
from township_reports.extraction.parsers.scan.sheet.image import Picture

_FIND_SIDE = 1400  # pixels of the longer side; text is found as well as in more, in a third of the time
_SMALLEST_TEXT, _LARGEST_TEXT = 31.0, 65.0  # pixels of a found line; 9 points have 33 at 200 dots an inch
_ENLARGED, _REDUCED = 38.0, 45.0
_USUAL_TEXT, _TEXT_POINTS = 38.0, 12.0
_MOST_ENLARGED = 3.0
_MOST_PIXELS = 24_000_000
_LIGHT_STEP = 8  # pixels; light changes slowly over a page
_LIGHT_REACH = 13  # steps; ink is never as broad
_DARKEST_PAPER = 0.6  # of the page's; darker is no paper
_ASKED_BOTH_WAYS, _ASKED = 4, 10  # lines of text, and heights of it from the left; more tell nothing new


@dataclass(frozen=True)
class PageSheet:
    """A straight page: `grey` on white paper without what is red, `colour` how far a pixel is from grey, found text.

    `to_picture` takes a pixel of the sheet to one of the picture it was made of. The measure of a sheet is the height
    of its text: 12 points are that high.
    """

    grey: Grey
    colour: Grey
    text: Quads
    to_picture: Matrix

    @cached_property
    def text_height(self) -> float:
        """The height of a line of found text, in pixels."""
        return _text_height(self.text)

    @property
    def scale(self) -> float:
        """Points a pixel."""
        return _TEXT_POINTS / self.text_height

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.grey.shape
        return width * self.scale, height * self.scale

    def found(self) -> list[Box]:
        """Return the boxes of found text, in points."""
        corners = self.text * self.scale
        return [(*quad.min(axis=0).tolist(), *quad.max(axis=0).tolist()) for quad in corners]

    def in_pixels(self, box: Box) -> tuple[int, int, int, int]:
        """Return a box in points as rows and columns of pixels."""
        left, top, right, bottom = (max(0, round(side / self.scale)) for side in box)
        return left, top, right, bottom


def straighten(picture: Picture) -> PageSheet:
    """Return the sheet of a picture, whichever way the page lay."""
    grey, colour = _evenly_lit(picture)
    turns, text = _upright(grey)
    grey, colour = _turned(grey, turns), _turned(colour, turns)
    lens = _fitted(find_straightening(grey, text), grey, text)
    size = _size(lens, grey)
    return PageSheet(
        cv2.warpPerspective(grey, lens, size, flags=cv2.INTER_CUBIC, borderValue=255),
        cv2.warpPerspective(colour, lens, size, flags=cv2.INTER_LINEAR, borderValue=0),
        cv2.perspectiveTransform(text, lens) if len(text) else text,
        _unturning(turns, picture) @ np.linalg.inv(lens),
    )


def _evenly_lit(picture: Picture) -> tuple[Grey, Grey]:
    """Return a page in red light, in which stamps vanish, and how much its colours differ, both without shadows."""
    planes = [_lit(plane) for plane in cv2.split(picture)]
    brightest, darkest = cv2.max(cv2.max(*planes[:2]), planes[2]), cv2.min(cv2.min(*planes[:2]), planes[2])
    return planes[0], cv2.subtract(brightest, darkest)


def _lit(plane: Grey) -> Grey:
    height, width = plane.shape
    small = cv2.resize(plane, (width // _LIGHT_STEP + 1, height // _LIGHT_STEP + 1), interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_LIGHT_REACH, _LIGHT_REACH), np.uint8))
    paper = cv2.max(paper, int(_DARKEST_PAPER * np.median(paper)))
    light = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 5), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(plane, light, scale=255))


def _upright(grey: Grey) -> tuple[int, Quads]:
    """How many quarter turns to the left set a page upright, and where text then stands."""
    turns, text = 0, _found(grey)
    if _lies_on_its_side(text):
        turns, text = 1, _found(_turned(grey, 1))
    turned = _turned(grey, turns)
    if _is_upside_down(turned, text):
        height, width = turned.shape
        text = (np.array([width, height], np.float32) - text)[:, [2, 3, 0, 1]]
        turns += 2
    return turns, text


def _found(grey: Grey) -> Quads:
    scale = min(1.0, _FIND_SIDE / max(grey.shape))
    found = find_text(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return np.asarray(found / scale, np.float32)


def _lies_on_its_side(text: Quads) -> bool:
    """Whether most lines of text run up or down."""
    widths, heights = np.linalg.norm(text[:, 1] - text[:, 0], axis=1), np.linalg.norm(text[:, 3] - text[:, 0], axis=1)
    return bool(heights[heights > 2 * widths].sum() > widths[widths > 2 * heights].sum())


def _is_upside_down(grey: Grey, text: Quads) -> bool:
    """Whether the longest lines can be read better the other way round."""
    longest = text[np.argsort(text[:, 0, 0] - text[:, 1, 0], kind="stable")[:_ASKED_BOTH_WAYS]]
    cut = (crop(grey, quad) for quad in longest)
    lines = [np.ascontiguousarray(line[:, : _ASKED * len(line)]) for line in cut if line.size]
    upright = recognize_text(lines)
    turned = recognize_text([_turned(line, 2) for line in lines])
    return sum(one.average for one in turned) > sum(one.average for one in upright)


def crop(grey: Grey, quad: Quads) -> Grey:
    """Crop the part of a page inside the box round four corners."""
    left, top = np.floor(quad.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(quad.max(axis=0)).astype(int)
    return np.ascontiguousarray(grey[top:bottom, left:right])


def _turned(plane: Grey, turns: int) -> Grey:
    return np.ascontiguousarray(np.rot90(plane, turns))


def _unturning(turns: int, picture: Picture) -> Matrix:
    """From pixels of the turned picture to those of the picture."""
    height, width = picture.shape[:2]
    quarter = np.array([[0, -1, width - 1], [1, 0, 0], [0, 0, 1]])
    half = np.array([[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]])
    three = np.array([[0, 1, 0], [-1, 0, height - 1], [0, 0, 1]])
    return np.asarray((np.eye(3), quarter, half, three)[turns % 4], float)


def _fitted(lens: Matrix, grey: Grey, text: Quads) -> Matrix:
    """Return a homography scaled so that text has a size that is read well, and moved so that the page begins at 0.

    0.
    """
    height, scale = _text_height(text), 1.0
    if height < _SMALLEST_TEXT:
        scale = min(_ENLARGED / height, _MOST_ENLARGED)
    elif height > _LARGEST_TEXT:
        scale = _REDUCED / height
    scaled = np.diag([scale, scale, 1.0]) @ lens
    (left, top), (right, bottom) = _reach(scaled, grey)
    shrunk = min(1.0, (_MOST_PIXELS / ((right - left) * (bottom - top))) ** 0.5)
    return np.asarray(np.diag([shrunk, shrunk, 1.0]) @ np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]]) @ scaled)


def _text_height(text: Quads) -> float:
    return float(np.median(np.linalg.norm(text[:, 3] - text[:, 0], axis=1))) if len(text) else _USUAL_TEXT


def _size(lens: Matrix, grey: Grey) -> tuple[int, int]:
    _, (right, bottom) = _reach(lens, grey)
    return int(np.ceil(right)), int(np.ceil(bottom))


def _reach(lens: Matrix, grey: Grey) -> Matrix:
    """Return the smallest and the largest x and y of a page's corners."""
    height, width = grey.shape
    corners = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], float)
    moved = cv2.perspectiveTransform(corners, lens)[0]
    return np.array([moved.min(axis=0), moved.max(axis=0)])
