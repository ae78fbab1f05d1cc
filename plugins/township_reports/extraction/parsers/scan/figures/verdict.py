"""What a cell on a recognised page holds, judged from several readings of its ink and from the other cells of the page.

A figure is certain if two readings agree, both are certain, none differs and the ink fits. Where they agree without
being certain, the type of the page may bear them out: its digits look as the certain ones of the page do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from township_reports.extraction.figure_marks import COUNTERS, MONEY_UNITS, NONE
from township_reports.extraction.page_layout.fragments import FragmentCell
from township_reports.extraction.parsers.scan.figures.glyphs import matches_ink
from township_reports.extraction.parsers.scan.figures.ink import Ink
from township_reports.extraction.parsers.scan.figures.marks import DASHES, NoneMark, find_none_marks, may_be_none_mark
from township_reports.extraction.parsers.scan.figures.typeface import PageTypeface
from township_reports.extraction.parsers.scan.ocr import LEAST_CONFIDENCE, Reading, recognize_text

_FIGURE = re.compile(rf"[+-]?\d[\d,]*(\.\d+)?({'|'.join(MONEY_UNITS)}|[{COUNTERS}])?|[/{re.escape(DASHES)}]|{NONE}")
_DUST = re.escape(".,·、，。°'’‘`")
_STRAY = re.compile(rf"(?<=\d)[{_DUST}]+$|^[{_DUST}]+(?=\d)")  # dust beside a figure
_POINTS = (".", ",")
_APART = re.compile(r"(?<=\d)\s+(?=[^\d\s])")  # between an amount and its unit, found as two texts
_MOST_COLOURED = 0.1  # of the square of a text's height
_MOST_SPECKS = 3
_CLOSER = 0.6  # times the usual margin, for another look at the same ink
_DIGIT_HEIGHT = 0.51  # of the height of found text
_FEWEST_READINGS = 2
_BORNE_OUT = 0.5  # least confidence of a second reading that the type of the page bears out

_COLOUR = "格内有彩色的印章或笔迹，数字可能被遮盖或改动"
_UNREAD = "格内有字迹，没有认出"
_NO_INK = "格内没有字迹，却认出了字"
_TWICE = "两次识别的结果不同"
_NO_FIGURE = "认出的不像是数字"
_UNCERTAIN = "字迹不清，识别没有把握"
_MISFIT = "字迹与认出的数字不相称"


@dataclass(frozen=True)
class InkedCell:
    """A cell that holds a figure or nothing, its ink, and how much of it is coloured."""

    piece: FragmentCell
    ink: Ink
    coloured: float

    @property
    def first(self) -> Reading:
        """What was read on the whole page."""
        confidence = self.piece.confidence or 0.0
        return _bare(Reading(self.piece.text.strip(), confidence, confidence), self.ink)


def is_figure(text: str) -> bool:
    """Whether a text is what may stand in a cell for figures."""
    return _FIGURE.fullmatch(text) is not None


def confirm_figures(cells: Sequence[InkedCell], text_height: float) -> list[FragmentCell]:
    """Confirm the pieces of cells, each after two readings.

    Or three where these differ or one of them is not certain.
    """
    second = _read([cell if cell.ink.blobs else None for cell in cells])
    pairs = list(zip(cells, second, strict=True))
    third = _read([cell if again and not _is_sure(cell.first, again) else None for cell, again in pairs], _CLOSER)
    sure = [(again.text, cell.ink) for cell, again in pairs if again and _is_sure(cell.first, again)]
    height = median(ink.whole().height for _, ink in sure) if sure else _DIGIT_HEIGHT * text_height
    type_ = PageTypeface([(text, ink) for text, ink in sure if matches_ink(text, ink, height)], height)
    shapes = find_none_marks(
        [cell.ink for cell, again in pairs if again], height, lambda ink: type_.contradicts("1", ink)
    )
    judge = _FigureJudge(height, type_)
    return [
        judge.inked(cell, [reading for reading in (again, once_more, cell.first) if reading], next(shapes))
        if again
        else _without_ink(cell)
        for (cell, again), once_more in zip(pairs, third, strict=True)
    ]


def _is_sure(one: Reading, other: Reading) -> bool:
    """Whether two readings are the same figure, and both certain."""
    confidence = min(one.confidence, other.confidence)
    return one.text == other.text and is_figure(one.text) and confidence >= LEAST_CONFIDENCE


def _read(cells: Sequence[InkedCell | None], margin: float = 1.0) -> list[Reading | None]:
    """Read readings of the ink alone, None where there is none."""
    readings = iter(recognize_text([cell.ink.picture(margin) for cell in cells if cell]))
    return [_bare(next(readings), cell.ink) if cell else None for cell in cells]


def _bare(reading: Reading, ink: Ink) -> Reading:
    """Return a reading without the gap before a unit, and without dust that was taken for a mark.

    .5 keeps its point.
    """
    text = _APART.sub("", reading.text)
    kept = text[:1] in _POINTS and bool(ink.blobs) and ink.has_point_before()
    return reading._replace(text=text if kept else _STRAY.sub("", text))


def _speaks_against(text: str, other: str) -> bool:
    """Whether another reading is another figure, .5 too."""
    return other != text and (is_figure(other) or is_figure(f"0{other}"))


@dataclass(frozen=True)
class _FigureJudge:
    """What is known of a page's figures."""

    digit_height: float
    type: PageTypeface

    def inked(self, cell: InkedCell, readings: Sequence[Reading], mark: NoneMark) -> FragmentCell:
        """Return a cell with ink.

        Its figure, in trouble unless readings agree, are certain or borne out, and the ink fits.
        """
        if may_be_none_mark(mark, readings):
            readings = [Reading(mark.text, 1.0, 1.0)] * 2
        text, agreed, confidence = self._agreement(cell.ink, readings)
        reasons = (
            _COLOUR if cell.coloured > _MOST_COLOURED else "",
            "" if agreed else _TWICE,
            "" if is_figure(text) else _NO_FIGURE,
            _UNCERTAIN if confidence < LEAST_CONFIDENCE else "",
            "" if matches_ink(text, cell.ink, self.digit_height) else _MISFIT,
        )
        trouble = cell.piece.doubt or next(filter(None, reasons), "")
        shown = text if agreed else cell.first.text or text
        return replace(cell.piece, text=shown, confidence=confidence, doubt=trouble)

    def _agreement(self, ink: Ink, readings: Sequence[Reading]) -> tuple[str, bool, float]:
        """Return the text most readings agree on, whether none differs, and how certain it is."""
        texts = [reading.text for reading in readings]
        text = max(texts, key=texts.count)
        same = sorted((reading.confidence for reading in readings if reading.text == text), reverse=True)
        if len(same) < _FEWEST_READINGS or any(_speaks_against(text, other) for other in texts):
            return texts[0], False, min(reading.confidence for reading in readings)
        if same[1] < LEAST_CONFIDENCE and same[1] >= _BORNE_OUT and self.type.supports(text, ink):
            return text, True, LEAST_CONFIDENCE
        agreed = all(other in (text, "") for other in texts) or self.type.supports(text, ink)
        return text, agreed, same[1]


def _without_ink(cell: InkedCell) -> FragmentCell:
    reasons = (
        _COLOUR if cell.coloured > _MOST_COLOURED else "",
        _NO_INK if cell.first.text else "",
        _UNREAD if len(cell.ink.noise) > _MOST_SPECKS else "",
    )
    trouble = cell.piece.doubt or next(filter(None, reasons), "")
    return replace(cell.piece, confidence=0.0 if trouble else 1.0, doubt=trouble)
