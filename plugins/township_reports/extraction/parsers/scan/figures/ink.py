"""What is inked in one cell of a straight page, measured without recognising it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from township_reports.extraction.page_layout.ruling import Box
from township_reports.extraction.parsers.scan.ocr import Grey

_CLEAR = 0.12  # of a text's height: rules are not that thick, and paper is not bent that far
_FAINT = 195  # of 255; paper is brighter
_SPECK, _MINUS = 0.22, 0.1  # of a text's height
_SMALLEST = 3  # pixels
_HAIR, _RULE = 0.07, 0.16  # of a text's height; the strokes of digits are thicker than the one
_BROKEN_OFF = 0.05  # of a text's height, from a character to a small part of it; what is further off is dust
_FOOT, _BEFORE = 0.25, 0.6  # of the height of digits, from their foot to that of a point, from a point to them
_WHOLE = 0.8  # of a cell's side
_ABOVE = 0.5  # of the narrower of two blobs, to be parts of one character
_AROUND = (0.35, 0.2)  # of a text's height, the paper left and right, above and below


@dataclass(frozen=True, slots=True)
class Blob:
    """A connected piece of ink, or pieces one above the other, in pixels of its cell."""

    left: int
    top: int
    right: int
    bottom: int
    at_edge: bool = False

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    def sides(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the rows and the columns it reaches over."""
        return (self.top, self.bottom), (self.left, self.right)

    def joined(self, other: Blob) -> Blob:
        """Both as one."""
        return Blob(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.at_edge or other.at_edge,
        )


@dataclass(frozen=True)
class Ink:
    """The ink of a cell: `blobs` that may be characters and `specks` that may not, each from left to right.

    `clean` is the cell without specks, but for those that may be points in a number.
    """

    grey: Grey
    clean: Grey
    blobs: tuple[Blob, ...]
    noise: tuple[Blob, ...]
    text_height: float

    def picture(self, margin: float = 1.0) -> Grey:
        """Return the part round the blobs, as dark as can be, on a margin of white so many times as broad as usual."""
        whole = self.whole()
        rows, columns = (slice(max(0, start - _SMALLEST), end + _SMALLEST) for start, end in whole.sides())
        cut = self.clean[rows, columns]
        contrast = cv2.normalize(cut, np.empty_like(cut), 0, 255, cv2.NORM_MINMAX)
        aside, above = (round(margin * share * self.text_height) for share in _AROUND)
        return np.asarray(cv2.copyMakeBorder(contrast, above, above, aside, aside, cv2.BORDER_CONSTANT, value=255))

    def dark(self) -> NDArray[np.float64]:
        """How dark each pixel of the blobs is; paper is 0."""
        rows, columns = (slice(*side) for side in self.whole().sides())
        cut = self.grey[rows, columns]
        return np.where(cut < _FAINT, 255.0 - cut, 0.0)

    def has_point_before(self) -> bool:
        """Whether a speck may be a point before the first character, such as that of .5."""
        return any(speck.left < self.blobs[0].left and _may_be_point(speck, self.blobs) for speck in self.noise)

    def whole(self) -> Blob:
        """Around all blobs."""
        found = self.blobs[0]
        for blob in self.blobs[1:]:
            found = found.joined(blob)
        return found


def measure_ink(grey: Grey, box: Box, text_height: float) -> Ink:
    """Measure the ink between the rules of a cell, whose box is in pixels."""
    clear = max(_SMALLEST, round(_CLEAR * text_height))
    left, top, right, bottom = (round(side) for side in box)
    inside = np.ascontiguousarray(grey[max(0, top) + clear : bottom - clear, max(0, left) + clear : right - clear])
    if min(inside.shape) < _SMALLEST:
        return Ink(inside, inside, (), (), text_height)
    dark = (cv2.medianBlur(inside, 3) < _FAINT).astype(np.uint8)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(dark)
    pieces = [_blob(boxes[number], inside.shape) for number in range(1, count)]
    found = _stacked([blob for blob in pieces if not _is_rule(blob, inside.shape, text_height)], text_height)
    specks = tuple(blob for blob in found if _is_speck(blob, text_height))
    blobs = tuple(blob for blob in found if blob not in specks)
    dust = [speck for speck in specks if not _may_be_point(speck, blobs)]
    return Ink(inside, _without(dust, inside, dark), blobs, specks, text_height)


