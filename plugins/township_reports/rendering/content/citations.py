"""Figures in sentences, each tied to the cells it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Noncharacters, which Unicode keeps for use within a program: no text from outside passes `printable` with one of them.
OPEN, MIDDLE, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
CITED = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}([^{CLOSE}]*){CLOSE}")
SENTENCE_END = re.compile("(?<=[。！？])")


class TextPiece(NamedTuple):
    """A stretch of text; `cells` are what its figure comes from: a cell of this year, or 2020:cell of another."""

    text: str
    cells: tuple[str, ...] = ()


def cite(text: str, *cells: str) -> str:
    """Return the text with its cells noted in it, for `cited_pieces` to find."""
    return f"{OPEN}{' '.join(cells)}{MIDDLE}{text}{CLOSE}"


def cite_last_year(year: int, cell: str) -> str:
    """How a cell of another year's report is cited."""
    return f"{year}:{cell}"


def split_citations(marked: str) -> tuple[TextPiece, ...]:
    """Split the text without its notes, in pieces."""
    return tuple(_pieces(marked))


def _pieces(marked: str) -> Iterator[TextPiece]:
    end = 0
    for found in CITED.finditer(marked):
        if found.start() > end:
            yield TextPiece(marked[end : found.start()])
        yield TextPiece(found[2], tuple(found[1].split()))
        end = found.end()
    if end < len(marked):
        yield TextPiece(marked[end:])


def list_sentences(pieces: tuple[TextPiece, ...]) -> Iterator[TextPiece]:
    """List the sentences of a paragraph, each with the cells of all its figures."""
    text, cells = "", list[str]()
    for piece in pieces:
        *ended, rest = SENTENCE_END.split(piece.text)
        cells += piece.cells
        for sentence in ended:
            yield TextPiece(text + sentence, tuple(dict.fromkeys(cells)))
            text, cells = "", []
        text += rest
    if text:
        yield TextPiece(text, tuple(dict.fromkeys(cells)))
