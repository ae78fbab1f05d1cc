"""Marks for none in recognised cells: a dash and a slash, which are easily taken for 一 and for 1. Told by their shape.

A slash by hand may be a 1 by hand; printed ones are all alike, so that a page must have several to be believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from township_reports.reading.formats.scan_ink import Ink
from township_reports.reading.formats.scan_text import LEAST_CONFIDENCE, Reading

DASH, SLASH = "—", "/"
DASHES = "-—–一"
_TAKEN_FOR = {DASH: (*DASHES, "_"), SLASH: ("/", "1", "l", "I", "|", "丿")}
_FEWEST_DASHES = 2  # readings
_FEWEST_SLASHES = 3  # on a page
_ALIKE = 0.05  # of its height, the lean of one from that of others
_LEANING = 0.25
_FLAT, _LONG = 0.3, 2.0  # of the height of digits, and times its height
_STRAIGHT, _THIN = 0.06, 0.35  # of its height, how far a stroke may be bent, and how broad a row of it
_SHORTEST, _TALLEST = 0.8, 1.6  # of the height of digits


def marks(inks: Sequence[Ink], digit_height: float) -> Iterator[str]:
    """The mark that each ink on a page has the shape of, or ""."""
    leans = [_lean(ink, digit_height) for ink in inks]
    leaning = [lean for lean in leans if lean > _LEANING]
    usual = median(leaning) if leaning else 0.0
    alike = [abs(lean - usual) < _ALIKE for lean in leans]
    for ink, is_alike in zip(inks, alike, strict=True):
        if usual and is_alike and sum(alike) >= _FEWEST_SLASHES:
            yield SLASH
        else:
            yield DASH if is_dash(ink, digit_height) else ""


def may_be(mark: str, readings: Sequence[Reading]) -> bool:
    """Whether readings of a mark are what it is taken for, one of a dash certainly, some of them perhaps empty."""
    texts = [reading.text for reading in readings if reading.text]
    if not mark or not all(text in _TAKEN_FOR[mark] for text in texts):
        return False
    return mark == SLASH or (
        len(texts) >= _FEWEST_DASHES and max(reading.confidence for reading in readings) >= LEAST_CONFIDENCE
    )


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