def _without(specks: Sequence[Blob], grey: Grey, dark: Grey) -> Grey:
    """Return a cell with paper in the place of specks and of the grey around them, but for what else is dark."""
    gone = np.zeros_like(dark)
    for speck in specks:
        rows, columns = (slice(*side) for side in speck.sides())
        gone[rows, columns] = dark[rows, columns]
    kept = cv2.dilate(cv2.subtract(dark, gone), np.ones((3, 3), np.uint8))
    halo = cv2.dilate(gone, np.ones((2 * _SMALLEST + 1,) * 2, np.uint8))
    return np.where((halo > 0) & (kept == 0), np.uint8(255), grey)


def _may_be_point(speck: Blob, blobs: Sequence[Blob]) -> bool:
    """Whether a speck stands at the foot of characters, between two of them or just before the first."""
    if not blobs:
        return False
    foot, height = max(blob.bottom for blob in blobs), max(blob.height for blob in blobs)
    beside = blobs[0].left - _BEFORE * height < speck.left and speck.right <= blobs[-1].left + _SMALLEST
    return beside and abs(speck.bottom - foot) < _FOOT * height


def _blob(box: NDArray[np.int32], shape: tuple[int, ...]) -> Blob:
    left, top, width, height = map(int, box[:4])
    at_edge = left == 0 or top == 0 or left + width == shape[1] or top + height == shape[0]
    return Blob(left, top, left + width, top + height, at_edge)


def _is_rule(blob: Blob, shape: tuple[int, ...], text_height: float) -> bool:
    """Whether a blob is what is left of a rule along the edge: thinner than any stroke, or thin and long or a stub."""
    height, width = shape
    near = _HAIR * text_height
    upright = blob.left <= near or blob.right >= width - near
    level = blob.top <= near or blob.bottom >= height - near
    thickness = min(blob.width if upright else height, blob.height if level else width)
    length = max(blob.height / height if upright else 0, blob.width / width if level else 0)
    if not (upright or level) or thickness > _RULE * text_height:
        return False
    stub = max(blob.width, blob.height) <= 2 * _CLEAR * text_height
    return thickness <= near or length > _WHOLE or stub or (upright and blob.height > text_height)


def _is_speck(blob: Blob, text_height: float) -> bool:
    """Whether a blob is dust, or the point in a number; a minus is as small, but flat."""
    flat = blob.width > max(_MINUS * text_height, 1.5 * blob.height)
    return max(blob.width, blob.height) < _SPECK * text_height and not flat


def _stacked(pieces: Sequence[Blob], text_height: float) -> list[Blob]:
    """Pieces one above the other as one blob; specks above or below the line of larger ones are no parts of them."""
    larger = [piece for piece in pieces if not _is_speck(piece, text_height)]
    near = _BROKEN_OFF * text_height
    top = min((piece.top for piece in larger), default=0) - near
    bottom = max((piece.bottom for piece in larger), default=0) + near
    beyond = [piece for piece in pieces if larger and (piece.bottom <= top or piece.top >= bottom)]
    return [*_joined([piece for piece in pieces if piece not in beyond]), *beyond]


def _joined(pieces: Sequence[Blob]) -> list[Blob]:
    found: list[Blob] = []
    for piece in sorted(pieces, key=lambda piece: (piece.left, piece.top)):
        if found and found[-1].right - piece.left > _ABOVE * min(piece.width, found[-1].width):
            found[-1] = found[-1].joined(piece)
        else:
            found.append(piece)
    return found
