"""Documents that are pictures: photos, scans, and the scanned pages of a PDF. How a page is read is scan_page's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pypdfium2

from township_reports.domain.document import Document, Grid
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.page_layout.fragments import PdfPage
from township_reports.extraction.parsers.pdf.document import read_pages
from township_reports.extraction.parsers.scan.limits import MOST_PIXELS
from township_reports.extraction.parsers.scan.page import ScannedPage, build_document, read_picture
from township_reports.extraction.parsers.scan.sheet.image import Picture, load_pages

_POINTS = 72
_GREY_DIMENSIONS = 2
_IS_PICTURE = 3  # FPDF_PAGEOBJ_IMAGE
_FEWEST_DOTS, _MOST_DOTS = 200, 300  # an inch
_NO_TABLE = (
    "{}没有认出带表格线的表格。请以200至300 DPI重新扫描，拍照时对准整页、避免阴影和反光，"
    "或报送原来的 Word、Excel 文件。"
)


def parse(data: bytes) -> Document:
    """Parse the document in a picture file of one or more pages; raises UnreadableReportError."""
    pages = [read_picture(number, picture) for number, picture in enumerate(load_pages(data), 1)]
    return _add_notes(build_document(pages), [page.page.number for page in pages], "图片上")


def parse_pdf(data: bytes) -> Document:
    """Parse the document of a PDF some pages of which are pictures; raises UnreadableReportError."""
    printed, scanned, notes = read_pages(data)
    pages: list[PdfPage | ScannedPage] = [page for page in printed if page.number not in scanned]
    pages += [read_picture(number, picture, 1 / scale) for number, picture, scale in _rendered(data, scanned)]
    pages.sort(key=_number)
    document = build_document(pages)
    return _add_notes(replace(document, notes=notes), scanned, "PDF 的图片页上")


def _number(page: PdfPage | ScannedPage) -> int:
    return page.page.number if isinstance(page, ScannedPage) else page.number


def _rendered(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Picture, float]]:
    """Pages as they are seen, as fine as the picture that covers them, with the pixels of a point.

    Not the picture itself is taken: what was laid over it, cut off or turned belongs to the page as it is read.
    """
    with pypdfium2.PdfDocument(data) as pdf:  # type: ignore[no-untyped-call]
        for number in numbers:
            page = pdf[number - 1]
            width, height = page.get_size()
            scale = min(_scale(page, width * height), (MOST_PIXELS / (width * height)) ** 0.5)
            pixels = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
            is_grey = pixels.ndim == _GREY_DIMENSIONS
            yield number, np.repeat(pixels[:, :, None], 3, 2) if is_grey else np.array(pixels[:, :, :3]), scale
            page.close()


def _scale(page: pypdfium2.PdfPage, area: float) -> float:
    """Pixels a point: those of the largest picture on the page, within what is read well."""
    wanted = [_IS_PICTURE]
    pictures_on_page = page.get_objects(filter=wanted, max_depth=2)  # type: ignore[no-untyped-call]
    largest = max((width * height for width, height in (one.get_px_size() for one in pictures_on_page)), default=0)
    return float(min(max((largest / area) ** 0.5, _FEWEST_DOTS / _POINTS), _MOST_DOTS / _POINTS))


def _add_notes(document: Document, recognised: Sequence[int], where: str) -> Document:
    if not any(isinstance(block, Grid) for block in document.blocks):
        raise UnreadableReportError(_NO_TABLE.format(where))
    note = f"第{'、'.join(map(str, recognised))}页是图片，由文字识别读取，请核对"
    return replace(document, notes=(note, *document.notes))
