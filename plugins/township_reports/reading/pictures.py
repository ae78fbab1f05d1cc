"""Pictures of a document's pages, for a person who compares what was read with the original. Reads no figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from township_reports.reading.formats.signatures import is_pdf
from township_reports.records.report import Cell, NotAReport, Place, Status

SCALE = 2.0  # pixels a point: 144 dpi
MARGIN = 24.0  # points around a cell, so that its neighbours are seen
COLOURS = {Status.UNSURE: (190, 30, 30), Status.DEDUCED: (170, 110, 0)}
READ_COLOUR = (30, 120, 60)
NO_PAGES = "这个文件没有可以显示的页面（只有 PDF 和扫描件有）。请打开原件核对。"

Box = tuple[float, float, float, float]


def picture_of(path: Path, place: Place) -> bytes:
    """A PNG of the spot of the page, its box marked; raises NotAReport for files without pages."""
    with _pages(path) as pdf:
        if place.page is None or not 1 <= place.page <= len(pdf):
            raise NotAReport(NO_PAGES)
        image = _drawn(pdf, place.page)
    if place.box is None:
        return _png(image)
    ImageDraw.Draw(image).rectangle(_pixels(place.box), outline=COLOURS[Status.UNSURE], width=2)
    left, top, right, bottom = place.box
    around = _pixels((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))
    return _png(image.crop((max(0, around[0]), max(0, around[1]), *around[2:])))


def drawn_pages(path: Path, cells: Mapping[str, Cell]) -> list[bytes]:
    """A PNG of each page with the boxes of its cells and what was read; raises NotAReport for files without pages."""
    with _pages(path) as pdf:
        return [_png(_with_cells(_drawn(pdf, number), number, cells)) for number in range(1, len(pdf) + 1)]


def _with_cells(image: Image.Image, number: int, cells: Mapping[str, Cell]) -> Image.Image:
    draw = ImageDraw.Draw(image)
    for cell in cells.values():
        if cell.place and cell.place.page == number and cell.place.box:
            colour = COLOURS.get(cell.status, READ_COLOUR)
            box = _pixels(cell.place.box)
            draw.rectangle(box, outline=colour, width=2)
            draw.text((box[0] + 3, box[1] + 1), "?" if cell.value is None else str(cell.value), fill=colour)
    return image


@contextmanager
def _pages(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    data = path.read_bytes()
    if not is_pdf(data):
        raise NotAReport(NO_PAGES)
    try:
        pdf = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        raise NotAReport(NO_PAGES) from error
    with pdf:
        yield pdf


def _drawn(pdf: pypdfium2.PdfDocument, number: int) -> Image.Image:
    image: Image.Image = pdf[number - 1].render(scale=SCALE).to_pil().convert("RGB")
    return image


def _pixels(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(side * SCALE) for side in box)
    return left, top, right, bottom


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
