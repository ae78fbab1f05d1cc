"""All formats by name, as bytes. Knows no unit and no county."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from support.generator.document import Document
from support.generator.docx import write_docx
from support.generator.html import clean_page, messy_page
from support.generator.scraped import scraped
from support.generator.text import Layout, write_text
from support.generator.xlsx import write_xlsx, write_xlsx_three_sheets


def _text(layout: Layout, document: Document) -> bytes:
    return write_text(document, layout).encode()


def _notepad(document: Document) -> bytes:
    """As the Windows editor of a Chinese office saves a table copied from a spreadsheet."""
    return write_text(document, Layout.TABS).replace("\n", "\r\n").encode("gb18030")


FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "xlsx_three_sheets": write_xlsx_three_sheets,
    "html": lambda document: clean_page(document).encode(),
    "html_gbk": lambda document: clean_page(document, charset="gb2312").encode("gb18030"),
    "html_messy": lambda document: messy_page(document).encode(),
    "txt_pipes": partial(_text, Layout.PIPES),
    "txt_leading_pipe": partial(_text, Layout.LEADING_PIPE),
    "txt_pipe_cells": partial(_text, Layout.PIPE_CELLS),
    "txt_cells": partial(_text, Layout.CELLS),
    "txt_tabs": partial(_text, Layout.TABS),
    "txt_notepad": _notepad,
    "txt_scraped": lambda document: scraped(write_text(document, Layout.PIPE_CELLS)).encode(),
}


def suffix(name: str) -> str:
    """The file suffix of a format, such as .xlsx for xlsx_three_sheets."""
    return "." + name.partition("_")[0]
