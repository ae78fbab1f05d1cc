"""Plain text, as scraped from web pages: tables with bars or tabs, one row or one cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from township_reports.domain.document import Document, Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation, UnreadableReportError
from township_reports.extraction.parsers.text.encoding import decode, mark_end

Line = tuple[int, str]

_BARS = str.maketrans("｜│┃║∣", "|||||")
_RULE = re.compile(r"[\s|:+\-=─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═]*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]\s*\d+\s*[-—–]|Page\s*\d+.*|P\.\s*\d+|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)\s*", re.IGNORECASE
)
_MOST_BYTES = 10_000_000
_MOST_PIECES = 100_000
_PIECE_ENDS = "\n\r\t|｜"
_CELLS_OF_A_ROW = 3
_ROWS_OF_A_TABLE = 5


def parse(data: bytes) -> Document:
    """Parse the document of a text file; its cells carry the number of their line.

    Raises UnreadableReportError if it is too large.
    """
    if len(data) > _MOST_BYTES:
        raise UnreadableReportError(
            "文本文件过大（超过10兆字节），不像一份年报，没有读取。请只报送年报，另存为 .docx 或 .xlsx。"
        )
    text = mark_end(decode(data))
    if sum(map(text.count, _PIECE_ENDS)) > _MOST_PIECES:
        raise UnreadableReportError(
            "文本文件的行数或分隔符过多，不像一份年报，没有读取。请只报送年报，另存为 .docx 或 .xlsx。"
        )
    lines = [(number, line.translate(_BARS)) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if not _is_furniture(line)]
    if _bars_lead(lines):
        lines = [(number, line.lstrip().removeprefix("|")) for number, line in lines]
    row_lines = sum(len(_filled(_split(line))) >= _CELLS_OF_A_ROW for _, line in lines)
    blocks = _row_a_line(lines) if row_lines >= _ROWS_OF_A_TABLE else _cell_a_line(lines)
    return Document(tuple(blocks))


def _is_furniture(line: str) -> bool:
    """Page numbers and drawn rules; a line of bars and single dashes is a row."""
    drawn = "---" in line or "─" in line or "━" in line or "═" in line or "===" in line
    return _PAGE_NUMBER.fullmatch(line) is not None or (drawn and _RULE.fullmatch(line) is not None)


def _bars_lead(lines: list[Line]) -> bool:
    """Whether rows begin with a bar; where they do not, a bar in front means an empty first cell."""
    barred = [line.strip() for _, line in lines if "|" in line.strip()[1:]]
    led = sum(line.startswith("|") and line[1:].lstrip()[:1] not in ("|", "") for line in barred)
    return led > sum(not line.startswith("|") for line in barred)


def _separator(line: str) -> str:
    if "|" in line:
        return "|"
    return "\t" if "\t" in line.strip() or line.count("\t") > 1 else ""


def _split(line: str) -> list[str]:
    separator = _separator(line)
    if not separator:
        return [line]
    if separator == "|":
        line = line.strip().removesuffix("|")
    return [part.strip() for part in line.split(separator)]


def _filled(parts: list[str]) -> list[str]:
    return [part for part in parts if part]


def _row_a_line(lines: list[Line]) -> Iterator[Paragraph | Grid]:
    run: list[Line] = []
    for number, line in lines:
        if _separator(line):
            run.append((number, line))
        elif line.strip():
            yield from _grid(run)
            run = []
            yield Paragraph(line.strip(), SourceLocation(line=number))
    yield from _grid(run)


def _grid(run: list[Line]) -> Iterator[Grid]:
    """Return the lines of one table.

    A rectangle of tabs was copied from a spreadsheet, with every blank in its place.
    """
    rows = tuple(_row(number, line) for number, line in run)
    pasted = all(_separator(line) == "\t" for _, line in run) and len({len(row) for row in rows}) == 1
    if rows:
        yield Grid(rows, exact=pasted)


def _row(number: int, line: str) -> tuple[GridCell, ...]:
    parts = enumerate(_split(line))
    return tuple(GridCell(part, SourceLocation(line=number, column=index + 1), index) for index, part in parts)


def _cell_a_line(lines: list[Line]) -> Iterator[Paragraph]:
    """Every piece between line ends and separators, and an empty one where nothing stands between two bars."""
    since_bar = False
    for number, line in lines:
        place = SourceLocation(line=number)
        content, padding = _without_padding(line)
        for index, part in enumerate(content.split("|")):
            if index:
                if since_bar:
                    yield Paragraph("", place)
                since_bar = True
            for piece in filter(None, map(str.strip, part.split("\t"))):
                yield Paragraph(piece, place)
                since_bar = False
        if padding:
            yield from [Paragraph("", place)] * padding
            yield Paragraph("", place, ends_row=True)
            since_bar = True


def _without_padding(line: str) -> tuple[str, int]:
    """Return a line without the bars that fill a row up to the widest, which stand without a space between.

    Their number.
    """
    whole = line.rstrip()
    content = whole.rstrip("|")
    padding = len(whole) - len(content)
    return (content, padding) if padding > 1 else (line, 0)
