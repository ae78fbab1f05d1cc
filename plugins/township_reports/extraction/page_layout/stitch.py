"""The pages of a PDF in one piece: tables joined over page breaks, lines joined to paragraphs.

Rows that a page break cut in two stay two rows here: only labels can tell them from whole ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from township_reports.domain.document import Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation
from township_reports.extraction.page_layout.fragments import FragmentCell, PdfPage, TableFragment
from township_reports.extraction.page_layout.lines import Line
from township_reports.extraction.page_layout.margins import remove_margins
from township_reports.extraction.page_layout.ruling import Box, cluster, find_nearest

_SAME_SIDE = 12.0  # points between the right sides of two fragments of one table
_SHARED = 0.5  # of their width
_LINE_IS_FULL = 1.6  # characters that may be missing at the right
_INDENT = 1.2  # characters; more begins a paragraph
_SAME_SIZE = 0.9
_ORDINAL = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．])")


@dataclass(frozen=True)
class _OnPage:
    """A line with the page it stands on."""

    page: int
    line: Line

    @property
    def place(self) -> SourceLocation:
        return SourceLocation(page=self.page, box=round_box(self.line.box))


_Item = _OnPage | list[TableFragment]


def stitch_pages(pages: Sequence[PdfPage]) -> list[Paragraph | Grid]:
    """Paragraphs and grids in reading order; running titles once, at the end."""
    without_margins, titles = remove_margins(pages)
    flow: list[_Item] = []
    for page in without_margins:
        for at, item in enumerate(page.items):
            if isinstance(item, Line):
                flow.append(_OnPage(page.number, item))
                continue
            last = flow[-1] if flow and at == 0 else None
            if isinstance(last, list) and _goes_on(last, item):
                last.append(item)
            else:
                flow.append([item])
    return [*_blocks(flow), *(_paragraph([_OnPage(page, line)]) for page, line in titles)]


def round_box(box: Box) -> Box:
    """Return a box to a tenth of a point, all that a person can see."""
    left, top, right, bottom = (round(float(side), 1) for side in box)
    return left, top, right, bottom


def _goes_on(last: list[TableFragment], fragment: TableFragment) -> bool:
    """Whether a fragment is the rest of a table: first on its page, after the last of the page before, as far right.

    Where a label reaches over several pages, its sides may be all that is drawn of it, and the left ones differ.
    """
    if last[-1].page != fragment.page - 1:
        return False
    (left, _, right, _), (next_left, _, next_right, _) = last[-1].box, fragment.box
    shared = min(right, next_right) - max(left, next_left)
    return abs(right - next_right) <= _SAME_SIDE and shared > _SHARED * (max(right, next_right) - min(left, next_left))


def _blocks(flow: Sequence[_Item]) -> Iterator[Paragraph | Grid]:
    tables: Counter[int] = Counter()
    lines: list[_OnPage] = []
    margins = _margins([item.line for item in flow if isinstance(item, _OnPage)])
    for item in [*flow, []]:
        if isinstance(item, _OnPage):
            lines.append(item)
            continue
        yield from _paragraphs(lines, margins)
        lines = []
        if item and (len(item) > 1 or item[0].is_table):
            tables.update(fragment.page for fragment in item)
            yield _grid(item, tables)
        elif item:
            yield from _framed(item[0])


def _framed(fragment: TableFragment) -> Iterator[Paragraph]:
    """Text in a frame that is no table."""
    for piece in fragment.pieces:
        if piece.text:
            yield Paragraph(piece.text, SourceLocation(page=fragment.page, box=round_box(piece.box)))


def _grid(fragments: Sequence[TableFragment], tables: Counter[int]) -> Grid:
    """One grid of the fragments of a table, its columns those of all pages together."""
    xs = cluster(side for part in fragments for piece in part.pieces for side in (piece.box[0], piece.box[2]))
    rows = (row for part in fragments for row in _rows(part, xs, tables[part.page]))
    return Grid(tuple(rows))


def _rows(fragment: TableFragment, xs: Sequence[float], table: int) -> Iterator[tuple[GridCell, ...]]:
    rows: dict[int, list[FragmentCell]] = {}
    for piece in fragment.pieces:
        rows.setdefault(piece.row, []).append(piece)
    for number in sorted(rows):
        pieces = enumerate(sorted(rows[number], key=lambda piece: piece.box[0]), 1)
        yield tuple(
            GridCell(
                piece.text,
                SourceLocation(table=table, row=number + 1, column=at, page=fragment.page, box=round_box(piece.box)),
                find_nearest(xs, piece.box[0]),
                piece.doubt,
                piece.confidence,
            )
            for at, piece in pieces
        )


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """How far to the left and to the right text reaches."""
    return min((line.box[0] for line in lines), default=0), max((line.box[2] for line in lines), default=0)


def _paragraphs(lines: Sequence[_OnPage], margins: tuple[float, float]) -> Iterator[Paragraph]:
    """Lines joined where one is full to the right margin and the next begins at the left one."""
    parts: list[_OnPage] = []
    for line in lines:
        if parts and not _flows_on(parts[-1].line, line.line, margins):
            yield _paragraph(parts)
            parts = []
        parts.append(line)
    if parts:
        yield _paragraph(parts)


def _paragraph(parts: Sequence[_OnPage]) -> Paragraph:
    return Paragraph("".join(part.line.text for part in parts), parts[0].place)


def _flows_on(line: Line, following: Line, margins: tuple[float, float]) -> bool:
    left, right = margins
    is_full = line.box[2] >= right - _LINE_IS_FULL * line.size
    same_size = min(line.size, following.size) >= _SAME_SIZE * max(line.size, following.size)
    begins_left = following.box[0] <= left + _INDENT * following.size
    return is_full and same_size and begins_left and not _ORDINAL.match(following.text)
