"""One page of a PDF: its ruled tables with the text in their cells, and the lines of text outside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from township_reports.extraction.page_layout.chars import Char, PageMarks
from township_reports.extraction.page_layout.lines import Line, compose_cell_text, group_lines
from township_reports.extraction.page_layout.ruling import Box, RuledTable, Segment, find_ruled_tables

_STRUCK_FROM, _STRUCK_TO = 0.3, 0.7  # of a character's height
_TOUCHING = 0.15  # of the character size
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 2
_OVER = 0.25  # of a note
_MOST_HAN = 3  # in a figure, such as 25万元整; more is a label
_HAN = re.compile(r"[一-鿿]")

_STRUCK = "数字上有横线，不能确定是否已划去"
_ACROSS = "数字越过了表格线，不能确定属于哪一格"
_FILLED_IN = "这里是填写框或批注，其中的内容不在正文中，没有读取"
_OFF_LINE = "这一页有填写框没有对准格子，不能确定数字属于哪一格"
_NO_TEXT = "这一格里是图片或图形，不是文字，没有读取"
_OPEN = "表格线不完整，不能确定属于哪一格"


@dataclass(frozen=True, slots=True)
class FragmentCell:
    """A cell of a table fragment: its text, its box, its row, why the text cannot be trusted, how sure it is."""

    text: str
    box: Box
    row: int
    doubt: str = ""
    confidence: float | None = None


@dataclass(frozen=True)
class TableFragment:
    """The part of a table that stands on one page."""

    page: int
    box: Box
    pieces: tuple[FragmentCell, ...]

    @property
    def is_table(self) -> bool:
        """Whether it looks like a table by itself; frames around a title or a line do not."""
        rows = {piece.row for piece in self.pieces}
        columns = {round(piece.box[0]) for piece in self.pieces}
        return len(rows) >= _FEWEST_ROWS and len(columns) >= _FEWEST_COLUMNS


@dataclass(frozen=True)
class PdfPage:
    """What stands on a page, lines and fragments from top to bottom."""

    number: int
    width: float
    height: float
    items: tuple[Line | TableFragment, ...]


def read_page(number: int, size: tuple[float, float], marks: PageMarks) -> PdfPage:
    """Read the lines and fragments of a page."""
    tables = [table for table in find_ruled_tables(marks.horizontal, marks.vertical) if len(table.cells) > 1]
    inside: list[list[list[Char]]] = [[[] for _ in table.cells] for table in tables]
    outside: list[Char] = []
    owners: dict[int, tuple[int, int]] = {}
    for char in marks.chars:
        owner = _owner(tables, char)
        if owner:
            inside[owner[0]][owner[1]].append(char)
            owners[id(char)] = owner
        else:
            outside.append(char)
    across = _across(marks.chars, owners)
    cells = [cell.box for table in tables for cell in table.cells]
    off_line = any(_is_off_line(note.box, cells) for note in marks.notes)
    fragments = (
        TableFragment(number, table.box, _pieces(table, chars, across, marks, off_line))
        for table, chars in zip(tables, inside, strict=True)
    )
    items: list[Line | TableFragment] = [*group_lines(outside), *fragments]
    items.sort(key=lambda item: (item.box[1], item.box[0]))
    return PdfPage(number, *size, tuple(items))


def _owner(tables: Sequence[RuledTable], char: Char) -> tuple[int, int] | None:
    """Return the table and the cell a character stands in; of tables within tables the innermost."""
    for number in range(len(tables) - 1, -1, -1):
        cell = tables[number].cell_at(char.x, char.y)
        if cell is not None:
            return number, cell
    return None


def _across(chars: Iterable[Char], owners: dict[int, tuple[int, int]]) -> set[int]:
    """Digits that run without a gap from one cell into the next: the line between them means nothing."""
    found = set()
    for line in group_lines(char for char in chars if not char.turn):
        for left, right in pairwise(line.chars):
            if owners.get(id(left)) == owners.get(id(right)) or not (left.text.isdigit() or right.text.isdigit()):
                continue
            if right.left - left.right < _TOUCHING * left.size and left.text.strip() and right.text.strip():
                found |= {id(left), id(right)}
    return found


def _pieces(
    table: RuledTable, chars: list[list[Char]], across: set[int], marks: PageMarks, off_line: bool
) -> tuple[FragmentCell, ...]:
    pieces = []
    for cell, inside in zip(table.cells, chars, strict=True):
        text, overlapping = compose_cell_text(inside, cell.box[2] - cell.box[0])
        reasons = (
            overlapping,
            _OPEN if inside and not cell.closed else "",
            _ACROSS if any(id(char) in across for char in inside) else "",
            _STRUCK if _is_struck(inside, marks.horizontal) else "",
            _OFF_LINE if off_line and not _HAN.search(text) else "",
            _FILLED_IN if any(not note.is_read and _meet(note.box, cell.box) for note in marks.notes) else "",
            _NO_TEXT if not text.strip() and _holds_drawing(cell.box, marks) else "",
        )
        trouble = next(filter(None, reasons), "") if len(_HAN.findall(text)) <= _MOST_HAN else ""
        confidence = min((char.confidence for char in inside if char.confidence is not None), default=None)
        pieces.append(FragmentCell(text, cell.box, cell.row, trouble, confidence))
    return tuple(pieces)


def _is_struck(chars: Iterable[Char], lines: Iterable[Segment]) -> bool:
    digits = [char for char in chars if char.text.isdigit()]
    return any(_is_through(char, line.at) and line.start <= char.x <= line.end for char in digits for line in lines)


def _is_through(char: Char, y: float) -> bool:
    height = char.bottom - char.top
    return char.top + _STRUCK_FROM * height < y < char.top + _STRUCK_TO * height


def _is_off_line(note: Box, cells: Iterable[Box]) -> bool:
    """Whether a note that lies on a table stands well in none of its cells."""
    shares = [_overlap(note, cell) for cell in cells]
    return _OVER < max(shares, default=0) < 1 - _OVER


def _overlap(note: Box, cell: Box) -> float:
    """How much of a note lies in a cell, from 0 to 1."""
    width = min(note[2], cell[2]) - max(note[0], cell[0])
    height = min(note[3], cell[3]) - max(note[1], cell[1])
    area = (note[2] - note[0]) * (note[3] - note[1])
    return width * height / area if min(width, height, area) > 0 else 0


def _holds_drawing(cell: Box, marks: PageMarks) -> bool:
    return any(_meet(picture, cell) for picture in marks.pictures) or any(
        _is_in_middle(drawing, cell) and _overlap(drawing, cell) > 1 - _OVER for drawing in marks.drawings
    )


def _meet(box: Box, cell: Box) -> bool:
    """Whether the middle of one lies within the other."""
    return _is_in_middle(box, cell) or _is_in_middle(cell, box)


def _is_in_middle(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3]
