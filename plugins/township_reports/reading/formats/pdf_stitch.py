"""The pages of a PDF in one piece: tables joined over page breaks, page numbers out, wrapped lines joined.

Rows that a page break cut in two stay two rows here: only labels can tell them from whole ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from township_reports.reading.document import Grid, GridCell, Paragraph
from township_reports.reading.formats.pdf_page import Fragment, PdfPage, Piece
from township_reports.reading.formats.pdf_text import Line
from township_reports.reading.formats.ruling import Box, clustered, nearest
from township_reports.records.report import Place

_SAME_SIDE = 12.0  # points between the sides of two fragments of one table
_MARGIN = 0.12  # of the page height, where page numbers and running titles stand
_SAME_HEIGHT = 3.0
_LINE_IS_FULL = 1.6  # characters that may be missing at the right
_INDENT = 1.2  # characters; more begins a paragraph
_PAGE_NUMBER = re.compile(
    r"[-—–―－•·~]+\s*\d{1,4}\s*[-—–―－•·~]+|(?:Page|P\.?|第)\s*\d{1,4}\b.*|第\s*\d{1,4}\s*页.*|\d{1,4}\s*/\s*\d{1,4}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class _OnPage:
    """A line with the page it stands on."""

    page: int
    line: Line

    @property
    def place(self) -> Place:
        return Place(page=self.page, box=rounded(self.line.box))


_Flow = list[_OnPage | list[Fragment]]


def stitch(pages: Sequence[PdfPage]) -> list[Paragraph | Grid]:
    """Paragraphs and grids in reading order; running titles once, at the end."""
    running = _running(pages)
    flow: _Flow = []
    titles: dict[str, Paragraph] = {}
    for page in pages:
        first = True
        for item in _without_page_number(page):
            if isinstance(item, Line):
                if _key(item) in running and _is_marginal(item, page):
                    titles.setdefault(_DIGITS.sub("", item.text), Paragraph(item.text, _OnPage(page.number, item).place))
                    continue
                flow.append(_OnPage(page.number, item))
            elif first and flow and _goes_on(flow[-1], item):
                last = flow[-1]
                assert isinstance(last, list)
                last.append(item)
            else:
                flow.append([item])
            first = False
    return [*_blocks(flow), *titles.values()]


def rounded(box: Box) -> Box:
    """A box to a tenth of a point, all that a person can see."""
    left, top, right, bottom = (round(float(side), 1) for side in box)
    return left, top, right, bottom


def _running(pages: Sequence[PdfPage]) -> set[tuple[str, int]]:
    """Lines that stand in the margin of more than one page at the same height, whatever their numbers."""
    lines = Counter(
        key
        for page in pages
        for key in {_key(item) for item in page.items if isinstance(item, Line) and _is_marginal(item, page)}
    )
    return {key for key, count in lines.items() if count > 1}


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("", line.text), round(line.box[1] / _SAME_HEIGHT)


def _is_marginal(line: Line, page: PdfPage) -> bool:
    _, top, _, bottom = line.box
    return bottom < _MARGIN * page.height or top > (1 - _MARGIN) * page.height


def _without_page_number(page: PdfPage) -> Iterator[Line | Fragment]:
    for number, item in enumerate(page.items):
        outermost = number in (0, len(page.items) - 1)
        if isinstance(item, Line) and _is_page_number(item, page, outermost):
            continue
        yield item


def _is_page_number(line: Line, page: PdfPage, outermost: bool) -> bool:
    marginal = _is_marginal(line, page)
    if marginal and _BARE_NUMBER.fullmatch(line.text):
        return True
    return (marginal or outermost) and _PAGE_NUMBER.fullmatch(line.text) is not None


def _goes_on(last: _OnPage | list[Fragment], fragment: Fragment) -> bool:
    """Whether a fragment is the rest of a table: first on its page, after the last of the page before, as wide."""
    if isinstance(last, _OnPage) or last[-1].page != fragment.page - 1:
        return False
    (left, _, right, _), (next_left, _, next_right, _) = last[-1].box, fragment.box
    return abs(left - next_left) <= _SAME_SIDE and abs(right - next_right) <= _SAME_SIDE


def _blocks(flow: _Flow) -> Iterator[Paragraph | Grid]:
    tables: Counter[int] = Counter()
    lines: list[_OnPage] = []
    for item in [*flow, []]:
        if isinstance(item, _OnPage):
            lines.append(item)
            continue
        yield from _paragraphs(lines)
        lines = []
        if item and (len(item) > 1 or item[0].is_table):
            tables.update(fragment.page for fragment in item)
            yield _grid(item, tables)
        elif item:
            yield from _framed(item[0])


def _framed(fragment: Fragment) -> Iterator[Paragraph]:
    """Text in a frame that is no table."""
    for piece in fragment.pieces:
        if piece.text:
            yield Paragraph(piece.text, Place(page=fragment.page, box=rounded(piece.box)))


def _grid(fragments: Sequence[Fragment], tables: Counter[int]) -> Grid:
    """One grid of the fragments of a table, its columns those of all pages together."""
    xs = clustered(side for part in fragments for piece in part.pieces for side in (piece.box[0], piece.box[2]))
    rows = (row for part in fragments for row in _rows(part, xs, tables[part.page]))
    return Grid(tuple(rows))


def _rows(fragment: Fragment, xs: Sequence[float], table: int) -> Iterator[tuple[GridCell, ...]]:
    rows: dict[int, list[Piece]] = {}
    for piece in fragment.pieces:
        rows.setdefault(piece.row, []).append(piece)
    for number in sorted(rows):
        pieces = enumerate(sorted(rows[number], key=lambda piece: piece.box[0]), 1)
        yield tuple(
            GridCell(
                piece.text,
                Place(table=table, row=number + 1, column=at, page=fragment.page, box=rounded(piece.box)),
                nearest(xs, piece.box[0]),
                piece.trouble,
            )
            for at, piece in pieces
        )


def _paragraphs(lines: Sequence[_OnPage]) -> Iterator[Paragraph]:
    """Lines joined where one is full to the right margin and the next begins at the left one."""
    parts: list[_OnPage] = []
    for line in lines:
        if parts and not _flows_on(parts[-1].line, line.line, lines):
            yield _paragraph(parts)
            parts = []
        parts.append(line)
    if parts:
        yield _paragraph(parts)


def _paragraph(parts: Sequence[_OnPage]) -> Paragraph:
    return Paragraph("".join(part.line.text for part in parts), parts[0].place)


def _flows_on(line: Line, following: Line, lines: Iterable[_OnPage]) -> bool:
    left = min(other.line.box[0] for other in lines)
    right = max(other.line.box[2] for other in lines)
    is_full = line.box[2] >= right - _LINE_IS_FULL * line.size
    return is_full and following.box[0] <= left + _INDENT * following.size
