"""Makes sure of the figures on a recognised page: which cells hold figures, what these are, where they stand.

Whatever is not certain is in trouble, and so is ink where nothing was read: a figure is certain or it is not one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from township_reports.extraction.figure_marks import COUNTERS, MONEY_UNITS, NONE
from township_reports.extraction.page_layout.fragments import FragmentCell, PdfPage, TableFragment
from township_reports.extraction.page_layout.ruling import Box
from township_reports.extraction.parsers.scan.figures.ink import measure_ink
from township_reports.extraction.parsers.scan.figures.marks import DASHES
from township_reports.extraction.parsers.scan.figures.verdict import InkedCell, confirm_figures, is_figure
from township_reports.extraction.parsers.scan.grid.rows import is_placed, is_whole
from township_reports.extraction.parsers.scan.sheet.sheet import PageSheet

_LABEL = re.compile(
    rf"[^\W\da-zA-Z_{''.join(MONEY_UNITS)}{COUNTERS}{NONE}{re.escape(DASHES)}]"
)  # of this no figure is made
_COLOURED = 60  # levels between the brightest and the darkest of red, green and blue
_NAME, _LONG_NAME = 2, 4  # characters of a row's label; fewer may be a figure misread, or a part of a stamp
_SAME_COLUMN = 4.0  # points

_MISPLACED = "表格线不完整，不能确定属于哪一格"


def confirm_cells(page: PdfPage, sheet: PageSheet, torn: Sequence[Box]) -> PdfPage:
    """Confirm the page with every figure made sure of.

    `torn` are the outlines of cells that rules do not close, in points.
    """
    parts = [item for item in page.items if isinstance(item, TableFragment)]
    cells = [_cell(piece, sheet) for part in parts for piece in find_figure_cells(part)]
    settled = {
        id(cell.piece): piece for cell, piece in zip(cells, confirm_figures(cells, sheet.text_height), strict=True)
    }
    items = (_with_figures(item, settled, torn) if isinstance(item, TableFragment) else item for item in page.items)
    return replace(page, items=tuple(items))


def find_figure_cells(part: TableFragment) -> list[FragmentCell]:
    """Find the cells of a table that hold figures or nothing, but for those left of the labels of rows."""
    others = [piece for piece in part.pieces if not _LABEL.search(piece.text)]
    first: dict[int, float] = {}  # figure of each row
    for piece in others:
        if is_figure(piece.text.strip()):
            first[piece.row] = min(piece.box[0], first.get(piece.row, piece.box[0]))
    names = [piece for piece in part.pieces if piece.box[0] < first.get(piece.row, 0.0)]
    left = _where_labels_stand(part, names)
    for name in names:
        if len(_LABEL.findall(name.text)) >= _NAME:
            left[name.row] = max(name.box[0], left.get(name.row, 0.0))
    return [piece for piece in others if piece.box[2] > left.get(piece.row, 0.0) + _SAME_COLUMN]


def _where_labels_stand(part: TableFragment, names: Sequence[FragmentCell]) -> dict[int, float]:
    """Where the label of each row begins that has a cell for it, though nothing may have been recognised there.

    A part of a page may hold two tables, and the figures of one stand where the other has its labels.
    """
    long = [name for name in names if len(_LABEL.findall(name.text)) >= _LONG_NAME]
    usual = max(long, key=lambda name: name.box[0], default=None)
    return {piece.row: usual.box[0] for piece in part.pieces if usual and _is_above_or_below(piece, usual)}


def _is_above_or_below(piece: FragmentCell, other: FragmentCell) -> bool:
    """Whether two cells begin and end at the same places from left to right."""
    return all(abs(piece.box[side] - other.box[side]) < _SAME_COLUMN for side in (0, 2))


def _with_figures(part: TableFragment, settled: Mapping[int, FragmentCell], torn: Sequence[Box]) -> TableFragment:
    """Return a part of a table with its figures as they were judged, in trouble where their place is not certain."""
    labels = [piece for piece in part.pieces if id(piece) not in settled]
    by_row = attrgetter("row")
    figures = sorted((piece for piece in part.pieces if id(piece) in settled), key=by_row)
    whole = {row: is_whole(list(pieces)) for row, pieces in groupby(figures, key=by_row)}
    pieces = []
    for piece in part.pieces:
        found = settled.get(id(piece), piece)
        sure = id(piece) not in settled or (whole[piece.row] and is_placed(piece, labels, part, torn))
        pieces.append(replace(found, doubt=found.doubt or ("" if sure else _MISPLACED)))
    return replace(part, pieces=tuple(pieces))


def _cell(piece: FragmentCell, sheet: PageSheet) -> InkedCell:
    left, top, right, bottom = pixels = sheet.in_pixels(piece.box)
    coloured = float((sheet.colour[top:bottom, left:right] > _COLOURED).sum()) / sheet.text_height**2
    return InkedCell(piece, measure_ink(sheet.grey, pixels, sheet.text_height), coloured)
