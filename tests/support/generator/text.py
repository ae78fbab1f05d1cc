"""Plain text in the layouts that scraping and copying leave behind (QUIRKS 2b). Encodes no bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from support.generator.document import Document
from support.generator.form_tables import FormTable


class Layout(StrEnum):
    """How the cells of a table stand in plain text."""

    PIPES = "pipes"  # a row a line: 规章 | 0 | 0 | 0 |
    LEADING_PIPE = "leading_pipe"  # | 规章 | 0 | 0 | 0 |
    RULED = "ruled"  # the same with a line | --- | --- | under the first row
    NARROW = "narrow"  # |规章|0|0|0|
    PIPE_CELLS = "pipe_cells"  # a cell a line, each with its pipe, as in the page of a real town
    BARS = "bars"  # a cell a line, and a line with a pipe between
    PADDED = "padded"  # a cell over three lines, with blanks around it
    HARD_PADDED = "hard_padded"  # the same with no-break spaces
    CELLS = "cells"  # a cell a line and a blank line between; nothing tells where a row ends
    LINES = "lines"  # a cell a line, no blank line
    TABS = "tabs"  # copied from a spreadsheet: merged areas leave empty cells
    SPACES = "spaces"  # a row a line, one space between cells
    GLUED = "glued"  # 规章000: nothing between the cells


def write_text(document: Document, layout: Layout) -> str:
    """The whole document as plain text."""
    return "\n".join(_lines(document, layout)) + "\n"


def without_repeated_lines(text: str) -> str:
    """As a scraper leaves it that takes every line only once."""
    return "\n".join(dict.fromkeys(text.split("\n"))) + "\n"


def without_blank_cells(text: str) -> str:
    """As a scraper leaves rows of pipes: blank cells are gone, and the figures behind them slid to the left."""
    return "\n".join(_slid(line) if line.count("|") > 1 else line for line in text.split("\n"))


def _slid(line: str) -> str:
    cells = line.split("|")
    whole = [cell for cell in cells if cell.strip()]
    return "|".join(whole) + "|" * (len(cells) - len(whole))


def _lines(document: Document, layout: Layout) -> Iterator[str]:
    yield document.title
    yield from document.introduction
    for section in document.sections():
        yield from section.lines
        for table in section.tables:
            yield from TABLES[layout](table)
    yield from document.signature


def _texts(table: FormTable) -> list[list[str]]:
    return [[box.text for box in row] for row in table.rows]


def _piped(row: Sequence[str], width: int, separator: str) -> str:
    """A pipe after each cell, and one for each column that merged cells leave over: `第二十条第（一）项 | |||`."""
    return separator.join(f"{text} |" for text in row) + " " + "|" * (width - len(row))


def _pipes(table: FormTable) -> list[str]:
    return [_piped(row, table.width, " ") for row in _texts(table)]


def _leading_pipe(table: FormTable) -> list[str]:
    return [f"| {line}" for line in _pipes(table)]


def _ruled(table: FormTable) -> list[str]:
    first, *others = (f"| {' | '.join(row)} |" for row in _unmerged(table))
    return [first, "|" + " --- |" * table.width, *others]


def _narrow(table: FormTable) -> list[str]:
    return [f"|{'|'.join(row)}|" for row in _unmerged(table)]


def _pipe_cells(table: FormTable) -> list[str]:
    return [_piped(row, table.width, "\n") for row in _texts(table)]


def _bars(table: FormTable) -> list[str]:
    lines = []
    for row in _texts(table):
        for text in row:
            lines += [text, "|"] if text else ["|"]
        lines += ["|" * (table.width - len(row))] if len(row) < table.width else []
    return lines


def _padded(table: FormTable, blank: str = " ") -> list[str]:
    lines = []
    for row in _texts(table):
        lines.append("| ")
        for text in row:
            lines += [f" {blank}{text}{blank} ", " | "]
        lines[-1] += "|" * (table.width - len(row))
    return lines


def _hard_padded(table: FormTable) -> list[str]:
    return _padded(table, "\u00a0")


def _cells(table: FormTable) -> list[str]:
    return [line for row in _texts(table) for text in row for line in (text, "")]


def _each_in_a_line(table: FormTable) -> list[str]:
    return [text for row in _texts(table) for text in row]


def _tabs(table: FormTable) -> list[str]:
    return ["\t".join(row) for row in _unmerged(table)]


def _spaces(table: FormTable) -> list[str]:
    return [" ".join(row) for row in _texts(table)]


def _glued(table: FormTable) -> list[str]:
    return ["".join(row) for row in _texts(table)]


def _unmerged(table: FormTable) -> list[list[str]]:
    return [[box.text if box else "" for box in row] for row in table.grid()]


TABLES: Mapping[Layout, Callable[[FormTable], list[str]]] = {
    Layout.PIPES: _pipes,
    Layout.LEADING_PIPE: _leading_pipe,
    Layout.RULED: _ruled,
    Layout.NARROW: _narrow,
    Layout.PIPE_CELLS: _pipe_cells,
    Layout.BARS: _bars,
    Layout.PADDED: _padded,
    Layout.HARD_PADDED: _hard_padded,
    Layout.CELLS: _cells,
    Layout.LINES: _each_in_a_line,
    Layout.TABS: _tabs,
    Layout.SPACES: _spaces,
    Layout.GLUED: _glued,
}
