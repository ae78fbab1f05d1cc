"""Puts rows together that a page break cut in two, as only labels can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import get_args

from township_reports.domain.form.form import TableId
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.labels import LabelVocabulary, normalize_label
from township_reports.extraction.form_mapping.rows import Field, Fields, list_filled

_Rows = list[list[Field]]
_LOOK_UP = 12  # rows; no label of the form reaches down further


def rejoin_split_rows(rows: Iterable[Fields]) -> list[Fields]:
    """Return the rows of a grid with those that continue on the next page in one piece.

    A number in two pieces is unsure.
    """
    whole: _Rows = []
    page = None
    for fields in _with_head_once(rows):
        row = list(fields)
        page_before, page = page, fields[0].cell.place.page if fields else page
        if not whole or page == page_before or not _goes_on(whole, row):
            whole.append(row)
    return [tuple(row) for row in whole]


def _with_head_once(rows: Iterable[Fields]) -> Iterator[Fields]:
    """Return the rows without the head of the table where it is printed again at the top of a page."""
    head: list[list[str]] = []
    in_head, again, page = True, 0, None
    for row in rows:
        texts = [field.text for field in row]
        page_before, page = page, row[0].cell.place.page if row else page
        again = 0 if page != page_before else again
        in_head = in_head and not any(map(looks_like_figure, texts)) and page_before in (None, page)
        if in_head:
            head.append(texts)
        elif again < len(head) and texts == head[again]:
            again += 1
            continue
        else:
            again = len(head)
        yield row


def _goes_on(whole: _Rows, row: list[Field]) -> bool:
    """Give the rows above what the first row of a page holds of them; whether that was all of it."""
    ends_labels = _absorb_labels(whole, row)
    if not _is_rest(whole[-1], row, ends_labels):
        return False
    _absorb(whole[-1], row)
    return True


def _absorb_labels(whole: _Rows, row: list[Field]) -> bool:
    """Give the labels above their last lines, which stand in `row`; whether the row just above got any."""
    in_last = False
    for at, field in enumerate(row):
        if not normalize_label(field.text) or looks_like_figure(field.text):
            continue
        for number in range(len(whole) - 1, max(len(whole) - 1 - _LOOK_UP, -1), -1):
            above = _at_column(whole[number], field.cell.column)
            if above is None or whole[number][above].is_empty:
                continue
            if _is_label(whole[number][above].text + field.text):
                whole[number][above] = _joined(whole[number][above], field)
                row[at] = Field("", field.cell._replace(text=""))
                in_last = in_last or number == len(whole) - 1
            break
    return in_last


def _is_rest(above: list[Field], row: list[Field], ends_labels: bool) -> bool:
    """Whether what is left of a row belongs to the row above: it has no label of its own."""
    left = list_filled(row)
    if any(not looks_like_figure(field.text) and not field.cell.trouble for field in left):
        return False
    if ends_labels or not left:
        return ends_labels
    labelled = any(not looks_like_figure(field.text) for field in list_filled(above))
    partners = [_at_column(above, field.cell.column) for field in left]
    texts = [above[partner].text for partner in partners if partner is not None]
    fits = all(not text.strip() or looks_like_figure(text) for text in texts)
    return labelled and len(texts) == len(left) and fits


def _absorb(above: list[Field], rest: list[Field]) -> None:
    for field in list_filled(rest):
        partner = _at_column(above, field.cell.column)
        if partner is None:
            above.append(field)
        else:
            above[partner] = _joined(above[partner], field)


def _at_column(row: list[Field], column: int) -> int | None:
    return next((at for at, field in enumerate(row) if field.cell.column == column), None)


def _joined(above: Field, rest: Field) -> Field:
    """Two pieces of one cell; the line break between two pieces of a number keeps it from being read."""
    cell = above.cell._replace(
        text=f"{above.cell.text}\n{rest.cell.text}".strip(),
        trouble=above.cell.trouble or rest.cell.trouble,
        confidence=min((c for c in (above.cell.confidence, rest.cell.confidence) if c is not None), default=None),
    )
    return Field(f"{above.text}\n{rest.text}".strip(), cell)


@lru_cache(maxsize=4096)
def _is_label(text: str) -> bool:
    """Whether a text is a label to its last character."""
    return any(names.find_whole(text) for names in _vocabularies())


@cache
def _vocabularies() -> tuple[LabelVocabulary, ...]:
    tables: tuple[TableId, ...] = get_args(TableId)
    by_table = (form_labels.get_rows, form_labels.get_groups, form_labels.get_columns, form_labels.get_heads)
    return (form_labels.get_blocks(), *(names(table) for table in tables for names in by_table))
