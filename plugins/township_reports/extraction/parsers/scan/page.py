"""One scanned page: from a picture to lines and table fragments, every place known on the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from township_reports.domain.document import Document, Grid, Paragraph
from township_reports.domain.report import SourceLocation
from township_reports.extraction.page_layout.chars import Char, PageMarks
from township_reports.extraction.page_layout.fragments import PdfPage, TableFragment, read_page
from township_reports.extraction.page_layout.lines import Line
from township_reports.extraction.page_layout.ruling import Box, RuledTable, Segment
from township_reports.extraction.page_layout.stitch import round_box, stitch_pages
from township_reports.extraction.parsers.scan.figures.confirmation import confirm_cells
from township_reports.extraction.parsers.scan.grid.tables import find_grids
from township_reports.extraction.parsers.scan.sheet.deskew import Matrix
from township_reports.extraction.parsers.scan.sheet.image import Picture
from township_reports.extraction.parsers.scan.sheet.sheet import straighten
from township_reports.extraction.parsers.scan.words import read_lines


@dataclass(frozen=True)
class ScannedPage:
    """What was recognised on a page; `to_own` takes a point of it to the place in the page's own units."""

    page: PdfPage
    to_picture: Matrix


def read_picture(number: int, picture: Picture, unit: float = 1.0) -> ScannedPage:
    """Read the page that a picture shows; a pixel of it is so many of the page's own units."""
    sheet = straighten(picture)
    tables = find_grids(sheet)
    page = read_page(number, sheet.size, _marks(tables, read_lines(sheet, tables)))
    torn = [cell.box for table in tables for cell in table.cells if not cell.closed]
    to_pixels = np.diag([1 / sheet.scale, 1 / sheet.scale, 1.0])
    return ScannedPage(confirm_cells(page, sheet, torn), np.diag([unit, unit, 1.0]) @ sheet.to_picture @ to_pixels)


def _marks(tables: Sequence[RuledTable], chars: tuple[Char, ...]) -> PageMarks:
    boxes = [cell.box for table in tables for cell in table.cells]
    horizontal = tuple(Segment(y, left, right) for left, top, right, bottom in boxes for y in (top, bottom))
    vertical = tuple(Segment(x, top, bottom) for left, top, right, bottom in boxes for x in (left, right))
    return PageMarks(chars, horizontal, vertical, (), (), (), "")


def build_document(pages: Sequence[PdfPage | ScannedPage]) -> Document:
    """Pages in one piece, printed and scanned ones, each with places in its own units."""
    level: list[PdfPage] = []
    lenses: dict[int, Matrix] = {}
    for page in pages:
        if isinstance(page, ScannedPage):
            scale, shift = _beside(level[-1], page.page) if level else (1.0, 0.0)
            lenses[page.page.number] = page.to_picture @ np.array(
                [[1 / scale, 0, -shift / scale], [0, 1 / scale, 0], [0, 0, 1]]
            )
            level.append(_moved(page.page, scale, shift))
        else:
            level.append(page)
    return Document(tuple(_placed(block, lenses) for block in stitch_pages(level)))


def _beside(before: PdfPage, page: PdfPage) -> tuple[float, float]:
    """How a page is to be scaled and shifted for its first table to stand under the last one of the page before."""
    above = next((item for item in reversed(before.items) if isinstance(item, TableFragment) and item.is_table), None)
    below = next((item for item in page.items if isinstance(item, TableFragment) and item.is_table), None)
    if above is None or below is None:
        return 1.0, 0.0
    scale = (above.box[2] - above.box[0]) / (below.box[2] - below.box[0])
    return scale, above.box[0] - scale * below.box[0]


def _moved(page: PdfPage, scale: float, shift: float) -> PdfPage:
    items = tuple(
        Line(tuple(_moved_char(char, scale, shift) for char in item.chars))
        if isinstance(item, Line)
        else replace(
            item,
            box=_stretched(item.box, scale, shift),
            pieces=tuple(replace(piece, box=_stretched(piece.box, scale, shift)) for piece in item.pieces),
        )
        for item in page.items
    )
    return PdfPage(page.number, page.width * scale, page.height * scale, items)


def _stretched(box: Box, scale: float, shift: float) -> Box:
    left, top, right, bottom = box
    return left * scale + shift, top * scale, right * scale + shift, bottom * scale


def _moved_char(char: Char, scale: float, shift: float) -> Char:
    left, top, right, bottom = _stretched((char.left, char.top, char.right, char.bottom), scale, shift)
    return replace(char, left=left, top=top, right=right, bottom=bottom, size=char.size * scale)


def _placed(block: Paragraph | Grid, lenses: dict[int, Matrix]) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        return block._replace(place=_on_picture(block.place, lenses), recognised=block.place.page in lenses)
    rows = tuple(tuple(cell._replace(place=_on_picture(cell.place, lenses)) for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _on_picture(place: SourceLocation, lenses: dict[int, Matrix]) -> SourceLocation:
    lens = lenses.get(place.page or 0)
    if lens is None or place.box is None:
        return place
    left, top, right, bottom = place.box
    corners = cv2.perspectiveTransform(np.array([[(left, top), (right, top), (right, bottom), (left, bottom)]]), lens)[
        0
    ]
    return place._replace(box=round_box((*corners.min(axis=0), *corners.max(axis=0))))
