"""Rebuilds the rows of tables that scraping printed one cell a line: a label begins a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, pairwise

from township_reports.domain.document import GridCell, Paragraph
from township_reports.domain.form.form import TableId
from township_reports.domain.report import SourceLocation
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.labels import LabelVocabulary, normalize_label
from township_reports.extraction.form_mapping.normalization import TextNormalizer
from township_reports.extraction.form_mapping.rows import Field, Fields, join_fields
from township_reports.extraction.form_mapping.spaced_cells import rejoin_labels, split_cells

_MOST_LINES_OF_A_LABEL = 4
_MOST_LOST_HEADS = 3
_FEWEST_OPENED = 3
_LONGEST_LABEL = 90
_END_OF_ROW = Field("", GridCell("", SourceLocation(), 0))


def reflow_rows(paragraphs: Sequence[Paragraph], wording: TextNormalizer) -> list[Fields]:
    """Rows of fields: each row label, head line or text begins a row, figures go on with it."""
    tokens = list(_tokens(paragraphs, wording))
    rows: list[list[Field]] = [[]]
    at = 0
    while at < len(tokens):
        label, taken = _label_at(tokens, at)
        if tokens[at] is _END_OF_ROW:
            rows.append([])
        elif not rows[-1] or _continues(rows[-1], tokens[at], label) or _is_lost_head(rows[-1], tokens, at):
            rows[-1].append(join_fields(tokens[at : at + taken]))
        else:
            rows.append([join_fields(tokens[at : at + taken])])
        at += taken
    filled_rows = _without_opening_bars([row for row in rows if row])
    return [_numbered(row) for row in rejoin_labels(filled_rows)]


def _without_opening_bars(rows: list[list[Field]]) -> list[list[Field]]:
    """Return the rows without the empty field that a bar in front of every row leaves.

    Known by those in front of labels.
    """
    opened = sum(row[0].is_empty and len(row) == 1 and bool(_role(below[0].text)) for row, below in pairwise(rows))
    if opened < _FEWEST_OPENED:
        return rows
    return [part for row in rows if (part := row[1:] if row[0].is_empty else row)]


def _tokens(paragraphs: Sequence[Paragraph], wording: TextNormalizer) -> Iterator[Field]:
    """Return the lines as cells; a line of several with spaces between as all of them."""
    for paragraph in paragraphs:
        if paragraph.ends_row:
            yield _END_OF_ROW
            continue
        text = wording.clean(paragraph.text)
        cells = split_cells(text)
        if len(cells) == 1:
            yield Field(text, GridCell(paragraph.text, paragraph.place, 0))
        else:
            yield from (Field(cell, GridCell(cell, paragraph.place, 0)) for cell in cells)


def _label_at(tokens: list[Field], at: int) -> tuple[str, int]:
    """Return the role of the label that begins at a token, "" for none, and how many lines it takes."""
    for taken in range(min(_MOST_LINES_OF_A_LABEL, len(tokens) - at), 1, -1):
        lines = [field.text for field in tokens[at : at + taken]]
        if all(normalize_label(line) and not looks_like_figure(line) for line in lines):
            role = _role_of_lines("".join(lines), _goes_on(lines))
            if role:
                return role, taken
    return _role(tokens[at].text), 1


def _goes_on(lines: list[str]) -> bool:
    """Whether the last line is an explanation in brackets, or the rest of one."""
    before = "".join(lines[:-1])
    rest_of_one = before.count("(") > before.count(")")
    return rest_of_one or (lines[-1].startswith("(") and lines[-1].find(")") == len(lines[-1]) - 1)


@lru_cache(maxsize=4096)
def _role(text: str) -> str:
    """Whether one line opens a table or block, labels a group or row, or belongs to a head; "" for none."""
    if len(text) > _LONGEST_LABEL or looks_like_figure(text):
        return ""
    return next((role for role, names in _roles() if any(name.find(text) for name in names)), "")


@lru_cache(maxsize=4096)
def _role_of_lines(text: str, explained: bool) -> str:
    """Return the role of a label over several lines: it must be one to its last character, or end in an explanation."""
    if len(text) > _LONGEST_LABEL:
        return ""
    found = LabelVocabulary.knows if explained else LabelVocabulary.find_whole
    return next((role for role, names in _roles() if any(found(name, text) for name in names)), "")


@cache
def _roles() -> tuple[tuple[str, tuple[LabelVocabulary, ...]], ...]:
    tables: tuple[TableId, ...] = ("proactive", "requests", "disputes")
    heads = tuple(names for table in tables for names in (form_labels.get_columns(table), form_labels.get_heads(table)))
    return (
        ("line", (form_labels.get_sections(), form_labels.get_blocks())),
        ("group", (form_labels.get_groups("requests"),)),
        ("row", (form_labels.get_rows("proactive"), form_labels.get_rows("requests"), form_labels.get_known_rows())),
        ("head", heads),
    )


def _continues(row: list[Field], field: Field, label: str) -> bool:
    """Whether a field stands in the row so far: a figure, a head beside heads, a row label beside its group's.

    Figures behind the heads of columns are a row of their own.
    """
    if not label:
        return _is_value(field) and (_is_value(row[-1]) or _role(row[0].text) != "head")
    last = _role(row[-1].text) or _role(row[0].text)  # a lost head among heads
    return (label, last) in {("head", "head"), ("group", "group"), ("row", "group")} and not any(map(_is_value, row))


def _is_lost_head(row: list[Field], tokens: list[Field], at: int) -> bool:
    """Whether an unknown text stands among the heads of columns: behind one, before another or the label of a row."""
    if _role(tokens[at].text) or _role(row[0].text) != "head" or any(map(_is_value, row)):
        return False
    following = (next_at for next_at in range(at + 1, len(tokens)) if not tokens[next_at].is_empty)
    for next_at in islice(following, _MOST_LOST_HEADS):
        if looks_like_figure(tokens[next_at].text):
            return False
        if _label_at(tokens, next_at)[0]:
            return True
    return False


def _is_value(field: Field) -> bool:
    return field.is_empty or looks_like_figure(field.text)


def _numbered(row: list[Field]) -> Fields:
    """Give the fields of a row the columns 0, 1, 2 … that the lines did not tell."""
    numbered = enumerate(row)
    return tuple(Field(text, GridCell(cell.text, cell.place, column)) for column, (text, cell) in numbered)
