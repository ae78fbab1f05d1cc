"""Word documents (.docx): paragraphs and tables as a reader of the final text sees them.

Deleted, moved-away and hidden text is left out; content controls, fields, text boxes and insertions are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from township_reports.domain.document import Document, Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation
from township_reports.extraction.parsers.embedded_objects import FLOATING, OBJECT, remove_marks
from township_reports.extraction.parsers.office.zip_package import ZipPackage

MAIN_PART = r"word/document\d*\.xml"
_MOST_SPAN = 64
_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
}
_SKIP = {"w:del", "w:moveFrom", "w:delText", "mc:Fallback"}
_WRAPPERS = {"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml"}
_OBJECTS = {"w:drawing", "w:pict", "w:object", "w:sym", "w:fldSimple", "w:checkBox"}
# Fields of ECMA-376-1, 17.16.5, that may show nothing.
_SHOWING_NOTHING = re.compile(r"\s*(?:FORMTEXT|FORMDROPDOWN|XE|TC|RD|ASK|SET|PRIVATE|ADDIN)\b")
_PLAIN_MATH = {"m:oMathPara", "m:oMathParaPr", "m:oMath", "m:r", "m:rPr", "m:t", "m:ctrlPr", ""}
_CHARACTERS = {"w:noBreakHyphen": "-", "w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n"}


def parse(data: bytes) -> Document:
    """Parse the document of a .docx file; raises UnreadableReportError for a package beyond honest size."""
    package = ZipPackage(data)
    part = next(name for name in package.list_names() if re.fullmatch(MAIN_PART, name))
    walk = _Walk()
    walk.visit(package.read_xml(part))
    walk.end_paragraph()
    return Document(tuple(walk.blocks))


@dataclass
class _Walk:
    """Collects blocks in reading order; `tables` counts tables as a person would, in a cell objects stay marked."""

    blocks: list[Paragraph | Grid] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    tables: int = 0
    is_cell: bool = False

    def visit(self, element: etree._Element) -> None:
        """Read an element and what is in it."""
        for child in element:
            name = _name(child)
            if name in _SKIP:
                continue
            if name in _OBJECTS:
                self._object(child, name)
            elif name in ("w:numPr", "w:instrText", "w:ddList"):
                self.pieces.append(_shown_of(child, name))
            elif name == "w:r":
                self._run(child)
            elif name == "w:tbl":
                self.end_paragraph()
                self._table(child)
            elif name == "w:p":
                self.end_paragraph()
                self.visit(child)
                self.end_paragraph()
            elif name in ("w:t", "m:t"):
                self.pieces.append(child.text or "")
            else:
                is_built_up = name.startswith("m:") and name not in _PLAIN_MATH
                self.pieces.append(OBJECT if is_built_up else _CHARACTERS.get(name, ""))
                self.visit(child)

    def _object(self, element: etree._Element, name: str) -> None:
        """Read the text in something that is no text itself, or mark it where it has none."""
        before = len(self.blocks), "".join(self.pieces)
        self.visit(element)
        if before == (len(self.blocks), "".join(self.pieces)):
            floats = name == "w:pict" or any(_name(child) == "wp:anchor" for child in element)
            self.pieces.append(FLOATING if floats else OBJECT)

    def _run(self, run: etree._Element) -> None:
        """Run raised or struck-out text must not run together with the number beside it: 5 with note 1 is not 51."""
        properties = _properties(run, "w:rPr")
        if properties and _is_on(properties, "w:vanish"):
            return
        apart = bool(properties) and _stands_apart(properties)
        self.pieces.append(" " if apart else "")
        self.visit(run)
        self.pieces.append(" " if apart else "")

    def end_paragraph(self) -> None:
        """End the running paragraph, line by line."""
        if not self.pieces:
            return
        for line in "".join(self.pieces).split("\n"):
            if text := line.strip() if self.is_cell else remove_marks(line)[0].strip():
                self.blocks.append(Paragraph(text, SourceLocation()))
        self.pieces = []

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        number = self.tables
        inner: list[Paragraph | Grid] = []
        rows = []
        for at, row in enumerate(_rows(table), 1):
            cells = enumerate(_cells(row), 1)
            rows.append(
                tuple(
                    self._cell(cell, inner, SourceLocation(table=number, row=at, column=index), column)
                    for index, (cell, column) in cells
                )
            )
        self.blocks.append(Grid(tuple(rows)))
        self.blocks.extend(inner)

    def _cell(
        self, cell: etree._Element, inner: list[Paragraph | Grid], place: SourceLocation, column: int
    ) -> GridCell:
        text, trouble = remove_marks(self._text(cell, inner))
        return GridCell(text, place, column, trouble)

    def _text(self, cell: etree._Element, inner: list[Paragraph | Grid]) -> str:
        """Return a cell's text.

        Tables within it follow as grids of their own, but for a table of one cell, which is text.
        """
        walk = _Walk(tables=self.tables, is_cell=True)
        walk.visit(cell)
        walk.end_paragraph()
        self.tables = walk.tables
        lines = []
        for block in walk.blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif len(block.rows) == 1 and len(block.rows[0]) == 1:
                only = block.rows[0][0]
                lines.append(only.text + (OBJECT if only.trouble else ""))
            else:
                inner.append(block)
        return "\n".join(lines)


def _shown_of(element: etree._Element, name: str) -> str:
    """Return what is shown of an element that holds no text.

    The number of a list, a field without result, a list's choice.
    """
    if name == "w:numPr":
        number = next((_value(child) for child in element if _name(child) == "w:numId"), "")
        return FLOATING if number not in ("", "0") else ""
    if name == "w:instrText":
        return "" if _SHOWING_NOTHING.match(element.text or "") else FLOATING
    entries = [_value(child) for child in element if _name(child) == "w:listEntry"]
    chosen = next((_number(child, 0) for child in element if _name(child) == "w:result"), 0)
    return entries[chosen] if chosen < len(entries) else ""


def _name(element: etree._Element) -> str:
    return _short(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _short(tag: str) -> str:
    name = etree.QName(tag)
    prefix = _NAMESPACES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else ""


def _properties(element: etree._Element, name: str) -> Mapping[str, etree._Element]:
    """Return what is set for a run, row or cell, by name."""
    for child in element:
        if _name(child) == name:
            return {_name(switch): switch for switch in child}
    return {}


def _value(element: etree._Element | None, default: str = "") -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == "val"), default)


def _is_on(properties: Mapping[str, etree._Element], switch: str) -> bool:
    return _value(properties.get(switch), "1") not in ("", "0", "false", "off")


def _stands_apart(properties: Mapping[str, etree._Element]) -> bool:
    raised = _value(properties.get("w:vertAlign")) in ("superscript", "subscript")
    return raised or _is_on(properties, "w:strike") or _is_on(properties, "w:dstrike")


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element:
        found = _name(child)
        if found == name:
            yield child
        elif found in _WRAPPERS:
            yield from _within(child, name)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _within(table, "w:tr"):
        if _properties(row, "w:trPr").keys().isdisjoint(("w:del", "w:hidden")):
            yield row


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Return the cells that begin in a row, with their grid column; merged-away cells only take up columns."""
    column = _number(_properties(row, "w:trPr").get("w:gridBefore"), 0)
    for cell in _within(row, "w:tc"):
        properties = _properties(cell, "w:tcPr")
        if "w:cellDel" in properties:
            continue
        merges = (properties.get("w:vMerge"), properties.get("w:hMerge"))
        if all(merge is None or _value(merge, "continue") == "restart" for merge in merges):
            yield cell, column
        column += _number(properties.get("w:gridSpan"), 1)


def _number(element: etree._Element | None, default: int) -> int:
    value = _value(element)
    return min(int(value), _MOST_SPAN) if value.isdecimal() else default
