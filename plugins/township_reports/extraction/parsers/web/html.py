"""Web pages: paragraphs and tables in reading order, spans expanded within limits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from township_reports.domain.document import NOWHERE, Document, Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation, UnreadableReportError
from township_reports.extraction.parsers.embedded_objects import OBJECT, remove_marks
from township_reports.extraction.parsers.text.encoding import decode, mark_end
from township_reports.extraction.parsers.web.controls import mark_styled_cells, replace_controls

Blocks = list[Paragraph | Grid]

_MOST_BYTES = 10_000_000
_MOST_COLUMNS = 60
_MOST_ROWS = 500
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"[ \t\r\n]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAY_BE_HIDDEN = '[hidden],[style*="none" i],[style*="hidden" i]'
_SKIP = ("script", "style", "noscript", "template", "datalist", "head", "-comment")
_INLINE = (
    *("a", "abbr", "b", "big", "bdo", "cite", "code", "em", "font", "i", "ins", "label", "mark", "o:p"),
    *("q", "small", "span", "st1:chmetcnv", "strong", "tt", "u", "var"),
)
# Raised or struck-out characters must not run together with the number beside them: 5 with note 1 is not 51.
_APART = ("sup", "sub", "s", "strike", "del")


def parse(data: bytes) -> Document:
    """Parse the document of an HTML page; raises UnreadableReportError if it is too large."""
    if len(data) > _MOST_BYTES:
        raise UnreadableReportError(
            "网页文件过大（超过10兆字节），没有读取。请只保存年报正文，或另存为 .docx 后重新报送。"
        )
    declared = _CHARSET.search(data[:4096])
    tree = LexborHTMLParser(mark_end(decode(data, declared.group(1).decode() if declared else "")))
    title = tree.css_first("title")
    blocks: Blocks = []
    notes: set[str] = set()
    if tree.body is not None:
        _flatten(tree.body, tree.css("style"))
        for piece in _pieces(tree.body, _tables(tree.body, notes)):
            blocks += [Paragraph(piece, NOWHERE)] if isinstance(piece, str) else piece
    if title is not None and title.text(strip=True):
        blocks.append(Paragraph(title.text(strip=True), NOWHERE))
    return Document(tuple(blocks), tuple(sorted(notes)))


def warm_up() -> Document:
    """Return a document read from a page of our own, with all that pages have and about as large as a report's."""
    head = "<meta charset=gb2312><p>1<sup>2</sup></p><!-- --><table><tr><td rowspan=2>3</td><td hidden></td>"
    rows = "".join(f"<tr><td><p>镕{number}</p>" + "<td>4</td>" * 10 for number in range(40))
    return parse(f"{head}{rows}</table>{'<ul><li><a>5</a></ul>' * 100}".encode("gb18030"))


def _flatten(body: LexborNode, styles: Sequence[LexborNode]) -> None:
    """Take out what is not seen and all that only formats text: then every text node is a line of its own."""
    for node in body.css(_MAY_BE_HIDDEN):
        if node.tag != "body" and ("hidden" in node.attributes or _HIDDEN.search(node.attributes["style"] or "")):
            node.decompose()
    nodes = defaultdict(list)
    for node in body.traverse():
        nodes[node.tag].append(node)
    mark_styled_cells(nodes, styles)
    for node in chain.from_iterable(nodes[tag] for tag in _SKIP):
        node.decompose()
    replace_controls(nodes)
    for node in chain.from_iterable(nodes[tag] for tag in _APART):
        node.insert_before(" ")
        node.insert_after(" ")
    for node in chain.from_iterable(nodes[tag] for tag in (*_APART, *_INLINE)):
        node.unwrap(delete_empty=True)
    body.merge_text_nodes()


def _pieces(node: LexborNode, tables: Mapping[int, Blocks]) -> Iterator[str | Blocks]:
    """Return the lines of text under a node, and what its tables hold, in reading order."""
    for child in node.traverse(include_text=True, skip_empty=True):
        tag = child.tag
        if tag == "-text":
            if line := _line(child):
                yield line
        elif tag == "table":
            yield tables[child.mem_id]


def _line(text: LexborNode) -> str:
    content = text.text_content or ""
    return content if content.isdecimal() else _BLANKS.sub(" ", content).strip()


def _tables(body: LexborNode, notes: set[str]) -> dict[int, Blocks]:
    """Return what every table holds: its grid, and the grids of those within it. Read from within, and emptied then."""
    found: dict[int, Blocks] = {}
    for number, table in reversed(list(enumerate(body.css("table"), 1))):
        inner: Blocks = []
        rows = [[_cell(cell, found, inner) for cell in _cells(row)] for row in _rows(table)]
        if len(rows) > _MOST_ROWS:
            notes.add(f"第{number}个表格超过{_MOST_ROWS}行，其后各行没有读取")
        found[table.mem_id] = [Grid(tuple(_lay_out(rows, number))), *inner]
        for child in list(table.iter(include_text=True)):
            child.decompose()
    return found


def _cell(node: LexborNode, tables: Mapping[int, Blocks], inner: Blocks) -> _PageCell:
    text, attributes = _text(node, tables, inner), node.attributes
    if not attributes:
        return _PageCell(text, 1, 1)
    width = _span(attributes.get("colspan"), _MOST_COLUMNS)
    return _PageCell(text, width, _span(attributes.get("rowspan"), _MOST_ROWS))


def _text(cell: LexborNode, tables: Mapping[int, Blocks], inner: Blocks) -> str:
    """Return a cell's text.

    Tables within it follow as grids of their own, but for a table of one cell, which is text.
    """
    only = cell.first_child
    if only is None:
        return ""
    if only.tag == "-text" and only.next is None:  # nearly every cell of nearly every page
        return _line(only)
    lines = []
    for piece in _pieces(cell, tables):
        for block in [piece] if isinstance(piece, str) else piece:
            if isinstance(block, str):
                lines.append(block)
            elif isinstance(block, Grid) and len(block.rows) == 1 and len(block.rows[0]) == 1:
                only_cell = block.rows[0][0]
                lines.append(only_cell.text + (OBJECT if only_cell.trouble else ""))
            else:
                inner.append(block)
    return "\n".join(lines)


class _PageCell(NamedTuple):
    text: str
    width: int
    height: int


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in row.iter() if cell.tag in ("td", "th"))


@lru_cache(maxsize=1024)
def _span(value: str | None, most: int) -> int:
    found = _DIGITS.search(value) if value else None
    return min(max(int(found.group()[:6]), 1), most) if found else 1


def _lay_out(rows: list[list[_PageCell]], table: int) -> Iterator[tuple[GridCell, ...]]:
    """Find the grid column of every cell under the cells that reach down from rows above."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows[:_MOST_ROWS], 1):
        column, line = 0, []
        reach = {at: left - 1 for at, left in taken.items() if left > 1}
        for index, cell in enumerate(row, 1):
            while taken.get(column):
                column += 1
            text, trouble = remove_marks(cell.text)
            line.append(GridCell(text, SourceLocation(table, number, index), column, trouble))
            if cell.height > 1:
                span = range(column, min(column + cell.width, _MOST_COLUMNS))
                reach.update(dict.fromkeys(span, cell.height - 1))
            column += cell.width
        taken = reach
        yield tuple(line)
