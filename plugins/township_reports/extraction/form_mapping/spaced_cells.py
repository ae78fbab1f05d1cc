"""Takes lines apart that hold several cells with only spaces between, as text out of PDFs does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import get_args

from township_reports.domain.form.form import TableId
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.labels import LabelVocabulary, normalize_label
from township_reports.extraction.form_mapping.rows import Field, join_fields

_MOST_WORDS = 60
_LONGEST_LINE = 400
_FEWEST_HEADS = 3
_SURELY_A_ROW = 3  # figures side by side; running text has fewer
_TABLES: tuple[TableId, ...] = get_args(TableId)
_CLOSING = ")”’"
_AROUND = ((0, 1), (1, 1), (1, 0), (0, 2), (1, 2), (2, 1), (2, 2), (2, 0))  # lines of a label around its figures


def split_cells(line: str) -> list[str]:
    """Split the cells of a line: labels of the form and figures, or anything before several figures.

    Else the line itself.
    """
    words = line.split() if len(line) <= _LONGEST_LINE else []
    if not 1 < len(words) <= _MOST_WORDS:
        return [line]
    cells = _labels_and_figures(tuple(words))
    if cells is None:
        return _heads(words) or _behind_group(line) or _before_figures(words) or [line]
    return list(cells) if len(cells) > 1 else [line]


def _heads(words: list[str]) -> list[str]:
    """Return the words of a line of heads, some of which may be damaged beyond recognition."""
    known = sum(map(_is_head, words))
    return words if known >= max(_FEWEST_HEADS, len(words) / 2) else []


def _is_head(word: str) -> bool:
    return any(form_labels.get_columns(table).knows(word) for table in _TABLES)


def _behind_group(line: str) -> list[str]:
    """Return the label of a group and what stands behind it in the next column."""
    front, *rest = re.split(r"\s{2,}", line.strip(), maxsplit=1)
    if rest and _is_piece(front):
        return split_cells(rest[0])
    return [front, *split_cells(rest[0])] if rest and form_labels.get_groups("requests").knows(front) else []


def _before_figures(words: list[str]) -> list[str]:
    """Anything, and several figures behind it."""
    figures = _figures_at_end(words)
    if figures < _SURELY_A_ROW:
        return []
    label = words[1:-figures] if _is_piece(words[0]) else words[:-figures]
    return [*filter(None, [" ".join(label)]), *words[-figures:]]


def _figures_at_end(words: list[str]) -> int:
    return next((number for number, word in enumerate(reversed(words)) if not looks_like_figure(word)), len(words))


def _labels_and_figures(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words as labels, of one or several words each, and figures; None if anything is left over.

    Pieces of a label that runs down the page beside the rows stand in front of them, and are left out.
    """
    cells: list[str] = []
    at = 0
    while at < len(words):
        if looks_like_figure(words[at]) and not _begins_label(words, at, cells):
            cells.append(words[at])
            at += 1
            continue
        end = _end_of_label(words, at)
        if end:
            cells.append(" ".join(words[at:end]))
            at = end
        elif not cells and _is_piece(words[at]):
            at += 1
        elif cells and 2 * _figures(words[at:]) >= len(words) - at:
            return (*cells, *words[at:])
        else:
            return None
    return tuple(cells)


def _begins_label(words: tuple[str, ...], at: int, cells: list[str]) -> bool:
    """Whether a word that may be a figure begins a label: 1 . 属于国家秘密, 无 法 提 供."""
    may_be_ordinal = not (cells and looks_like_figure(cells[-1]))
    return (may_be_ordinal or not words[at].isdigit()) and _end_of_label(words, at) > at + 1


def _figures(words: tuple[str, ...]) -> int:
    return sum(map(looks_like_figure, words))


def _end_of_label(words: tuple[str, ...], at: int) -> int:
    """Behind the most words from `at` on that are a label, to the last character if possible; 0 for none."""
    figure = next((end for end in range(at + 1, len(words)) if looks_like_figure(words[end])), len(words))
    ends = [end for end in range(figure, at, -1) if normalize_label(words[end - 1]) or words[end - 1] in _CLOSING]
    whole = next((end for end in ends if _is_label("".join(words[at:end]))), None)
    return whole or next((end for end in ends if _is_damaged_label("".join(words[at:end]))), 0)


@lru_cache(maxsize=4096)
def _is_label(text: str) -> bool:
    return any(names.find_whole(text) for names in _vocabularies())


@lru_cache(maxsize=4096)
def _is_damaged_label(text: str) -> bool:
    return any(names.find(text) for names in _vocabularies())


@lru_cache(maxsize=1024)
def _is_piece(text: str) -> bool:
    """Whether a text may be a piece of 三、本年度办理结果, which reaches down over most rows of table 三."""
    return any(normalize_label(text) in group for group in _group_keys())


@cache
def _group_keys() -> tuple[str, ...]:
    return tuple(normalize_label(label) for label in form_labels.get_outer_groups("requests"))


@cache
def _vocabularies() -> tuple[LabelVocabulary, ...]:
    by_table = (form_labels.get_rows, form_labels.get_groups, form_labels.get_columns, form_labels.get_heads)
    return (
        form_labels.get_blocks(),
        form_labels.get_known_rows(),
        *(names(table) for table in _TABLES for names in by_table),
    )


def rejoin_labels(rows: list[list[Field]]) -> list[list[Field]]:
    """Return the rows of figures with the lines of their label above and below in one piece.

    Where together they are one.
    """
    whole: list[list[Field]] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        begin, end = _label_before_figures(row)
        above, below = _lines_around(whole, rows, at, row[begin:end]) if end else (0, 0)
        if above or below:
            pieces = [*_firsts(whole[len(whole) - above :]), *row[begin:end], *_firsts(rows[at + 1 : at + 1 + below])]
            del whole[len(whole) - above :]
            row = [*row[:begin], join_fields(pieces), *row[end:]]
        whole.append(row)
        at += 1 + below
    return whole


def _firsts(rows: Sequence[list[Field]]) -> list[Field]:
    return [row[0] for row in rows]


def _label_before_figures(row: list[Field]) -> tuple[int, int]:
    """Where the piece of a label stands in front of a row's figures, or is missing behind its group; else (0, 0)."""
    figure = next((at for at, field in enumerate(row) if looks_like_figure(field.text)), 0)
    before = row[figure - 1].text if figure else ""
    if not normalize_label(before):
        return 0, 0
    if form_labels.get_groups("requests").knows(before):
        return figure, figure
    return (0, 0) if _is_label(before) else (figure - 1, figure)


def _lines_around(
    before: list[list[Field]], rows: list[list[Field]], at: int, piece: Sequence[Field]
) -> tuple[int, int]:
    """How many lines above and below a row make the piece of a label in it a whole one; (0, 0) if none do."""
    for above, below in _AROUND:
        lines = [*before[len(before) - above :], *rows[at + 1 : at + 1 + below]]
        if above > len(before) or len(lines) < above + below or any(len(line) > 1 for line in lines):
            continue
        if not piece and not (above and below):
            continue
        texts = [field.text for field in _firsts(lines)]
        if not any(map(looks_like_figure, texts)):
            texts[above:above] = [field.text for field in piece]
            if _is_label("".join(texts)):
                return above, below
    return 0, 0
