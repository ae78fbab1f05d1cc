"""The neutral document every file format is turned into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from township_reports.domain.report import SourceLocation

NOWHERE = SourceLocation()
"""The place of running text in formats that count neither lines nor pages."""


class Paragraph(NamedTuple):
    """A piece of running text; an empty one stands for an empty cell between two separators.

    `ends_row` is set where separators show that a row of a table ends here, `recognised` where the characters come
    from a picture: figures among them are not certain.
    """

    text: str
    place: SourceLocation
    ends_row: bool = False
    recognised: bool = False


class GridCell(NamedTuple):
    """A cell of a grid, stated once however many columns and rows it spans.

    `column` is the first grid column it covers, from 0; `trouble` says in Chinese why the text cannot be trusted;
    `confidence` (0 to 1) is how sure the recognition of its characters was, None where they were not recognised.
    """

    text: str
    place: SourceLocation
    column: int
    trouble: str = ""
    confidence: float | None = None


@dataclass(frozen=True)
class Grid:
    """Rows of logical cells; in an inexact grid (text with separators) empty cells may have been lost."""

    rows: tuple[tuple[GridCell, ...], ...]
    exact: bool = True
    sheet: str = ""


@dataclass(frozen=True)
class Document:
    """Paragraphs and grids in reading order, and what the format's reader left out on purpose, in Chinese.

    `pictures` are the pages, counted from 1, that are pictures and have not been read yet.
    """

    blocks: tuple[Paragraph | Grid, ...]
    notes: tuple[str, ...] = ()
    scanned_pages: tuple[int, ...] = ()

    def list_grids(self) -> tuple[Grid, ...]:
        """List the grids in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    def list_paragraphs(self) -> tuple[Paragraph, ...]:
        """List the running text in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    def iterate_texts(self) -> Iterator[str]:
        """Every text, of paragraphs and of cells, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for row in block.rows for cell in row)
