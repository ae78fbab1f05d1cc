"""Web pages: paragraphs and tables in reading order, spans expanded within limits. Knows no labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from township_reports.reading.document import Document, Grid, GridCell, Paragraph
from township_reports.reading.formats.encoding import decode
from township_reports.records.report import NotAReport, Place

_MOST_BYTES = 10_000_000
_MOST_COLUMNS = 60
_MOST_ROWS = 500
_MOST_DEPTH = 150
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"[ \t\r\n]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SKIP = {"script", "style", "noscript", "template", "select", "option", "textarea", "button", "svg", "head", "-comment"}
_INLINE = {
    *("a", "abbr", "b", "big", "bdo", "cite", "code", "em", "font", "i", "ins", "label", "mark", "o:p"),
    *("q", "small", "span", "st1:chmetcnv", "strong", "tt", "u", "var"),
}
# Raised or struck-out characters must not run together with the number beside them: 5 with note 1 is not 51.
_APART = {"sup", "sub", "s", "strike", "del"}


def parse(data: bytes) -> Document:
    """The document of an HTML page; raises NotAReport if it is too large."""
    if len(data) > _MOST_BYTES:
        raise NotAReport("网页文件过大（超过10兆字节），没有读取。请只保存年报正文，或另存为 .docx 后重新报送。")
    declared = _CHARSET.search(data[:4096])
    tree = LexborHTMLParser(decode(data, declared.group(1).decode() if declared else ""))
    walk = _Walk()
    if tree.body is not None:
        walk.visit(tree.body, 0)
    walk.end_paragraph()
    title = tree.css_first("title")
    if title is not None and title.text(strip=True):
        walk.blocks.append(Paragraph(title.text(strip=True), Place()))
    return Document(tuple(walk.blocks), tuple(sorted(walk.notes)))


@dataclass
class _Walk:
    """Collects blocks in reading order; `tables` counts tables as a person would."""

    blocks: list[Paragraph | Grid] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    tables: int = 0
    notes: set[str] = field(default_factory=set)

    def visit(self, node: LexborNode, depth: int) -> None:
        """Reads a node and what is in it."""
        if depth > _MOST_DEPTH:
            self.notes.add("网页嵌套层次过深，深层内容没有读取")
            return
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self.pieces.append(_BLANKS.sub(" ", child.text_content or ""))
            elif tag in _SKIP or _is_hidden(child):
                continue
            elif tag == "table":
                self.end_paragraph()
                self._table(child, depth)
            elif tag == "br":
                self.pieces.append("\n")
            elif tag in _APART:
                self.pieces.append(" ")
                self.visit(child, depth + 1)
                self.pieces.append(" ")
            elif tag in _INLINE:
                self.visit(child, depth + 1)
            else:
                self._block(child, depth)

    def _block(self, node: LexborNode, depth: int) -> None:
        self.end_paragraph()
        self.visit(node, depth + 1)
        self.end_paragraph()

    def end_paragraph(self) -> None:
        """Ends the running paragraph, line by line."""
        if not self.pieces:
            return
        for line in "".join(self.pieces).split("\n"):
            if line.strip():
                self.blocks.append(Paragraph(line.strip(), Place()))
        self.pieces = []

    def _table(self, table: LexborNode, depth: int) -> None:
        self.tables += 1
        number = self.tables
        inner: list[Paragraph | Grid] = []
        rows = [[self._cell(cell, depth, inner) for cell in _cells(row)] for row in _rows(table)]
        if len(rows) > _MOST_ROWS:
            self.notes.add(f"第{number}个表格超过{_MOST_ROWS}行，其后各行没有读取")
        self.blocks.append(Grid(tuple(_lay_out(rows, number))))
        self.blocks.extend(inner)

    def _cell(self, node: LexborNode, depth: int, inner: list[Paragraph | Grid]) -> _Cell:
        attributes = node.attributes
        width = _span(attributes.get("colspan"), _MOST_COLUMNS)
        return _Cell(self._text(node, depth, inner), width, _span(attributes.get("rowspan"), _MOST_ROWS))

    def _text(self, node: LexborNode, depth: int, inner: list[Paragraph | Grid]) -> str:
        """A cell's text; tables within it follow as grids of their own, but for a table of one cell, which is text."""
        only = node.first_child
        if only is None or (only.tag == "-text" and only.next is None):  # nearly every cell of nearly every page
            return _BLANKS.sub(" ", only.text_content or "").strip() if only else ""
        walk = _Walk(tables=self.tables)
        walk.visit(node, depth + 1)
        walk.end_paragraph()
        self.tables = walk.tables
        self.notes |= walk.notes
        lines = []
        for block in walk.blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif len(block.rows) == 1 and len(block.rows[0]) == 1:
                lines.append(block.rows[0][0].text)
            else:
                inner.append(block)
        return "\n".join(lines)


class _Cell(NamedTuple):
    text: str
    width: int
    height: int


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _hides(style))


@lru_cache(maxsize=1024)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in row.iter() if cell.tag in ("td", "th") and not _is_hidden(cell))


@lru_cache(maxsize=1024)
def _span(told: str | None, most: int) -> int:
    found = _DIGITS.search(told) if told else None
    return min(max(int(found.group()[:6]), 1), most) if found else 1


def _lay_out(rows: list[list[_Cell]], table: int) -> Iterator[tuple[GridCell, ...]]:
    """Finds the grid column of every cell under the cells that reach down from rows above."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows[:_MOST_ROWS], 1):
        column, line = 0, []
        reach = {at: left - 1 for at, left in taken.items() if left > 1}
        for index, cell in enumerate(row, 1):
            while taken.get(column):
                column += 1
            line.append(GridCell(cell.text, Place(table, number, index), column))
            if cell.height > 1:
                span = range(column, min(column + cell.width, _MOST_COLUMNS))
                reach.update(dict.fromkeys(span, cell.height - 1))
            column += cell.width
        taken = reach
        yield tuple(line)
