"""Fields that people filled in on the pages of a PDF, notes and stamps: draws them in, tells which are no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import pypdfium2
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from pdfplumber.page import Page
from pypdfium2.raw import FLAT_NORMALDISPLAY, FPDFPage_Flatten, FPDFPage_GetAnnotCount  # type: ignore[attr-defined]

from township_reports.extraction.page_layout.chars import Char, Note, crop_box
from township_reports.extraction.page_layout.ruling import Box

_HIDDEN = 0x2 | 0x20  # not shown, by the flags of ISO 32000-1, 12.5.3
_NO_CONTENT = {"Link", "Popup", "Text", "Highlight", "Underline", "Squiggly", "StrikeOut"}
_TEXT_FIELDS = {"Tx", "Ch"}


def flatten(data: bytes) -> bytes:
    """Return the PDF with fields and notes drawn into its pages, where there are any: then their text is the page's."""
    with pypdfium2.PdfDocument(data) as pdf:  # type: ignore[no-untyped-call]
        if not any(_has_notes(pdf, number) for number in range(len(pdf))):
            return data
        pdf.init_forms()
        for number in range(len(pdf)):
            page = pdf[number]
            FPDFPage_Flatten(page.raw, FLAT_NORMALDISPLAY)
            page.close()
        stream = BytesIO()
        pdf.save(stream)
        return stream.getvalue()


def _has_notes(pdf: pypdfium2.PdfDocument, number: int) -> bool:
    page = pdf[number]
    count: int = FPDFPage_GetAnnotCount(page.raw)
    page.close()
    return count > 0


def list_notes(page: Page, chars: Sequence[Char]) -> Iterator[Note]:
    """List the fields and notes of a page that may hold figures.

    `chars` is what is drawn there when they are drawn in.
    """
    for annotation in page.annots if page.page_obj.annots else ():
        data, kind = annotation["data"], _name(annotation["data"].get("Subtype"))
        if kind in _NO_CONTENT or int(resolve1(data.get("F")) or 0) & _HIDDEN:
            continue
        box = crop_box((annotation["x0"], annotation["top"], annotation["x1"], annotation["bottom"]), page)
        is_text = kind == "Widget" and _name(_inherited(data, "FT")) in _TEXT_FIELDS
        yield Note(box, is_text and _drawn_in(box, chars) == _solid(_text(_inherited(data, "V"))))


def _drawn_in(box: Box, chars: Iterable[Char]) -> str:
    left, top, right, bottom = box
    return _solid("".join(char.text for char in chars if left <= char.x <= right and top <= char.y <= bottom))


def _solid(text: str) -> str:
    return "".join(text.split())


def _inherited(data: Mapping[str, Any], key: str) -> object:
    """Return a value of a field, or of the field it is part of."""
    for _ in range(10):
        if key in data:
            return resolve1(data[key])
        parent = resolve1(data.get("Parent"))
        if not isinstance(parent, dict):
            return None
        data = parent
    return None


def _name(value: object) -> str:
    name = getattr(value, "name", "")
    return name.decode(errors="replace") if isinstance(name, bytes) else str(name)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(_text(resolve1(part)) for part in value)
    return decode_text(value) if isinstance(value, bytes) else str(value or "")
