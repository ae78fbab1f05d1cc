"""What is drawn on a page of a PDF: characters, ruled lines, pictures, drawings, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTItem, LTLine, LTRect
from pdfplumber.page import Page

from township_reports.extraction.page_layout.ruling import Box, Segment

_THIN = 3.0  # points; a filled rectangle this thin is a line
_TWICE = 1.5  # the same character drawn again this near only makes it bold
_WHITE = 0.99
_BENDS = ("c", "v", "y")  # the operators of a path, by ISO 32000-1, 8.5.2
_LEANING = 0.1


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box; `turn` tells text that runs down (1) or up (-1) the page, None a slanted one.

    `confidence` (0 to 1) is how sure its recognition was; None where it is printed.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    turn: int | None = 0
    confidence: float | None = None

    @property
    def x(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle from top to bottom."""
        return (self.top + self.bottom) / 2


class Note(NamedTuple):
    """A field or note on a page, and whether what it says is among the characters of the page."""

    box: Box
    is_read: bool


@dataclass(frozen=True)
class PageMarks:
    """Everything on a page that reading needs, in points from its upper left corner.

    `drawings` is what is drawn and is no ruled line.
    """

    chars: tuple[Char, ...]
    horizontal: tuple[Segment, ...]
    vertical: tuple[Segment, ...]
    pictures: tuple[Box, ...]
    notes: tuple[Note, ...]
    drawings: tuple[Box, ...]
    slanted: str

    def without_watermark(self) -> PageMarks:
        """Return the marks without slanted text, which lies across tables; `slanted` keeps what it said."""
        upright = tuple(char for char in self.chars if char.turn is not None)
        slanted = "".join(char.text for char in self.chars if char.turn is None)
        return replace(self, chars=upright, slanted=slanted)


def extract_marks(page: Page) -> PageMarks:
    """Extract the marks that can be seen on a page."""
    left, top, right, bottom = page.cropbox
    drawn = list(_drawn(page.layout))
    shapes = [shape for kind in (LTLine, LTRect, LTCurve) for shape in drawn if type(shape) is kind]
    lines = [line for shape in shapes for line in _lines(shape, page)]
    seen = _once(_char(char, page) for char in drawn if isinstance(char, LTChar))
    return PageMarks(
        chars=tuple(char for char in seen if 0 <= char.x <= right - left and 0 <= char.y <= bottom - top),
        horizontal=tuple(Segment(y - top, x0 - left, x1 - left) for x0, y, x1, y1 in lines if x1 - x0 > y1 - y),
        vertical=tuple(Segment(x - left, y0 - top, y1 - top) for x, y0, x1, y1 in lines if x1 - x <= y1 - y0),
        pictures=tuple(crop_box(_box(image, page), page) for image in drawn if isinstance(image, LTImage)),
        notes=(),
        drawings=tuple(crop_box(_box(shape, page), page) for shape in shapes if _is_drawing(shape)),
        slanted="",
    ).without_watermark()


def _drawn(container: Iterable[LTItem]) -> Iterator[LTItem]:
    """Everything drawn on a page or in a figure on it, as pdfminer tells it: pdfplumber's dicts take far longer."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _drawn(item)
        else:
            yield item


def _char(char: LTChar, page: Page) -> Char:
    return Char(char.get_text(), *crop_box(_box(char, page), page), char.size, _turn(*char.matrix[:4]))


def _box(drawn: LTComponent, page: Page) -> Box:
    """Where something is drawn, from the upper left corner of the sheet."""
    left, top = page.mediabox[:2]
    return drawn.x0 + left, page.height - drawn.y1 + top, drawn.x1 + left, page.height - drawn.y0 + top


def crop_box(box: Box, page: Page) -> Box:
    """Crop a box of the sheet, from the corner of what is seen of it."""
    left, top = page.cropbox[:2]
    return box[0] - left, box[1] - top, box[2] - left, box[3] - top


def _turn(a: float, b: float, c: float, d: float) -> int | None:
    size = max(map(abs, (a, b, c, d)))
    if abs(b) <= _LEANING * size:  # c alone leans in italics
        return 0
    if max(abs(a), abs(d)) <= _LEANING * size:
        return 1 if b < 0 else -1
    return None


def _once(chars: Iterable[Char]) -> Iterator[Char]:
    """Each character once, however often it was drawn in one place."""
    near: dict[str, list[Char]] = {}
    for char in chars:
        before = near.setdefault(char.text, [])
        if not any(abs(char.left - one.left) < _TWICE and abs(char.top - one.top) < _TWICE for one in before[-20:]):
            before.append(char)
            yield char


def _lines(shape: LTCurve, page: Page) -> Iterator[Box]:
    """Return the visible straight lines of a line, rectangle or path, as boxes without thickness."""
    x0, top, x1, bottom = box = _box(shape, page)
    if _is_drawing(shape):
        return
    if isinstance(shape, LTLine) or (min(x1 - x0, bottom - top) <= _THIN and _is_seen(shape)):
        yield _middle(box)
    elif shape.stroke:
        corners = _corners(shape, page)
        for (from_x, from_y), (to_x, to_y) in pairwise(corners):
            if abs(from_x - to_x) <= 1 or abs(from_y - to_y) <= 1:
                yield min(from_x, to_x), min(from_y, to_y), max(from_x, to_x), max(from_y, to_y)


def _is_drawing(shape: LTCurve) -> bool:
    """Whether a shape that is seen is bent, or has a side that runs neither level nor upright."""
    if isinstance(shape, LTRect) or not _is_seen(shape):
        return False
    if any(step[0] in _BENDS for step in shape.original_path or ()):
        return True
    if min(shape.width, shape.height) <= _THIN:
        return False
    sides = pairwise(shape.pts)
    return any(min(abs(from_x - to_x), abs(from_y - to_y)) > 1 for (from_x, from_y), (to_x, to_y) in sides)


def _corners(shape: LTCurve, page: Page) -> list[tuple[float, float]]:
    x0, top, x1, bottom = _box(shape, page)
    if isinstance(shape, LTRect):
        return [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
    return [page.point2coord(point) for point in shape.pts]


def _middle(box: Box) -> Box:
    x0, top, x1, bottom = box
    if x1 - x0 > bottom - top:
        return x0, (top + bottom) / 2, x1, (top + bottom) / 2
    return (x0 + x1) / 2, top, (x0 + x1) / 2, bottom


def _is_seen(shape: LTCurve) -> bool:
    """White shapes hide what is under them, they are no lines."""
    colour = shape.stroking_color if shape.stroke else shape.non_stroking_color
    parts = colour if isinstance(colour, tuple) else ()
    return not (len(parts) in (1, 3) and all(isinstance(part, float | int) and part >= _WHITE for part in parts))
