"""Pictures of a document's pages, for a person who compares what was read with the original.

The files are foreign: their pages are drawn in a child process with limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from township_reports.domain.report import Cell, SourceLocation, Status, UnreadableReportError
from township_reports.extraction.incoming_content import read_content
from township_reports.sandbox import Limits, ParserCrashError, run_isolated

COLOURS = {Status.UNSURE: (190, 30, 30), Status.DEDUCED: (170, 110, 0)}
READ_COLOUR = (30, 120, 60)
NO_PICTURE = "这一页画不出来，文件可能已损坏。请打开原件核对。"
_DRAWN_BY = "township_reports.extraction.parsers.pdf.page_images"
_LIMITS = Limits(memory=2_000_000_000, cpu_seconds=120, wall_seconds=120.0)


class PagePicture(NamedTuple):
    """A page as a PNG, and its size in the units of the boxes on it."""

    png: bytes
    width: float
    height: float


def draw_page(path: Path, number: int) -> PagePicture:
    """Draw a page (from 1) of a PDF, a scan or a photograph.

    Raises UnreadableReportError for files without such a page.
    """
    data = read_content(path)
    try:
        return PagePicture(*run_isolated(_DRAWN_BY, "draw_page", data, number, kind=tuple, limits=_LIMITS))
    except ParserCrashError as error:
        raise UnreadableReportError(NO_PICTURE) from error


def draw_cell(path: Path, place: SourceLocation) -> bytes:
    """Draw a PNG of the spot of the page, its box marked; raises UnreadableReportError for files without pages."""
    data = read_content(path)
    try:
        return run_isolated(_DRAWN_BY, "draw_cell", data, place.page or 0, place.box, kind=bytes, limits=_LIMITS)
    except ParserCrashError as error:
        raise UnreadableReportError(NO_PICTURE) from error


def draw_marked_pages(path: Path, cells: Mapping[str, Cell]) -> list[bytes]:
    """Draw a PNG of each page with the boxes of its cells and what was read.

    Raises UnreadableReportError for files without pages.
    """
    data = read_content(path)
    try:
        return run_isolated(_DRAWN_BY, "draw_marked_pages", data, list(_marked(cells)), kind=list, limits=_LIMITS)
    except ParserCrashError as error:
        raise UnreadableReportError(NO_PICTURE) from error


def _marked(cells: Mapping[str, Cell]) -> Iterator[tuple[int, object, str, tuple[int, int, int]]]:
    for cell in cells.values():
        if cell.place and cell.place.page and cell.place.box:
            shown = "?" if cell.status is Status.UNSURE else "" if cell.value is None else str(cell.value)
            yield cell.place.page, cell.place.box, shown, COLOURS.get(cell.status, READ_COLOUR)
