"""How the digits of one page look: printed in one type, a digit is the same picture each time.

What was recognised without certainty is borne out when each of its digits looks as the certain ones of the page do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from township_reports.extraction.parsers.scan.figures.glyphs import split_digits
from township_reports.extraction.parsers.scan.figures.ink import Blob, Ink

_Look = NDArray[np.float32]

_HEIGHT, _MARGIN = 20, 4  # pixels of a digit as it is compared, and of the paper around it
_BLUR = 1.0
_FEWEST = 4  # certain ones of a digit that tell how it looks
_ALIKE, _UNLIKE = 0.95, 0.03  # least likeness to its own digit, and how much less to any other
_PRINTED, _STAINED = 0.9, 0.1  # least likeness of certain ones to how they all look, and the share that dust may spoil
_OTHER = 0.85  # likeness of what is another character


class PageTypeface:
    """The looks of the digits of a page."""

    def __init__(self, certain: Iterable[tuple[str, Ink]], digit_height: float) -> None:
        """From figures that are certain and their ink."""
        self._height = digit_height
        looks: dict[str, list[_Look]] = {}
        for text, ink in certain:
            for digit, look in zip(text, self._looks(text, ink), strict=False):
                looks.setdefault(digit, []).append(look)
        self._usual = {digit: usual for digit, found in looks.items() if (usual := _usual(found)) is not None}

    def supports(self, text: str, ink: Ink) -> bool:
        """Whether ink looks as the digits of a figure do on this page, and as no others."""
        looks = self._looks(text, ink)
        return bool(looks) and all(_is(digit, look, self._usual) for digit, look in zip(text, looks, strict=True))

    def contradicts(self, digit: str, ink: Ink) -> bool:
        """Whether it is known how a digit looks on this page, and ink looks otherwise."""
        looks = self._looks(digit, ink)
        return bool(looks) and digit in self._usual and _likeness(looks[0], self._usual[digit]) < _OTHER

    def _looks(self, text: str, ink: Ink) -> Sequence[_Look]:
        """Of each digit of a figure, if it is nothing but digits that stand apart."""
        blobs = split_digits(ink, self._height)
        return [self._look(blob, ink) for blob in blobs] if text.isdecimal() and len(blobs) == len(text) else []

    def _look(self, blob: Blob, ink: Ink) -> _Look:
        scale, size = _HEIGHT / self._height, _HEIGHT + 2 * _MARGIN
        dark = 255 - ink.clean[blob.top : blob.bottom, blob.left : blob.right]
        lens = np.array(
            [[scale, 0, (size - scale * blob.width) / 2], [0, scale, (size - scale * blob.height) / 2]], np.float32
        )
        drawn = cv2.warpAffine(dark, lens, (size, size), flags=cv2.INTER_LINEAR, borderValue=0)
        return _normal(cv2.GaussianBlur(drawn.astype(np.float32), (0, 0), _BLUR))


def _normal(look: _Look) -> _Look:
    """Return a picture without its brightness and contrast, so that the product of two is their correlation."""
    apart = look - look.mean()
    return np.asarray(apart / max(float(np.linalg.norm(apart)), 1e-6), np.float32)


def _usual(looks: Sequence[_Look]) -> _Look | None:
    """How a digit looks if all of several look alike, as in print; a hand never writes so."""
    usual = _normal(np.mean(looks, axis=0))
    likeness = [_likeness(look, usual) for look in looks]
    return usual if len(looks) >= _FEWEST and np.quantile(likeness, _STAINED) >= _PRINTED else None


def _likeness(one: _Look, other: _Look) -> float:
    return float((one * other).sum())


def _is(digit: str, look: _Look, usual: Mapping[str, _Look]) -> bool:
    likeness = {other: _likeness(look, known) for other, known in usual.items()}
    own = likeness.pop(digit, 0.0)
    return own >= _ALIKE and own - max(likeness.values(), default=0.0) >= _UNLIKE
