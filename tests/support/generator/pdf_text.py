"""Plain text taken out of PDFs: lines as they stood on the page, page numbers between rows (QUIRKS 2b)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from support.generator.document import Document
from support.generator.form_tables import Box, FormTable

PAGE_LENGTH = 45  # lines
LINE_LENGTH = 26  # characters of running text
LEVEL_UP_TO = 7  # boxes beside each other; more have narrow heads
LABELS_WIDE = 24  # half-width characters of one column of labels
FIGURES_WIDE = 90  # of all columns of figures


def write_flip_book(document: Document) -> str:
    """As flip-book pages give it: the words of a row with a space between, narrow heads one character a line."""
    lines = [document.title, *document.introduction]
    for section in document.sections():
        lines += [section.heading, *_broken(section.paragraphs)]
        for table in section.tables:
            lines += _flipped(table)
    return "\n".join(_paged([*lines, *document.signature], "Page {0} - {0}", "P. {0}")) + "\n"


def write_layout(document: Document) -> str:
    """As `pdftotext -layout` gives it: every word in its column, labels over several lines around their figures."""
    lines = [f"{'':20}{document.title}", *document.introduction]
    for section in document.sections():
        lines += ["", section.heading, *_broken(section.paragraphs)]
        for table in section.tables:
            lines += _laid_out(table)
    return "\n".join(_paged([*lines, *document.signature], f"{'':40}-{{0}}-", "\f")) + "\n"


def _broken(paragraphs: Sequence[str]) -> list[str]:
    """Running text with hard line breaks."""
    return [text[at : at + LINE_LENGTH] for text in paragraphs for at in range(0, len(text), LINE_LENGTH)]


def _paged(lines: Sequence[str], *furniture: str) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        yield line
        if number % PAGE_LENGTH == 0:
            yield from (text.format(number // PAGE_LENGTH) for text in furniture)


def _flipped(table: FormTable) -> Iterator[str]:
    """Heads of narrow columns run down the page; all else stands in one line a row."""
    for row in table.rows:
        texts = [box.text for box in row]
        if len(row) > LEVEL_UP_TO and not any(box.cell for box in row):
            yield from (" ".join(text[at] for text in texts if at < len(text)) for at in range(max(map(len, texts))))
        else:
            yield " ".join(texts)


def _laid_out(table: FormTable) -> list[str]:
    """The lines of a table, the text of each box in the middle of its height."""
    widths = _widths(table)
    tops = _tops(table, widths)
    page: list[dict[int, str]] = [{} for _ in range(tops[-1])]
    for row, column, box in table.placed():
        lines = _lines(box, widths, column)
        first = tops[row] + (tops[row + box.down] - tops[row] - len(lines)) // 2
        for number, line in enumerate(lines, max(first, tops[row])):
            page[min(number, len(page) - 1)][sum(widths[:column])] = line
    return [_line(pieces) for pieces in page]


def _tops(table: FormTable, widths: Sequence[int]) -> list[int]:
    """The first line of each row, and the line after the last."""
    heights = [1] * len(table.rows)
    for row, column, box in table.placed():
        last = row + box.down - 1
        missing = len(_lines(box, widths, column)) - sum(heights[row : last + 1])
        heights[last] += max(missing, 0)
    return [sum(heights[:row]) for row in range(len(heights) + 1)]


def _widths(table: FormTable) -> list[int]:
    """Wide columns for labels at the left of all figures, narrower ones for the figures."""
    first = min((column for _, column, box in table.placed() if box.cell), default=0)
    narrow = FIGURES_WIDE // (table.width - first)
    return [LABELS_WIDE if column < first else narrow for column in range(table.width)]


def _lines(box: Box, widths: Sequence[int], column: int) -> list[str]:
    room = (sum(widths[column : column + box.across]) - 2) // 2
    text = box.text
    return [text] if box.cell else [text[at : at + room] for at in range(0, len(text), room)]


def _line(pieces: dict[int, str]) -> str:
    line = ""
    for left in sorted(pieces):
        width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
        line += " " * max(left - width, 2 if line else 0) + pieces[left]
    return line.rstrip()
