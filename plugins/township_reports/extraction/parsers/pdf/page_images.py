"""Pages of PDF and picture files drawn for a person, with boxes on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw

from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.parsers.scan.limits import MOST_PIXELS
from township_reports.extraction.parsers.scan.sheet.image import Picture, load_pages
from township_reports.extraction.sniffing import is_image, is_pdf

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]
Marked = tuple[int, Box, str, Colour]
"""A box on a page (from 1) in the page's own units, what is written into it, and its colour."""

NO_PAGES = "这个文件没有可以显示的页面（只有 PDF、扫描件和照片有）。请打开原件核对。"
_DOTS_A_POINT = 2.0  # 144 an inch
_WIDEST = 1800  # pixels of a picture's page; finer ones are drawn smaller
_MARGIN = 0.03  # of the page's longer side around a box, so that its neighbours are seen
_SPOT = (190, 30, 30)


class _Page:
    """A page as an image; a unit of the document is so many pixels of it."""

    def __init__(self, image: Image.Image, scale: float) -> None:
        self.image, self.scale = image, scale

    def pixels(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(side * self.scale) for side in box)
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def draw_cell(data: bytes, number: int, box: Box | None) -> bytes:
    """Draw a PNG of the spot of a page, its box marked; the whole page without a box. Raises UnreadableReportError."""
    page = next((page for at, page in enumerate(_pages(data), 1) if at == number), None)
    if page is None:
        raise UnreadableReportError(NO_PAGES)
    if box is None:
        return _png(page.image)
    left, top, right, bottom = around = page.pixels(box)
    ImageDraw.Draw(page.image).rectangle(around, outline=_SPOT, width=2)
    margin = round(_MARGIN * max(page.image.size))
    width, height = page.image.size
    crop = max(0, left - margin), max(0, top - margin), min(width, right + margin), min(height, bottom + margin)
    return _png(page.image.crop(crop) if crop[0] < crop[2] and crop[1] < crop[3] else page.image)


def draw_page(data: bytes, number: int) -> tuple[bytes, float, float]:
    """Draw a PNG of a page with its width and height in the page's own units; raises UnreadableReportError."""
    page = next((page for at, page in enumerate(_pages(data), 1) if at == number), None)
    if page is None:
        raise UnreadableReportError(NO_PAGES)
    width, height = page.image.size
    return _png(page.image), width / page.scale, height / page.scale


def draw_marked_pages(data: bytes, marked: Sequence[Marked]) -> list[bytes]:
    """Draw a PNG of every page with its boxes and what is written into them; raises UnreadableReportError."""
    found = []
    for number, page in enumerate(_pages(data), 1):
        draw = ImageDraw.Draw(page.image)
        for on_page, box, text, colour in marked:
            if on_page == number:
                left, top, *_ = place = page.pixels(box)
                draw.rectangle(place, outline=colour, width=2)
                draw.text((left + 3, top + 1), text, fill=colour, font_size=14)
        found.append(_png(page.image))
    return found


def _pages(data: bytes) -> Iterator[_Page]:
    if is_pdf(data):
        yield from _pdf_pages(data)
    elif is_image(data):
        yield from map(_shrunk, load_pages(data))
    else:
        raise UnreadableReportError(NO_PAGES)


def _pdf_pages(data: bytes) -> Iterator[_Page]:
    try:
        pdf = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        raise UnreadableReportError(NO_PAGES) from error
    with pdf:
        for page in pdf:
            width, height = page.get_size()
            scale = min(_DOTS_A_POINT, (MOST_PIXELS / (width * height)) ** 0.5)
            yield _Page(page.render(scale=scale).to_pil().convert("RGB"), scale)


def _shrunk(picture: Picture) -> _Page:
    image = Image.fromarray(picture)
    scale = min(1.0, _WIDEST / image.width)
    return _Page(image.resize((round(image.width * scale), round(image.height * scale))), scale)


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
