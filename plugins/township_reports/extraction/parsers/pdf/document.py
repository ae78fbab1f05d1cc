"""PDF: tables from ruled lines, text with its page and box."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pypdfium2
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.page_layout.chars import PageMarks, extract_marks
from township_reports.extraction.page_layout.fragments import PdfPage, TableFragment, read_page
from township_reports.extraction.page_layout.stitch import stitch_pages
from township_reports.extraction.parsers.pdf.notes import flatten, list_notes
from township_reports.extraction.parsers.scan.limits import MOST_PAGES

_MOST_PAGES = 100
_LARGEST_SIDE = 5_000  # points; an A0 sheet has 3370
_MOST_CONTENT_BYTES = 20_000_000
_FEWEST_CHARS = 20  # on all pages; less is a stamp or a page number
_PICTURE_IS_PAGE = 0.6
_MOST_UNKNOWN = 0.2
_SEND = "请把年报另存为 .docx 或 .xlsx 后重新报送"

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font with a harmless flaw


def parse(data: bytes) -> Document:
    """Parse the printed pages of a PDF; raises UnreadableReportError for passwords, and files beyond honest size."""
    pages, scanned, notes = read_pages(data)
    return Document(tuple(stitch_pages([page for page in pages if page.number not in scanned])), notes, scanned)


def read_pages(data: bytes) -> tuple[list[PdfPage], tuple[int, ...], tuple[str, ...]]:
    """All pages of a PDF as they are printed, the numbers of those that are pictures, and notes.

    Raises UnreadableReportError.
    """
    _refuse_beyond_limits(data)
    with pdfplumber.open(BytesIO(flatten(data))) as pdf, pdfplumber.open(BytesIO(data)) as filled_in:
        seen = [_seen(page, before) for page, before in zip(pdf.pages, filled_in.pages, strict=True)]
    found = [marks for _, marks in seen]
    scanned = tuple(page.number for page, marks in seen if _is_scanned(page, marks))
    if sum(len(marks.chars) for marks in found) < _FEWEST_CHARS or _is_garbled(found):
        scanned = tuple(page.number for page, _ in seen)
    if len(scanned) > MOST_PAGES:
        raise UnreadableReportError(
            f"PDF 中有{len(scanned)}页是图片，不像一份年报，没有读取。请只扫描年报正文，不超过{MOST_PAGES}页。"
        )
    return [page for page, _ in seen], scanned, tuple(_notes(found))


def _refuse_beyond_limits(data: bytes) -> None:
    try:
        pdf = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReportError(
                f"PDF 文件有密码保护，无法读取。请取消密码，或{_SEND.removeprefix('请')}。"
            ) from error
        raise
    with pdf:
        if len(pdf) > _MOST_PAGES:
            raise UnreadableReportError(
                f"PDF 文件有{len(pdf)}页，不像一份年报，没有读取。请只报送年报正文，不超过{_MOST_PAGES}页。"
            )
        for number in range(len(pdf)):
            if max(pdf.get_page_size(number)) > _LARGEST_SIDE:  # type: ignore[no-untyped-call]
                raise UnreadableReportError(f"PDF 第{number + 1}页的页面尺寸过大，没有读取。{_SEND}。")


def _seen(page: Page, before: Page) -> tuple[PdfPage, PageMarks]:
    """Return a page and its marks; `before` is the page with its fields and notes not yet drawn in."""
    _refuse_content_bomb(before)
    found = extract_marks(page)
    found = replace(found, notes=tuple(list_notes(before, found.chars)))
    _, top, right, bottom = page.cropbox
    read = read_page(page.page_number, (right - page.cropbox[0], bottom - top), found)
    page.close()
    return read, found


def _refuse_content_bomb(page: Page) -> None:
    """Unpacks what the page draws as far as an honest page goes."""
    left = _MOST_CONTENT_BYTES
    for stream in page.page_obj.contents:
        content = resolve1(stream)
        if isinstance(content, PDFStream):
            left -= _unpacked_size(content.rawdata or b"", left)
        if left < 0:
            raise UnreadableReportError(f"PDF 第{page.page_number}页展开后过大，不像一份年报，没有读取。{_SEND}。")


def _unpacked_size(data: bytes, most: int) -> int:
    unpacker = zlib.decompressobj()
    try:
        return len(unpacker.decompress(data, most + 1))
    except zlib.error:  # packed in another way, or not at all
        return len(data)


def _is_scanned(page: PdfPage, found: PageMarks) -> bool:
    """Whether the page is a picture; text laid over one was guessed by a program, unless its tables are drawn."""
    if any(isinstance(item, TableFragment) and item.is_table for item in page.items):
        return False
    area = sum(
        max(0.0, min(right, page.width) - max(left, 0)) * max(0.0, min(bottom, page.height) - max(top, 0))
        for left, top, right, bottom in found.pictures
    )
    return area > _PICTURE_IS_PAGE * page.width * page.height


def _is_garbled(seen: list[PageMarks]) -> bool:
    """Whether the text has no encoding, so that it can only be seen."""
    texts = [char.text for found in seen for char in found.chars]
    unknown = sum(text.startswith("(cid:") or "\ufffd" in text for text in texts)
    return unknown > _MOST_UNKNOWN * len(texts)


def _notes(seen: list[PageMarks]) -> Iterator[str]:
    slanted = {found.slanted for found in seen if found.slanted}
    if slanted:
        yield f"PDF 中斜排的水印文字没有读取：{'；'.join(sorted(slanted))}"
