"""Every format is written the same again, and shows what the form prints."""

from __future__ import annotations

import pytest
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS, suffix
from support.generator.scraped import scraped
from support.generator.text import Layout, write_text

FIGURES = printed("2019", balanced_figures("2019", 3)) | {"proactive.coercion.decisions": "/"}
DOCUMENT = Document("某县某镇2020年政府信息公开工作年度报告", "2019", FIGURES, narrative={"六": ("无。",)})


@pytest.mark.parametrize("name", FORMATS)
def test_same_document_same_bytes(name: str) -> None:
    assert FORMATS[name](DOCUMENT) == FORMATS[name](DOCUMENT)


def test_suffixes() -> None:
    assert {suffix(name) for name in FORMATS} == {".docx", ".xlsx", ".html", ".txt"}


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        (Layout.PIPES, "规章 | 0 | 0 | 0 | "),
        (Layout.LEADING_PIPE, "| 规章 | 0 | 0 | 0 | "),
        (Layout.PIPE_CELLS, "规章 |\n0 |\n0 |\n0 | "),
        (Layout.CELLS, "规章\n\n0\n\n0\n\n0\n"),
        (Layout.TABS, "规章\t0\t0\t0"),
    ],
)
def test_layouts_of_a_row(layout: Layout, lines: str) -> None:
    assert f"\n{lines}\n" in write_text(DOCUMENT, layout)


def test_merged_cells_leave_pipes() -> None:
    text = write_text(DOCUMENT, Layout.PIPES)
    assert "\n第二十条第（一）项 | |||\n" in text
    assert "\n（三）不予公开 | 1.属于国家秘密 | " in text


def test_chinese_windows_text() -> None:
    text = FORMATS["txt_notepad"](DOCUMENT).decode("gb18030")
    assert text == write_text(DOCUMENT, Layout.TABS).replace("\n", "\r\n")


def test_scraped_characters() -> None:
    assert scraped("周嘉镇总计，一、无（0）；条例") == "周嘉鎮總計(jì),,一,、無(0)；,條例"
