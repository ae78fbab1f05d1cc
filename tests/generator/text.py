"""Plain text in the layouts that scraping and copying leave behind (QUIRKS 2b). Encodes no bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from generator.document import Document
from generator.form_tables import FormTable


class Layout(StrEnum):
    """How the cells of a table stand in plain text."""

    PIPES = "pipes"  # a row a line: 规章 | 0 | 0 | 0 |
    LEADING_PIPE = "leading_pipe"  # | 规章 | 0 | 0 | 0 |
    PIPE_CELLS = "pipe_cells"  # a cell a line, each with its pipe, as in the page of a real town
    CELLS = "cells"  # a cell a line and a blank line between; nothing tells where a row ends
    TABS = "tabs"  # copied from a spreadsheet: merged areas leave empty cells


def write_text(document: Document, layout: Layout) -> str:
    """The whole document as plain text."""
    return "\n".join(_lines(document, layout)) + "\n"


def _lines(document: Document, layout: Layout) -> Iterator[str]:
    yield document.title
    yield from document.introduction
    for section in document.sections():
        yield section.heading
        yield from section.paragraphs
        if section.table:
            yield from _table(section.table, layout)
    yield from document.signature


def _table(table: FormTable, layout: Layout) -> list[str]:
    if layout is Layout.TABS:
        return ["\t".join(box.text if box else "" for box in row) for row in table.grid()]
    rows = [[box.text for box in row] for row in table.rows]
    if layout is Layout.CELLS:
        return [line for row in rows for text in row for line in (text, "")]
    separator = "\n" if layout is Layout.PIPE_CELLS else " "
    front = "| " if layout is Layout.LEADING_PIPE else ""
    return [front + _piped(row, table.width, separator) for row in rows]


def _piped(row: Sequence[str], width: int, separator: str) -> str:
    """A pipe after each cell, and one for each column that merged cells leave over: `第二十条第（一）项 | |||`."""
    return separator.join(f"{text} |" for text in row) + " " + "|" * (width - len(row))
