"""Printed pages: a report typeset as PDF. Draws no picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pylopdf_fonts_zh_cn
import typst

from generator.document import Document
from generator.form_tables import Box, FormTable

SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
TIMES_LIKE, TYPEWRITER, MODERN = "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern"


@dataclass(frozen=True)
class Print:
    """How a report is printed: fonts, sizes in points, `before` what stands empty above each table."""

    hanzi: str = SERIF
    digits: str = TIMES_LIKE
    body: float = 14
    table: float = 9
    inset: float = 4
    rule: float = 0.5
    margin: float = 70
    before: float = 0


def typeset(document: Document, style: Print | None = None) -> bytes:
    """The report as a born-digital PDF."""
    style = style or Print()
    source = "\n".join(_source(document, style)).encode()
    pdf = typst.compile(source, font_paths=_fonts(), format="pdf", timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    paths = [pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path()]
    return typst.Fonts(include_system_fonts=False, font_paths=[path.parent for path in paths[:1]])


def _source(document: Document, style: Print) -> Iterator[str]:
    yield f'#set text(font: ("{style.digits}", "{style.hanzi}"), size: {style.body}pt, lang: "zh")'
    yield f'#set page(paper: "a4", margin: {style.margin}pt, numbering: "- 1 -")'
    yield f"#set table(stroke: {style.rule}pt, inset: {style.inset}pt, align: center + horizon)"
    yield "#set par(first-line-indent: (amount: 2em, all: true), leading: 0.9em)"
    yield f"#align(center, text(size: {style.body * 1.4}pt)[{_quoted(document.title)}])"
    yield from map(_paragraph, document.introduction)
    for section in document.sections():
        yield from map(_paragraph, section.lines)
        for table in section.tables:
            yield f"#v({style.before}pt)\n{_table(table, style)}"
    for line in document.signature:
        yield f"#align(right)[{_quoted(line)}]"


def _quoted(text: str) -> str:
    """Text as a string of the typesetter's language, so that no mark in it is markup."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _paragraph(text: str) -> str:
    return f"\n{_quoted(text)}\n"


def _table(table: FormTable, style: Print) -> str:
    cells = ",\n".join(_cell(row, column, box) for row, column, box in table.placed())
    columns = ", ".join(_widths(table.width))
    look = f"#set text(size: {style.table}pt)\n#set par(first-line-indent: 0pt, leading: 0.4em)"
    return f"#[{look}\n#table(columns: ({columns}),\n{cells})]"


def _widths(count: int) -> Iterator[str]:
    """The widths of columns: table 三 has narrow ones for its groups and a broad one for its labels."""
    if count == 10:
        return iter(("0.7fr", "1.2fr", "3.4fr", *["1fr"] * 7))
    return iter(["1fr"] * count)


def _cell(row: int, column: int, box: Box) -> str:
    spans = f"x: {column}, y: {row}, colspan: {box.across}, rowspan: {box.down}"
    return f"table.cell({spans})[{_quoted(box.text)}]"
