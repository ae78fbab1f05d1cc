"""What is inked in one cell of a straight page, measured without recognising it. Judges no text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from township_reports.reading.formats.ruling import Box
from township_reports.reading.formats.scan_text import Grey

_Mask = NDArray[np.bool_]

_CLEAR = 0.12  # of a text's height: rules are not that thick, and paper is not bent that far
_FAINT = 195  # of 255; paper is brighter
_SPECK = 0.22  # of a text's height: dust, or the point in a number
_SMALLEST = 3  # pixels
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
    """The ink of a cell: `blobs` that may be characters and `specks` that may not, each from left to right."""

    grey: Grey
    mask: _Mask
    blobs: tuple[Blob, ...]
    specks: tuple[Blob, ...]
    text_height: float

    def picture(self) -> Grey:
        """The blobs and specks in black on a margin of white."""
        whole = self.whole()
        grey = np.where(cv2.dilate(self.mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0, self.grey, 255)
        cut = grey[whole.top : whole.bottom, whole.left : whole.right].astype(np.uint8)
        aside, above = (round(share * self.text_height) for share in _AROUND)
        contrast = cv2.normalize(cut, np.empty_like(cut), 0, 255, cv2.NORM_MINMAX)
        return np.asarray(cv2.copyMakeBorder(contrast, above, above, aside, aside, cv2.BORDER_CONSTANT, value=255))

    def whole(self) -> Blob:
        """Around all blobs."""
        found = self.blobs[0]
        for blob in self.blobs[1:]:
            found = found.joined(blob)
        return found


def ink_in(grey: Grey, box: Box, text_height: float) -> Ink:
    """The ink between the rules of a cell, whose box is in pixels."""
    clear = max(_SMALLEST, round(_CLEAR * text_height))
    left, top, right, bottom = (round(side) for side in box)
    inside = np.ascontiguousarray(grey[max(0, top) + clear : bottom - clear, max(0, left) + clear : right - clear])
    if min(inside.shape) < _SMALLEST:
        return Ink(inside, np.zeros(inside.shape, bool), (), (), text_height)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats((cv2.medianBlur(inside, 3) < _FAINT).astype(np.uint8))
    pieces = {number: _blob(boxes[number], inside.shape) for number in range(1, count)}
    kept = {number: blob for number, blob in pieces.items() if not _is_rule(blob, inside.shape, clear)}
    specks = [blob for blob in kept.values() if max(blob.width, blob.height) < _SPECK * text_height]
    blobs = [blob for blob in kept.values() if blob not in specks]
    return Ink(inside, np.isin(labels, list(kept)), tuple(_stacked(blobs)), tuple(sorted(specks, key=_from_left)), text_height)


def _blob(box: NDArray[np.int32], shape: tuple[int, ...]) -> Blob:
    left, top, width, height = map(int, box[:4])
    at_edge = left == 0 or top == 0 or left + width == shape[1] or top + height == shape[0]
    return Blob(left, top, left + width, top + height, at_edge)


def _is_rule(blob: Blob, shape: tuple[int, ...], clear: int) -> bool:
    """Whether a blob is what is left of a rule: thin, and along the edge."""
    height, width = shape
    upright = blob.width <= clear and (blob.left == 0 or blob.right == width)
    level = blob.height <= clear and (blob.top == 0 or blob.bottom == height)
    return upright or level


def _from_left(blob: Blob) -> tuple[int, int]:
    return blob.left, blob.top


def _stacked(blobs: list[Blob]) -> Iterator[Blob]:
    """Pieces one above the other as one blob."""
    found: list[Blob] = []
    for blob in sorted(blobs, key=_from_left):
        if found and found[-1].right - blob.left > _ABOVE * min(blob.width, found[-1].width):
            found[-1] = found[-1].joined(blob)
        else:
            found.append(blob)
    yield from found
