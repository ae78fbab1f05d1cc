"""Whether it is certain in which row and column of a scanned table a cell stands. Reads no text.

A worn rule joins cells and a stroke parts them; what neighbouring rows do not bear out is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from township_reports.reading.formats.pdf_page import FragmentCell, TableFragment
from township_reports.reading.formats.ruling import Box

_SAME_ROW = 0.35  # of a cell's height
_SAME_COLUMN = 4.0  # points
_BEYOND = 3.0  # points above or below a row, inside the next one
_NARROWEST = 8.0  # points; text is 12 high
_FEWEST, _WIDEST = 5, 1.8  # figures of a row that should be of one width, and times the usual one, where two are joined
_TWO_FIGURES = re.compile(r"\d[ \t\u3000]+\d")


def is_placed(piece: FragmentCell, labels: Sequence[FragmentCell], part: TableFragment, torn: Sequence[Box]) -> bool:
    """Whether a cell is in one row with the label before it, and its row divided as the one above or below.

    `labels` are the labels of its table, `torn` the outlines of cells that rules do not close.
    """
    middle = (piece.box[1] + piece.box[3]) / 2
    if any(box[1] < middle < box[3] and box[0] < part.box[2] and part.box[0] < box[2] for box in torn):
        return False
    before = [label for label in labels if label.row == piece.row and label.box[0] < piece.box[0]]
    nearest = max(before, key=lambda label: label.box[0], default=None)
    if nearest and abs(nearest.box[3] - piece.box[3]) > _SAME_ROW * (piece.box[3] - piece.box[1]):
        return False
    return _is_divided_alike(middle, nearest.box[2] if nearest else part.box[0], piece, part)


def is_whole(figures: Sequence[FragmentCell]) -> bool:
    """Whether no two cells of a row are joined, nor one made of nothing; else all behind them would slide unseen."""
    widths = [piece.box[2] - piece.box[0] for piece in figures]
    joined = len(figures) >= _FEWEST and max(widths) > _WIDEST * median(widths)
    return not joined and min(widths) > _NARROWEST and not any(_TWO_FIGURES.search(piece.text) for piece in figures)


def _is_divided_alike(y: float, from_x: float, piece: FragmentCell, part: TableFragment) -> bool:
    """Whether a row has the same columns as one beside it, from a place to the right."""
    here = _edges(part, y, from_x)
    beside = [_edges(part, at, from_x) for at in (piece.box[1] - _BEYOND, piece.box[3] + _BEYOND)]
    known = [edges for edges in beside if edges]
    return not known or any(_are_same(here, edges) for edges in known)


def _edges(part: TableFragment, y: float, from_x: float) -> list[float]:
    """Where the cells at a height begin and end, right of a place."""
    at_height = (other.box for other in part.pieces if other.box[1] < y < other.box[3])
    return sorted(box[2] for box in at_height if box[2] > from_x + _SAME_COLUMN)


def _are_same(some: Sequence[float], others: Sequence[float]) -> bool:
    return len(some) == len(others) and all(
        abs(one - other) < _SAME_COLUMN for one, other in zip(some, others, strict=True)
    )
