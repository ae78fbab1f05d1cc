"""Collects the rows of table 三 by the labels at their left."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from township_reports.domain.form.form import EDITIONS, Column, load_form
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.rows import (
    BlankCells,
    Field,
    Fields,
    OfficialTableRows,
    is_in_order,
    list_filled,
    quote_fields,
)

COLUMNS = load_form(EDITIONS[-1]).table("requests").blocks[0].columns  # the same in every edition
_IN_ORDER = [column.id for column in COLUMNS]
_LINE_BY_LINE = sorted(_IN_ORDER, key=lambda column_id: column_id not in ("natural_person", "total"))
_PLACES = {column_id: at for at, column_id in enumerate(_IN_ORDER)}
_END = "end"
_FEWEST_HEADS = 3
_ALSO_HEADS = ("other_misc", "handled_total")  # without their ordinals, 其他 and 总计 head columns too


@dataclass
class RequestRows:
    """What stands in the rows of table 三: by row id, by group where the row labels were lost, and notes.

    `columns` are those of the form as they are printed from left to right; `in_order` is false where that is not
    certain. `positions` are the grid columns of the head where they are certain; `headed` the groups whose own label
    stands before a row without label; `mixed` the rows that hold figures of another: printed again with other ones, or
    run together with the next.
    """

    in_order: bool = True
    columns: tuple[Column, ...] = COLUMNS
    positions: tuple[int, ...] = ()
    labelled: dict[str, Fields] = field(default_factory=dict)
    unlabelled: dict[str, list[Fields]] = field(default_factory=dict)
    headed: set[str] = field(default_factory=set)
    mixed: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


class _Labels(NamedTuple):
    """The labels at the left of a row, "" for none, and the fields behind them."""

    group: str
    row: str
    unknown: str
    values: Fields
    note: str = ""


def collect_request_rows(table: OfficialTableRows) -> RequestRows:
    """Collect the rows of table 三 in order, head and titles left out."""
    found = RequestRows()
    found.in_order, found.positions = _head(table)
    _collect_rows(table, found)
    if not found.in_order:
        _order_by_labels(table, found)
    return found


def _order_by_labels(table: OfficialTableRows, found: RequestRows) -> None:
    """Take the columns in the order of their labels, where all can be read and every row has its cells under them."""
    printed = _printed_columns(table)
    rows = [*found.labelled.values(), *(line for lines in found.unlabelled.values() for line in lines)]
    if printed and all([field_.cell.column for field_ in row] == list(printed) for row in rows if row):
        found.in_order, found.positions = True, tuple(printed)
        found.columns = tuple(printed.values())
        found.notes.insert(0, "表三各列的顺序与规定的不同，按各列的标签读取")
    else:
        found.notes.insert(0, "表三各列的顺序与规定的不同，不能确定各列的数")


def _printed_columns(table: OfficialTableRows) -> Mapping[int, Column]:
    """Return the column over each grid column from left to right.

    None unless each is named once, to the last character.
    """
    heads = [head for line in _head_lines(table) for head in line]
    at = {field_.cell.column: column_id for column_id, field_ in heads}
    exact = all(form_labels.get_columns("requests").knows(field_.text) for _, field_ in heads)
    named_once = len(heads) == len(at) == len(COLUMNS) and set(at.values()) == set(_IN_ORDER)
    if not exact or not named_once or table.blanks is not BlankCells.CERTAIN:
        return {}
    return {column: COLUMNS[_PLACES[at[column]]] for column in sorted(at)}


def _collect_rows(table: OfficialTableRows, found: RequestRows) -> None:
    group = ""
    for row in table.rows:
        labels = _labels(row)
        found.notes += [labels.note] if labels.note else []
        if labels.row and (found.labelled or labels.row not in _ALSO_HEADS):
            group = labels.group or form_labels.get_group(labels.row)
            _add(found, labels.row, labels.values)
        elif labels.unknown:
            group = labels.group or group
            found.notes += _unmatched(row, labels)
        elif not labels.row:
            group = labels.group or group
            _add_unlabelled(found, group, labels)


def _labels(row: Fields) -> _Labels:
    group, behind = "", 0
    for at, field_ in enumerate(row):
        if field_.cell.trouble or looks_like_figure(field_.text):
            break
        if field_.is_empty:
            continue
        as_group = form_labels.get_groups("requests").find(field_.text)
        if as_group is None:
            return _row_label(row, at, group)
        group, behind = as_group.id, at + 1
    return _Labels(group, "", "", row[behind:])


def _row_label(row: Fields, at: int, group: str) -> _Labels:
    """Return the row label at `at`, alone, together with the field behind it, or run together with its figures."""
    names = form_labels.get_rows("requests")
    text = row[at].text.strip()
    if match := names.find(text):
        return _Labels(group, match.id, "", row[at + 1 :], "" if match.exact else _repaired(text, match.id))
    if at + 1 < len(row) and (joined := names.find_whole(text + row[at + 1].text)):
        return _Labels(group, joined, "", row[at + 2 :])
    if glued := names.find_glued(text):
        return _Labels(group, glued, "", row[at:])
    return _Labels(group, "", text, row[at + 1 :])


def _repaired(text: str, row_id: str) -> str:
    return f"表三的标签“{text}”缺字或有错字，按“{form_labels.get_row_label('requests', row_id)}”读取"


def _add(found: RequestRows, row_id: str, values: Fields) -> None:
    """Add a row printed twice with different figures keeps both, and becomes unsure."""
    before = found.labelled.get(row_id, ())
    if not before or quote_fields(before) != quote_fields(values):
        found.labelled[row_id] = before + values
        found.mixed |= {row_id} if before else set()


def _add_unlabelled(found: RequestRows, group: str, labels: _Labels) -> None:
    """Add a group label that is also a row, （六）其他处理, counts even with empty cells behind it."""
    is_row = bool(labels.group) and form_labels.get_rows("requests").knows(labels.group)
    if list_filled(labels.values) or (is_row and labels.values):
        found.unlabelled.setdefault(group, []).append(labels.values)
        found.headed |= {labels.group} if labels.group else set()


def _unmatched(row: Fields, labels: _Labels) -> list[str]:
    whole = list_filled(row)
    head = (form_labels.get_columns("requests"), form_labels.get_heads("requests"))
    if len(whole) == 1 or any(vocabulary.knows(field_.text) for field_ in whole for vocabulary in head):
        return []
    return [f"表三“{labels.unknown}”不是规定的行，没有计入：{quote_fields(labels.values)}"]


def _head(table: OfficialTableRows) -> tuple[bool, tuple[int, ...]]:
    """Whether the head names the columns in the form's order, and where they stand if that is certain.

    A damaged head may seem to stand in another order from left to right; then its lines must be those of the form.
    """
    lines = _head_lines(table)
    found: dict[str, int] = {}
    for line in lines:
        for column_id, field_ in line:
            if column_id:
                found.setdefault(column_id, field_.cell.column)
    if not all(_may_be_in_order([column_id for column_id, _ in line], found.keys()) for line in lines):
        return False, ()
    from_left = sorted(found, key=lambda column_id: found[column_id])
    if from_left == _IN_ORDER and len(set(found.values())) == len(COLUMNS):
        return True, tuple(found[column_id] for column_id in from_left)
    in_lines = any(is_in_order(found, order) for order in (_IN_ORDER, _LINE_BY_LINE))
    return in_lines or (table.blanks is BlankCells.CERTAIN and is_in_order(from_left, _IN_ORDER)), ()


def _head_lines(table: OfficialTableRows) -> list[list[tuple[str, Field]]]:
    """Return the lines of the head that name columns: what each field names, "" for a text that is not known."""
    columns, titles = form_labels.get_columns("requests"), form_labels.get_heads("requests")
    lines = []
    for row in table.rows:
        label = _labels(row).row
        if (label and label not in _ALSO_HEADS) or any(looks_like_figure(field_.text) for field_ in list_filled(row)):
            break
        named = [(columns.find(field_.text), field_) for field_ in list_filled(row) if not titles.find(field_.text)]
        lines.append([(match.id if match else "", field_) for match, field_ in named])
    return [line for line in lines if any(column_id for column_id, _ in line)]


def _may_be_in_order(line: list[str], found: Set[str]) -> bool:
    """Whether the columns of a line stand in order, and each unknown text between them may be one not found elsewhere.

    A line that names only a few may be of another table.
    """
    if sum(map(bool, line)) < _FEWEST_HEADS:
        return True
    at, unknown = -1, 0
    for column_id in [*line, _END]:
        if not column_id:
            unknown += 1
            continue
        end = _PLACES.get(column_id, len(_IN_ORDER))
        if end <= at or unknown > len(set(_IN_ORDER[at + 1 : end]) - found):
            return False
        at, unknown = end, 0
    return True
