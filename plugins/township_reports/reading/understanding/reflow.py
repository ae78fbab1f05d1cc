"""Rebuilds the rows of tables that scraping printed one cell a line: a label begins a row. Reads no figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from township_reports.reading.document import GridCell, Paragraph
from township_reports.reading.understanding import form_labels
from township_reports.reading.understanding.figures import looks_like_figure
from township_reports.reading.understanding.labels import Vocabulary, key
from township_reports.reading.understanding.rows import Field, Fields
from township_reports.reading.understanding.wording import Wording
from township_reports.template.form import TableId

_MOST_LINES_OF_A_LABEL = 4
_LONGEST_LABEL = 90


def reflow(paragraphs: Sequence[Paragraph], wording: Wording) -> list[Fields]:
    """Rows of fields: each row label, head line or text begins a row, figures go on with it."""
    tokens = [Field(wording.clean(p.text), GridCell(p.text, p.place, 0)) for p in paragraphs]
    rows: list[list[Field]] = [[]]
    at = 0
    while at < len(tokens):
        label, taken = _label_at(tokens, at)
        if paragraphs[at].ends_row:
            rows.append([])
        elif not rows[-1] or _continues(rows[-1], tokens[at], label):
            rows[-1].append(_joined(tokens[at : at + taken]))
        else:
            rows.append([_joined(tokens[at : at + taken])])
        at += taken
    return [_numbered(row) for row in rows if row]


def _label_at(tokens: list[Field], at: int) -> tuple[str, int]:
    """The role of the label that begins at a token, "" for none, and how many lines it takes."""
    for taken in range(min(_MOST_LINES_OF_A_LABEL, len(tokens) - at), 1, -1):
        lines = [field.text for field in tokens[at : at + taken]]
        if all(key(line) and not looks_like_figure(line) for line in lines):
            role = _role_of_lines("".join(lines), _goes_on(lines))
            if role:
                return role, taken
    return _role(tokens[at].text), 1


def _goes_on(lines: list[str]) -> bool:
    """Whether the last line is an explanation in brackets, or the rest of one."""
    before = "".join(lines[:-1])
    rest_of_one = before.count("(") > before.count(")")
    return rest_of_one or (lines[-1].startswith("(") and lines[-1].endswith(")"))


@lru_cache(maxsize=4096)
def _role(text: str) -> str:
    """Whether one line opens a table or block, labels a group or row, or belongs to a head; "" for none."""
    if len(text) > _LONGEST_LABEL or looks_like_figure(text):
        return ""
    return next((role for role, names in _roles() if any(name.find(text) for name in names)), "")


@lru_cache(maxsize=4096)
def _role_of_lines(text: str, explained: bool) -> str:
    """The role of a label over several lines: it must be one to its last character, or end in an explanation."""
    if len(text) > _LONGEST_LABEL:
        return ""
    found = Vocabulary.knows if explained else Vocabulary.find_whole
    return next((role for role, names in _roles() if any(found(name, text) for name in names)), "")


@cache
def _roles() -> tuple[tuple[str, tuple[Vocabulary, ...]], ...]:
    tables: tuple[TableId, ...] = ("proactive", "requests", "disputes")
    heads = tuple(names for table in tables for names in (form_labels.columns(table), form_labels.heads(table)))
    return (
        ("line", (form_labels.sections(), form_labels.blocks())),
        ("group", (form_labels.groups("requests"),)),
        ("row", (form_labels.rows("proactive"), form_labels.rows("requests"), form_labels.known_rows())),
        ("head", heads),
    )


def _continues(row: list[Field], field: Field, label: str) -> bool:
    """Whether a field stands in the row so far: a figure, a head beside heads, a row label beside its group's."""
    if not label:
        return _is_value(field)
    last = _role(row[-1].text)
    return (label, last) in {("head", "head"), ("group", "group"), ("row", "group")} and not any(map(_is_value, row))


def _is_value(field: Field) -> bool:
    return field.is_empty or looks_like_figure(field.text)


def _joined(fields: list[Field]) -> Field:
    if len(fields) == 1:
        return fields[0]
    first = fields[0].cell
    raw = "\n".join(field.cell.text for field in fields)
    return Field("".join(field.text for field in fields), GridCell(raw, first.place, 0))


def _numbered(row: list[Field]) -> Fields:
    """Gives the fields of a row the columns 0, 1, 2 … that the lines did not tell."""
    numbered = enumerate(row)
    return tuple(Field(text, GridCell(cell.text, cell.place, column)) for column, (text, cell) in numbered)
