"""Pictures of a document's pages, for a person who compares what was read with the original. Reads no figure.

The files are foreign: their pages are drawn in a child process with limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from township_reports.reading.content import content_of
from township_reports.reading.isolation import Broken, Limits, run_isolated
from township_reports.records.report import Cell, NotAReport, Place, Status

COLOURS = {Status.UNSURE: (190, 30, 30), Status.DEDUCED: (170, 110, 0)}
READ_COLOUR = (30, 120, 60)
NO_PICTURE = "这一页画不出来，文件可能已损坏。请打开原件核对。"
_DRAWN_BY = "township_reports.reading.formats.page_pictures"
_LIMITS = Limits(memory=2_000_000_000, cpu_seconds=120, wall_seconds=120.0)


class PagePicture(NamedTuple):
    """A page as a PNG, and its size in the units of the boxes on it."""

    png: bytes
    width: float
    height: float


def page_of(path: Path, number: int) -> PagePicture:
    """A page (from 1) of a PDF, a scan or a photograph; raises NotAReport for files without such a page."""
    data = content_of(path)
    try:
        return PagePicture(*run_isolated(_DRAWN_BY, "whole", data, number, kind=tuple, limits=_LIMITS))
    except Broken as error:
        raise NotAReport(NO_PICTURE) from error


def picture_of(path: Path, place: Place) -> bytes:
    """A PNG of the spot of the page, its box marked; raises NotAReport for files without pages."""
    data = content_of(path)
    try:
        return run_isolated(_DRAWN_BY, "spot", data, place.page or 0, place.box, kind=bytes, limits=_LIMITS)
    except Broken as error:
        raise NotAReport(NO_PICTURE) from error


def drawn_pages(path: Path, cells: Mapping[str, Cell]) -> list[bytes]:
    """A PNG of each page with the boxes of its cells and what was read; raises NotAReport for files without pages."""
    data = content_of(path)
    try:
        return run_isolated(_DRAWN_BY, "drawn", data, list(_marked(cells)), kind=list, limits=_LIMITS)
    except Broken as error:
        raise NotAReport(NO_PICTURE) from error


def _marked(cells: Mapping[str, Cell]) -> Iterator[tuple[int, object, str, tuple[int, int, int]]]:
    for cell in cells.values():
        if cell.place and cell.place.page and cell.place.box:
            told = "?" if cell.status is Status.UNSURE else "" if cell.value is None else str(cell.value)
            yield cell.place.page, cell.place.box, told, COLOURS.get(cell.status, READ_COLOUR)
