"""Makes sure of the figures on a recognised page: each is read twice and must fit the ink in its cell.

Whatever does not is in trouble, and so is ink where nothing was read: a figure is certain or it is not one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from township_reports.reading.formats.pdf_page import Fragment, PdfPage, Piece
from township_reports.reading.formats.ruling import Box
from township_reports.reading.formats.scan_glyphs import fits
from township_reports.reading.formats.scan_ink import Ink, ink_in
from township_reports.reading.formats.scan_rows import is_placed
from township_reports.reading.formats.scan_sheet import Sheet
from township_reports.reading.formats.scan_text import Reading, recognise

LEAST_CONFIDENCE = 0.9
_FIGURE = re.compile(r"[+-]?\d[\d,]*(\.\d+)?(亿元|万元|元|件|条|个|项|宗|份|次)?|[/—一-]|无")
_LABEL = re.compile(r"[^\W\da-zA-Z_亿万元件条个项宗份次无一]")  # a character of which no figure is made
_STRAY = re.compile(r"(?<=\d)[.,·、，。]$")
_COLOURED = 60  # levels between the brightest and the darkest of red, green and blue
_MOST_COLOURED = 0.1  # of the square of a text's height
_MOST_SPECKS = 3
_CLOSER = 0.6  # times the usual margin, for another look at the same ink
_NAME = 4  # characters of a row's label; fewer may be a figure misread
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
    def text(self) -> str:
        return self.piece.text.strip()


def checked(page: PdfPage, sheet: Sheet, torn: Sequence[Box]) -> PdfPage:
    """The page with every figure made sure of; `torn` are the outlines of cells that rules do not close, in points."""
    parts = [item for item in page.items if isinstance(item, Fragment)]
    cells = [_cell(piece, sheet) for part in parts for piece in _figures(part)]
    judged = {id(cell.piece): piece for cell, piece in zip(cells, _judged(cells, sheet.text_height), strict=True)}
    items = (_with_figures(item, judged, torn) if isinstance(item, Fragment) else item for item in page.items)
    return replace(page, items=tuple(items))


def _figures(part: Fragment) -> list[Piece]:
    """The cells of a table that hold figures or nothing, but for those left of the labels of its rows."""
    others = [piece for piece in part.pieces if not _LABEL.search(piece.text)]
    figures = {piece.row for piece in others if _FIGURE.fullmatch(piece.text.strip())}
    names = (piece.box[0] for piece in part.pieces if piece.row in figures and len(_LABEL.findall(piece.text)) >= _NAME)
    left = max(names, default=0.0)
    return [piece for piece in others if piece.box[2] > left + _SAME_COLUMN]


def _with_figures(part: Fragment, judged: Mapping[int, Piece], torn: Sequence[Box]) -> Fragment:
    """A part of a table with its figures as they were judged, in trouble where their place is not certain."""
    labels = [piece for piece in part.pieces if id(piece) not in judged]
    pieces = []
    for piece in part.pieces:
        found = judged.get(id(piece), piece)
        doubt = "" if found is piece or is_placed(piece, labels, part, torn) else _MISPLACED
        pieces.append(replace(found, trouble=found.trouble or doubt))
    return replace(part, pieces=tuple(pieces))


def _cell(piece: Piece, sheet: Sheet) -> _Cell:
    left, top, right, bottom = pixels = sheet.in_pixels(piece.box)
    coloured = float((sheet.colour[top:bottom, left:right] > _COLOURED).sum()) / sheet.text_height**2
    return _Cell(piece, ink_in(sheet.grey, pixels, sheet.text_height), coloured)


def _judged(cells: Sequence[_Cell], text_height: float) -> list[Piece]:
    """The pieces of cells, each after two readings, or three where the first found nothing or something else."""
    second = _read([cell if cell.ink.blobs else None for cell in cells])
    pairs = list(zip(cells, second, strict=True))
    third = _read([cell if again and again.text != cell.text else None for cell, again in pairs], margin=_CLOSER)
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
