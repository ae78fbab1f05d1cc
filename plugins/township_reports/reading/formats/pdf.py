"""Born-digital PDF: tables from ruled lines, text with its page and box. Reads no pictures and knows no labels."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from io import BytesIO

import pdfplumber
import pypdfium2
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

from township_reports.reading.document import Document
from township_reports.reading.formats.pdf_marks import Marks, marks
from township_reports.reading.formats.pdf_page import Fragment, PdfPage, read_page
from township_reports.reading.formats.pdf_stitch import stitch
from township_reports.records.report import NotAReport

_MOST_PAGES = 100
_LARGEST_SIDE = 5_000  # points; an A0 sheet has 3370
_MOST_CONTENT_BYTES = 20_000_000
_FEWEST_CHARS = 20  # on all pages; less is a stamp or a page number
_PICTURE_IS_PAGE = 0.6
_MOST_UNKNOWN = 0.2
_SEND = "请把年报另存为 .docx 或 .xlsx 后重新报送"
_SCAN = (
    "这是扫描件（每页是一张图片，没有文字），暂不支持扫描件。请报送原来的 Word、Excel 文件，或由 Word 直接导出的 PDF。"
)

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font with a harmless flaw


def parse(data: bytes) -> Document:
    """The document of a PDF; raises NotAReport for scans, passwords, and files beyond honest size."""
    _refuse_beyond_limits(data)
    with pdfplumber.open(BytesIO(data)) as pdf:
        seen = [_seen(page) for page in pdf.pages]
    _refuse_garbled([found for _, found in seen])
    pages = [page for page, _ in seen]
    scanned = [page.number for page, found in seen if _is_scanned(page, found)]
    if len(scanned) == len(pages) or sum(len(found.chars) for _, found in seen) < _FEWEST_CHARS:
        raise NotAReport(_SCAN)
    born_digital = [page for page in pages if page.number not in scanned]
    return Document(tuple(stitch(born_digital)), tuple(_notes(scanned, [found for _, found in seen])))


def _refuse_beyond_limits(data: bytes) -> None:
    try:
        pdf = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise NotAReport(f"PDF 文件有密码保护，无法读取。请取消密码，或{_SEND.removeprefix('请')}。") from error
        raise
    with pdf:
        if len(pdf) > _MOST_PAGES:
            raise NotAReport(
                f"PDF 文件有{len(pdf)}页，不像一份年报，没有读取。请只报送年报正文，不超过{_MOST_PAGES}页。"
            )
        for number in range(len(pdf)):
            if max(pdf.get_page_size(number)) > _LARGEST_SIDE:  # type: ignore[no-untyped-call]
                raise NotAReport(f"PDF 第{number + 1}页的页面尺寸过大，没有读取。{_SEND}。")


def _seen(page: Page) -> tuple[PdfPage, Marks]:
    _refuse_content_bomb(page)
    found = marks(page)
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
            raise NotAReport(f"PDF 第{page.page_number}页展开后过大，不像一份年报，没有读取。{_SEND}。")


def _unpacked_size(data: bytes, most: int) -> int:
    unpacker = zlib.decompressobj()
    try:
        return len(unpacker.decompress(data, most + 1))
    except zlib.error:  # packed in another way, or not at all
        return len(data)


def _is_scanned(page: PdfPage, found: Marks) -> bool:
    """Whether the page is a picture; text laid over one was guessed by a program, unless its tables are drawn."""
    if any(isinstance(item, Fragment) and item.is_table for item in page.items):
        return False
    area = sum(
        max(0.0, min(right, page.width) - max(left, 0)) * max(0.0, min(bottom, page.height) - max(top, 0))
        for left, top, right, bottom in found.pictures
    )
    return area > _PICTURE_IS_PAGE * page.width * page.height


def _refuse_garbled(seen: list[Marks]) -> None:
    texts = [char.text for found in seen for char in found.chars]
    unknown = sum(text.startswith("(cid:") or "\ufffd" in text for text in texts)
    if unknown > _MOST_UNKNOWN * len(texts):
        raise NotAReport(f"PDF 中的文字没有编码，读出来是乱码。{_SEND}。")


def _notes(scanned: list[int], seen: list[Marks]) -> Iterator[str]:
    if scanned:
        yield f"PDF 第{'、'.join(map(str, scanned))}页是图片，暂不支持扫描件，没有读取"
    slanted = {found.slanted for found in seen if found.slanted}
    if slanted:
        yield f"PDF 中斜排的水印文字没有读取：{'；'.join(sorted(slanted))}"
