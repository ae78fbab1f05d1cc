"""Makes sure of the figures on a recognised page: each is read twice and must fit the ink in its cell.

Whatever does not is in trouble, and so is ink where nothing was read: a figure is certain or it is not one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from township_reports.reading.figure_marks import COUNTERS, MONEY_UNITS, NONE
from township_reports.reading.formats.pdf_page import Fragment, PdfPage, Piece
from township_reports.reading.formats.ruling import Box
from township_reports.reading.formats.scan_glyphs import fits
from township_reports.reading.formats.scan_ink import Ink, ink_in
from township_reports.reading.formats.scan_sheet import Sheet
from township_reports.reading.formats.scan_text import Reading, recognise

LEAST_CONFIDENCE = 0.9
_DASHES = "—一"  # a dash is often recognised as the character for one
_FIGURE = re.compile(rf"[+-]?\d[\d,]*(\.\d+)?({'|'.join(MONEY_UNITS)}|[{COUNTERS}])?|[/{_DASHES}-]|{NONE}")
_LABEL = re.compile(rf"[^\W\da-zA-Z_{''.join(MONEY_UNITS)}{COUNTERS}{NONE}{_DASHES}]")  # of this no figure is made
_STRAY = re.compile(r"(?<=\d)[.,·、，。]$")
_COLOURED = 60  # levels between the brightest and the darkest of red, green and blue
_MOST_COLOURED = 0.1  # of the square of a text's height
_MOST_SPECKS = 3
_DIGIT_HEIGHT = 0.51  # of the height of found text

_COLOUR = "格内有彩色的印章或笔迹，数字可能被遮盖或改动"
_UNREAD = "格内有字迹，没有认出"
_NO_INK = "格内没有字迹，却认出了字"
_TWICE = "两次识别的结果不同"
_NO_FIGURE = "认出的不像是数字"
_UNCERTAIN = "字迹不清，识别没有把握"
_MISFIT = "字迹与认出的数字不相称"


@dataclass(frozen=True)
class _Cell:
    """A cell that holds a figure or nothing, its ink, and how much of it is coloured."""

    piece: Piece
    ink: Ink
    coloured: float

    @property
    def text(self) -> str:
        return self.piece.text.strip()


def checked(page: PdfPage, sheet: Sheet, text_height: float, scale: float) -> PdfPage:
    """The page with every figure made sure of; `scale` points are a pixel of the sheet."""
    parts = [item for item in page.items if isinstance(item, Fragment)]
    cells = [_cell(piece, sheet, text_height, scale) for part in parts for piece in _figures(part)]
    judged = {id(cell.piece): piece for cell, piece in zip(cells, _judged(cells, text_height), strict=True)}
    items = (
        replace(item, pieces=tuple(judged.get(id(piece), piece) for piece in item.pieces))
        if isinstance(item, Fragment)
        else item
        for item in page.items
    )
    return replace(page, items=tuple(items))


def _figures(part: Fragment) -> list[Piece]:
    """The cells of a table that hold no label, nor stand before one."""
    found = []
    for piece in part.pieces:
        before_label = any(
            other.row == piece.row and other.box[0] > piece.box[0] and _LABEL.search(other.text)
            for other in part.pieces
        )
        if not _LABEL.search(piece.text) and not before_label:
            found.append(piece)
    return found


def _cell(piece: Piece, sheet: Sheet, text_height: float, scale: float) -> _Cell:
    left, top, right, bottom = box = _in_pixels(piece.box, scale)
    coloured = sheet.colour[round(top) : round(bottom), round(left) : round(right)] > _COLOURED
    return _Cell(piece, ink_in(sheet.grey, box, text_height), float(coloured.sum()) / text_height**2)


def _in_pixels(box: Box, scale: float) -> Box:
    left, top, right, bottom = box
    return left / scale, top / scale, right / scale, bottom / scale


def _judged(cells: Sequence[_Cell], text_height: float) -> list[Piece]:
    """The pieces of cells, each after two readings, or three where the first found nothing or something else."""
    second = _read([cell if cell.ink.blobs else None for cell in cells])
    pairs = list(zip(cells, second, strict=True))
    third = _read([cell if again and again.text != cell.text else None for cell, again in pairs], margin=2.0)
    sure = [
        cell.ink.whole().height for cell, again in pairs if again and again.text == cell.text and again.text.isdigit()
    ]
    height = median(sure) if sure else _DIGIT_HEIGHT * text_height
    return [
        _settled(cell, again, once_more, height) if again else _without_ink(cell)
        for (cell, again), once_more in zip(pairs, third, strict=True)
    ]


def _read(cells: Sequence[_Cell | None], margin: float = 1.0) -> list[Reading | None]:
    """Readings of the ink alone, None where there is none."""
    readings = iter(recognise([cell.ink.picture(margin) for cell in cells if cell]))
    return [next(readings) if cell else None for cell in cells]


def _settled(cell: _Cell, again: Reading, once_more: Reading | None, digit_height: float) -> Piece:
    """A cell with ink: its figure, in trouble unless two readings agree on it and the ink bears them out."""
    first, confidence = cell.text, min(again.confidence, cell.piece.confidence or 0)
    agreed = first == again.text
    if once_more and once_more.text == again.text and again.text == _STRAY.sub("", first or again.text):
        first, agreed, confidence = again.text, True, min(again.confidence, once_more.confidence)
    reasons = (
        _COLOUR if cell.coloured > _MOST_COLOURED else "",
        "" if agreed else _TWICE,
        "" if _FIGURE.fullmatch(first) else _NO_FIGURE,
        _UNCERTAIN if confidence < LEAST_CONFIDENCE else "",
        "" if fits(first, cell.ink, digit_height) else _MISFIT,
    )
    trouble = cell.piece.trouble or next(filter(None, reasons), "")
    return replace(cell.piece, text=first or again.text, confidence=confidence, trouble=trouble)


def _without_ink(cell: _Cell) -> Piece:
    reasons = (
        _COLOUR if cell.coloured > _MOST_COLOURED else "",
        _NO_INK if cell.text else "",
        _UNREAD if len(cell.ink.specks) > _MOST_SPECKS else "",
    )
    trouble = cell.piece.trouble or next(filter(None, reasons), "")
    return replace(cell.piece, confidence=0.0 if trouble else 1.0, trouble=trouble)
