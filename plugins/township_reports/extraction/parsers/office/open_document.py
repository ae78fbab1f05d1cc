"""OpenDocument text (.odt): paragraphs and tables of the final text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from township_reports.domain.document import NOWHERE, Document, Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation, UnreadableReportError
from township_reports.extraction.parsers.embedded_objects import FLOATING, OBJECT, remove_marks
from township_reports.extraction.parsers.office.zip_package import ZipPackage

_CONTENT_PART = "content.xml"
_MOST_REPEATS = 64
_MOST_ROWS = 2_000
SCHEMA = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {f"{SCHEMA}text:1.0": "text", f"{SCHEMA}table:1.0": "table", f"{SCHEMA}office:1.0": "office"}
_PREFIXES |= {f"{SCHEMA}drawing:1.0": "draw"}
_SKIP = {"text:tracked-changes", "text:note", "office:annotation", "office:forms", "text:sequence-decls"}
_ROW_GROUPS = {"table:table-header-rows", "table:table-rows", "table:table-row-group"}
_OBJECTS = {"draw:frame", "draw:control", "draw:custom-shape", "draw:line", "draw:path", "draw:polygon", "draw:g"}
_CHARACTERS = {"text:tab": " ", "text:line-break": "\n"}
_HIDDEN = {"text:hidden-text", "text:hidden-paragraph"}


def parse(data: bytes) -> Document:
    """Parse the document of an .odt file.

    Raises UnreadableReportError for a package beyond honest size or with a password.
    """
    walk = OpenDocumentWalk()
    body = read_content_part(data).find(f"{{{SCHEMA}office:1.0}}body")
    if body is not None:
        walk.visit(body)
    walk.end_paragraph()
    return Document(tuple(walk.blocks))


def read_content_part(data: bytes) -> etree._Element:
    """Read the content of an OpenDocument file.

    Raises UnreadableReportError for one beyond honest size or with a password.
    """
    package = ZipPackage(data)
    if "META-INF/manifest.xml" in package.list_names() and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableReportError("文件有密码保护，无法读取。请取消密码，另存为 .docx 或 .xlsx 后重新报送。")
    return package.read_xml(_CONTENT_PART)


@dataclass
class OpenDocumentWalk:
    """Collects blocks in reading order; `tables` counts tables as a person would, in a cell objects stay marked."""

    blocks: list[Paragraph | Grid] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    tables: int = 0
    is_cell: bool = False

    def visit(self, element: etree._Element) -> None:
        """Read an element and what is in it; tails belong to the paragraph, whatever was left out before them."""
        for child in element:
            name = get_name(child)
            if name == "table:table":
                self.end_paragraph()
                self._table(child)
            elif name in ("text:p", "text:h"):
                self.end_paragraph()
                self.pieces.append(child.text or "")
                self.visit(child)
                self.end_paragraph()
            elif name in _OBJECTS:
                self._object(child)
            elif name not in _SKIP and name not in _HIDDEN:
                self._inline(child, name)
            if element.tag is not None and _is_text(element):
                self.pieces.append(child.tail or "")

    def _object(self, element: etree._Element) -> None:
        """Read the text in something that is drawn, or mark it where it has none."""
        before = len(self.blocks), "".join(self.pieces)
        self.visit(element)
        if before == (len(self.blocks), "".join(self.pieces)):
            is_inline = element.get(f"{{{SCHEMA}text:1.0}}anchor-type") in ("as-char", None)
            self.pieces.append(OBJECT if is_inline else FLOATING)

    def _inline(self, element: etree._Element, name: str) -> None:
        if name == "text:s":
            self.pieces.append(" " * min(get_number(element, "text:c", 1), _MOST_REPEATS))
            return
        self.pieces.append(_CHARACTERS.get(name, ""))
        self.pieces.append((element.text or "") if _is_text(element) else "")
        self.visit(element)

    def end_paragraph(self) -> None:
        """End the running paragraph, line by line."""
        for line in "".join(self.pieces).split("\n"):
            if text := line.strip() if self.is_cell else remove_marks(line)[0].strip():
                self.blocks.append(Paragraph(text, NOWHERE))
        self.pieces = []

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        number = self.tables
        inner: list[Paragraph | Grid] = []
        rows = []
        for at, row in list_rows(table):
            cells = enumerate(list_cells(row), 1)
            rows.append(
                tuple(
                    self._cell(cell, inner, SourceLocation(table=number, row=at + 1, column=index), column)
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
        """Return a cell's text; tables within it follow as grids of their own."""
        walk = OpenDocumentWalk(tables=self.tables, is_cell=True)
        walk.visit(cell)
        walk.end_paragraph()
        self.tables = walk.tables
        inner.extend(block for block in walk.blocks if isinstance(block, Grid))
        return "\n".join(block.text for block in walk.blocks if isinstance(block, Paragraph))


def get_name(element: etree._Element) -> str:
    """Return the name of an element with its usual prefix, such as table:table-cell; "" for those of other schemas."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else ""


def _is_text(element: etree._Element) -> bool:
    """Whether character data in an element is text of the document, not white space between elements."""
    return get_name(element).startswith("text:")


def get_number(element: etree._Element, name: str, default: int) -> int:
    """Return the number in an attribute named with its usual prefix."""
    prefix, _, local = name.partition(":")
    value = element.get(f"{{{SCHEMA}{prefix}:1.0}}{local}") or ""
    return int(value[:9]) if value.isdecimal() else default


def list_rows(table: etree._Element) -> list[tuple[int, etree._Element]]:
    """List the rows with their number from 0, repeated ones as often as stated within reason.

    Raises UnreadableReportError.
    """
    rows = []
    at = 0
    for row in _each_row(table):
        repeated = get_number(row, "table:number-rows-repeated", 1)
        rows += [(number, row) for number in range(at, at + min(repeated, _MOST_REPEATS))]
        at += repeated
        if len(rows) > _MOST_ROWS:
            raise UnreadableReportError(
                "文件中的表格过大，不像一份年报，没有读取。请只保存年报，另存为 .docx 后重新报送。"
            )
    return rows


def _each_row(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = get_name(child)
        if name == "table:table-row":
            yield child
        elif name in _ROW_GROUPS:
            yield from _each_row(child)


def list_cells(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """List the cells that begin in a row, with their grid column; covered ones only take up columns."""
    column = 0
    for cell in row:
        name = get_name(cell)
        if name not in ("table:table-cell", "table:covered-table-cell"):
            continue
        repeated = get_number(cell, "table:number-columns-repeated", 1)
        if name == "table:table-cell":
            yield from ((cell, at) for at in range(column, column + min(repeated, _MOST_REPEATS)))
        column += repeated
