"""Makes sure of the figures on a recognised page: each is read twice and must fit the ink in its cell.

Whatever does not is in trouble, and so is ink where nothing was read: a figure is certain or it is not one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from statistics import median

from township_reports.reading.figure_marks import COUNTERS, MONEY_UNITS, NONE
from township_reports.reading.formats.pdf_page import Fragment, PdfPage, Piece
from township_reports.reading.formats.ruling import Box
from township_reports.reading.formats.scan_glyphs import fits
from township_reports.reading.formats.scan_ink import Ink, ink_in
from township_reports.reading.formats.scan_marks import DASHES, marks, may_be
from township_reports.reading.formats.scan_rows import is_placed, is_whole
from township_reports.reading.formats.scan_sheet import Sheet
from township_reports.reading.formats.scan_text import LEAST_CONFIDENCE, Reading, recognise

_DASHES = re.escape(DASHES)
_FIGURE = re.compile(rf"[+-]?\d[\d,]*(\.\d+)?({'|'.join(MONEY_UNITS)}|[{COUNTERS}])?|[/{_DASHES}]|{NONE}")
_LABEL = re.compile(rf"[^\W\da-zA-Z_{''.join(MONEY_UNITS)}{COUNTERS}{NONE}{_DASHES}]")  # of this no figure is made
_STRAY = re.compile(r"(?<=\d)[.,·、，。]$|^[.,·、，。](?=\d)")  # dust beside a figure
_APART = re.compile(r"(?<=\d)\s+(?=[^\d\s])")  # between an amount and its unit, found as two texts
_COLOURED = 60  # levels between the brightest and the darkest of red, green and blue
_MOST_COLOURED = 0.1  # of the square of a text's height
_MOST_SPECKS = 3
_CLOSER = 0.6  # times the usual margin, for another look at the same ink
_NAME, _LONG_NAME = 2, 4  # characters of a row's label; fewer may be a figure misread, or a part of a stamp
_SAME_COLUMN = 4.0  # points
_DIGIT_HEIGHT = 0.51  # of the height of found text

_COLOUR = "格内有彩色的印章或笔迹，数字可能被遮盖或改动"
_UNREAD = "格内有字迹，没有认出"
_NO_INK = "格内没有字迹，却认出了字"
_TWICE = "两次识别的结果不同"
_NO_FIGURE = "认出的不像是数字"
_UNCERTAIN = "字迹不清，识别没有把握"
_MISFIT = "字迹与认出的数字不相称"
_MISPLACED = "表格线不完整，不能确定属于哪一格"


@dataclass(frozen=True)
class _Cell:
    """A cell that holds a figure or nothing, its ink, and how much of it is coloured."""

    piece: Piece
    ink: Ink
    coloured: float

    @property
    def first(self) -> Reading:
        """What was read on the whole page."""
        confidence = self.piece.confidence or 0.0
        return _joined(Reading(self.piece.text.strip(), confidence, confidence))


def checked(page: PdfPage, sheet: Sheet, torn: Sequence[Box]) -> PdfPage:
    """The page with every figure made sure of; `torn` are the outlines of cells that rules do not close, in points."""
    parts = [item for item in page.items if isinstance(item, Fragment)]
    cells = [_cell(piece, sheet) for part in parts for piece in _figures(part)]
    judged = {id(cell.piece): piece for cell, piece in zip(cells, _judged(cells, sheet.text_height), strict=True)}
    items = (_with_figures(item, judged, torn) if isinstance(item, Fragment) else item for item in page.items)
    return replace(page, items=tuple(items))


def _figures(part: Fragment) -> list[Piece]:
    """The cells of a table that hold figures or nothing, but for those left of the labels of rows."""
    others = [piece for piece in part.pieces if not _LABEL.search(piece.text)]
    first: dict[int, float] = {}  # figure of each row
    for piece in others:
        if _FIGURE.fullmatch(piece.text.strip()):
            first[piece.row] = min(piece.box[0], first.get(piece.row, piece.box[0]))
    names = [piece for piece in part.pieces if piece.box[0] < first.get(piece.row, 0.0)]
    usual = max((name.box[0] for name in names if len(_LABEL.findall(name.text)) >= _LONG_NAME), default=0.0)
    left = {name.row: name.box[0] for name in names if len(_LABEL.findall(name.text)) >= _NAME}
    return [piece for piece in others if piece.box[2] > max(usual, left.get(piece.row, 0.0)) + _SAME_COLUMN]


def _with_figures(part: Fragment, judged: Mapping[int, Piece], torn: Sequence[Box]) -> Fragment:
    """A part of a table with its figures as they were judged, in trouble where their place is not certain."""
    labels = [piece for piece in part.pieces if id(piece) not in judged]
    by_row = attrgetter("row")
    figures = sorted((piece for piece in part.pieces if id(piece) in judged), key=by_row)
    whole = {row: is_whole(list(pieces)) for row, pieces in groupby(figures, key=by_row)}
    pieces = []
    for piece in part.pieces:
        found = judged.get(id(piece), piece)
        sure = id(piece) not in judged or (whole[piece.row] and is_placed(piece, labels, part, torn))
        pieces.append(replace(found, trouble=found.trouble or ("" if sure else _MISPLACED)))
    return replace(part, pieces=tuple(pieces))


def _cell(piece: Piece, sheet: Sheet) -> _Cell:
    left, top, right, bottom = pixels = sheet.in_pixels(piece.box)
    coloured = float((sheet.colour[top:bottom, left:right] > _COLOURED).sum()) / sheet.text_height**2
    return _Cell(piece, ink_in(sheet.grey, pixels, sheet.text_height), coloured)


def _judged(cells: Sequence[_Cell], text_height: float) -> list[Piece]:
    """The pieces of cells, each after two readings, or three where these differ or one of them is not certain."""
    second = _read([cell if cell.ink.blobs else None for cell in cells])
    pairs = list(zip(cells, second, strict=True))
    third = _read([cell if again and not _is_sure(cell.first, again) else None for cell, again in pairs], _CLOSER)
    sure = [cell.ink.whole().height for cell, again in pairs if again and _is_sure(cell.first, again)]
    height = median(sure) if sure else _DIGIT_HEIGHT * text_height
    shapes = marks([cell.ink for cell, again in pairs if again], height)
    return [
        _settled(cell, [reading for reading in (again, once_more, cell.first) if reading], next(shapes), height)
        if again
        else _without_ink(cell)
        for (cell, again), once_more in zip(pairs, third, strict=True)
    ]


def _is_sure(one: Reading, other: Reading) -> bool:
    """Whether two readings are the same figure, and both certain."""
    confidence = min(one.confidence, other.confidence)
    return one.text == other.text and bool(_FIGURE.fullmatch(one.text)) and confidence >= LEAST_CONFIDENCE


def _read(cells: Sequence[_Cell | None], margin: float = 1.0) -> list[Reading | None]:
    """Readings of the ink alone, None where there is none."""
    readings = map(_joined, recognise([cell.ink.picture(margin) for cell in cells if cell]))
    return [next(readings) if cell else None for cell in cells]


def _joined(reading: Reading) -> Reading:
    return reading._replace(text=_APART.sub("", reading.text))


def _settled(cell: _Cell, readings: Sequence[Reading], mark: str, digit_height: float) -> Piece:
    """A cell with ink: its figure, in trouble unless two certain readings agree, none differs, and the ink fits."""
    if may_be(mark, readings):
        readings = [Reading(mark, 1.0, 1.0)] * 2
    text = readings[0].text
    same = sorted((reading.confidence for reading in readings if reading.text == text), reverse=True)
    agreed = len(same) > 1 and all(_STRAY.sub("", reading.text) in (text, "") for reading in readings)
    confidence = same[1] if agreed else min(reading.confidence for reading in readings)
    reasons = (
        _COLOUR if cell.coloured > _MOST_COLOURED else "",
        "" if agreed else _TWICE,
        "" if _FIGURE.fullmatch(text) else _NO_FIGURE,
        _UNCERTAIN if confidence < LEAST_CONFIDENCE else "",
        "" if fits(text, cell.ink, digit_height) else _MISFIT,
    )
    trouble = cell.piece.trouble or next(filter(None, reasons), "")
    shown = text if agreed else cell.first.text or text
    return replace(cell.piece, text=shown, confidence=confidence, trouble=trouble)


def _without_ink(cell: _Cell) -> Piece:
    reasons = (
        _COLOUR if cell.coloured > _MOST_COLOURED else "",
        _NO_INK if cell.first.text else "",
        _UNREAD if len(cell.ink.specks) > _MOST_SPECKS else "",
    )
    trouble = cell.piece.trouble or next(filter(None, reasons), "")
    return replace(cell.piece, confidence=0.0 if trouble else 1.0, trouble=trouble)
