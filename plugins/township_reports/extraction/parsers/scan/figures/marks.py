"""Recognises marks for none by their shape: a dash and a slash, which are easily taken for 一 and for 1.

A slash by hand may be a 1 by hand; printed ones are all alike, so that a page must have several to be believed, or
a 1 of its own type that looks otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from township_reports.extraction.parsers.scan.figures.ink import Ink
from township_reports.extraction.parsers.scan.ocr import LEAST_CONFIDENCE, Reading

DASH, SLASH = "—", "/"
DASHES = "-—–一"
_TAKEN_FOR = {DASH: (*DASHES, "_"), SLASH: ("/", "1", "l", "I", "|", "丿")}
_DUST = ".,·、，。"  # what it is taken for beside a mark
_FEWEST_READINGS = 2  # of a dash
_SEVERAL = 3  # on a page
_ALIKE = 0.05  # of its height, the lean of one from that of others
_LEANING = 0.25
_SAME_LENGTH = 0.15  # of the usual length of dashes
_FLAT, _LONG = 0.3, 2.0  # of the height of digits, and times its height
_STRAIGHT, _THIN = 0.06, 0.35  # of its height, how far a stroke may be bent, and how broad a row of it
_SHORTEST, _TALLEST = 0.8, 1.6  # of the height of digits


class NoneMark(NamedTuple):
    """What ink has the shape of; `certain` if the page shows that it can be nothing else."""

    text: str
    certain: bool


NO_MARK = NoneMark("", False)


def find_none_marks(inks: Sequence[Ink], digit_height: float, is_no_1: Callable[[Ink], bool]) -> Iterator[NoneMark]:
    """Find the mark that each ink on a page has the shape of.

    `is_no_1` tells ink that differs from the page's own type.
    """
    leans = [_lean(ink, digit_height) for ink in inks]
    slashes = _alike([lean if lean > _LEANING else 0.0 for lean in leans], _ALIKE)
    lengths = [ink.whole().width if is_dash(ink, digit_height) else 0.0 for ink in inks]
    dashes = _alike(lengths, _SAME_LENGTH * median(filter(None, lengths)) if any(lengths) else 0.0)
    for ink, lean, length, slash, dash in zip(inks, leans, lengths, slashes, dashes, strict=True):
        if slash >= _SEVERAL or (lean > _LEANING and is_no_1(ink)):
            yield NoneMark(SLASH, True)
        else:
            yield NoneMark(DASH, dash >= _SEVERAL) if length else NO_MARK


def _alike(measures: Sequence[float], apart: float) -> list[int]:
    """With how many others each measure lies beside the usual one, itself counted; 0 is no measure."""
    usual = median(filter(None, measures)) if any(measures) else 0.0
    near = [bool(measure) and abs(measure - usual) <= apart for measure in measures]
    return [sum(near) * one for one in near]


def may_be_none_mark(mark: NoneMark, readings: Sequence[Reading]) -> bool:
    """Whether readings of a mark are what it is taken for; of one whose shape is not certain one at least certainly."""
    texts = [reading.text for reading in readings if reading.text]
    if not mark.text or not all(_may_be_taken(text, mark) for text in texts):
        return False
    sure = max(reading.confidence for reading in readings) >= LEAST_CONFIDENCE
    return mark.certain or (len(texts) >= _FEWEST_READINGS and sure)


def _may_be_taken(text: str, mark: NoneMark) -> bool:
    text = text.strip(_DUST)
    return text in _TAKEN_FOR[mark.text] or (mark.certain and not any(map(str.isdigit, text)))


def is_dash(ink: Ink, digit_height: float) -> bool:
    """Whether ink is one flat stroke."""
    whole = ink.whole()
    return len(ink.blobs) == 1 and whole.width > _LONG * whole.height and whole.height < _FLAT * digit_height


def _lean(ink: Ink, digit_height: float) -> float:
    """How far the top of a straight stroke stands right of its foot, as a share of its height; 0 if it is none."""
    height = ink.whole().height
    if len(ink.blobs) != 1 or not _SHORTEST * digit_height < height < _TALLEST * digit_height:
        return 0.0
    dark = ink.dark()
    rows = np.arange(height)
    middles = (dark * np.arange(dark.shape[1])).sum(1) / np.maximum(dark.sum(1), 1.0)
    slope, start = np.polyfit(rows, middles, 1)
    bent = np.abs(middles - (slope * rows + start)).max()
    broad = (dark > 0).sum(1).max()
    return float(-slope) if bent < _STRAIGHT * height and broad < _THIN * height else 0.0
