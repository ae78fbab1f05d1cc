"""Reads table 二 block by block: the headers over a row tell edition and columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from township_reports.domain.form.form import Column
from township_reports.domain.report import Cell, ShiftedRow
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import find_money_unit, looks_like_figure
from township_reports.extraction.form_mapping.labels import LabelMatch, normalize_label
from township_reports.extraction.form_mapping.rows import (
    BlankCells,
    Field,
    Fields,
    OfficialTableRows,
    TableReading,
    find_shifted_row,
    is_printed_line,
    list_filled,
    make_unsure_cell,
    quote_fields,
    read_cell,
)
from township_reports.extraction.form_mapping.value_columns import place_values

Headers = tuple[tuple[int, str], ...]
"""Grid column and text of every header over the values of a row, from left to right."""


@dataclass(frozen=True)
class BlockRow:
    """A row of table 二: its id, its values, and the headers over it, in every way their lines may be joined.

    `twice`: it is printed again with other figures, and `values` are both.
    """

    id: str
    label: str
    values: Fields
    headers: tuple[Headers, ...]
    twice: bool = False


@dataclass(frozen=True)
class _Fit:
    """The columns of one edition as headers name them, in printed order; `named` counts those found by label."""

    edition: str
    columns: tuple[Column, ...]
    named: int
    headers: Headers = ()


@dataclass
class ProactiveTable:
    """What table 二 says: rows by their labels with the headers over them, not yet cells of one edition."""

    table: OfficialTableRows
    rows: dict[str, BlockRow] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def fits(self) -> Mapping[str, _Fit | None]:
        """The edition and columns of each row, by row id; None where they cannot be reported."""
        return {row_id: _fit(row, self.table.blanks) for row_id, row in self.rows.items()}

    def editions(self) -> Counter[str]:
        """How many rows stand under headers of which edition."""
        return Counter(fit.edition for fit in self.fits.values() if fit)

    def read(self, edition: str) -> TableReading:
        """Read the table's cells in one edition, and notes on what does not belong to it."""
        reading = TableReading(notes=list(self.notes))
        for row in self.rows.values():
            found, note = self._row_cells(row, edition, reading.shifted_rows)
            reading.cells |= found
            reading.notes += [note] if note else []
        return reading

    def _row_cells(self, row: BlockRow, edition: str, slid: list[ShiftedRow]) -> tuple[dict[str, Cell], str]:
        fit = self.fits[row.id]
        if edition not in form_labels.get_editions_with(row.id):
            return {}, f"表二“{row.label}”不属于{edition}年版格式，没有计入：{quote_fields(row.values)}"
        ids = [column.id for column in form_labels.get_block(edition, row.id).columns]
        if fit is None or (fit.named == 0 and fit.edition != edition) or self._has_more_than(row, fit):
            return _all_unsure(row, ids), f"表二“{row.label}”的表头不能确认，请核对：{quote_fields(row.values)}"
        positions = [column for column, _ in fit.headers]
        mixed = row.twice or self._runs_together(row, edition)
        placed = None if mixed else place_values(row.values, len(fit.columns), self.table.blanks, positions)
        if placed is None:
            note = f"表二“{row.label}”的数字与列数不符，不能确定各列的数：{quote_fields(row.values)}"
            slid += _slid(row, fit, note) if fit.edition == edition and not mixed else []
            ids = [column.id for column in fit.columns if column.id in ids]
            return _all_unsure(row, ids), note
        cells = {
            f"proactive.{row.id}.{column.id}": read_cell(value, column, _unit(row, fit, index))
            for index, (column, value) in enumerate(zip(fit.columns, placed, strict=True))
            if column.id in ids
        }
        return cells, _describe_fit(row, fit, edition)

    def _has_more_than(self, row: BlockRow, fit: _Fit) -> bool:
        """Whether under the same head a row of text has more figures than columns, so that some heads must be lost."""
        rows = (other for other in self.rows.values() if other.headers == row.headers)
        in_text = bool(row.headers) and self.table.blanks is not BlankCells.CERTAIN
        return in_text and any(len(list_filled(other.values)) > len(fit.columns) for other in rows)

    def _runs_together(self, row: BlockRow, edition: str) -> bool:
        """Whether a row of a text may hold figures of the next: its label is lost, and blank cells vanish."""
        ids = [below.id for below in form_labels.get_block(edition, row.id).rows]
        following = ids[ids.index(row.id) + 1 :][:1]
        if (
            self.table.blanks is not BlankCells.LOST
            or is_printed_line(row.values)
            or not set(following) - self.rows.keys()
        ):
            return False
        return self.table.vanishing or any(self._is_short(other, edition) for other in self.rows.values())

    def _is_short(self, row: BlockRow, edition: str) -> bool:
        known = edition in form_labels.get_editions_with(row.id)
        return known and len(list_filled(row.values)) < len(form_labels.get_block(edition, row.id).columns)


@dataclass
class _Head:
    """The head over the rows that follow, whether a row with a label stands under it, and those without before that."""

    lines: list[Fields] = field(default_factory=list)
    used: bool = False
    nameless: list[Fields] = field(default_factory=list)


def read_proactive(table: OfficialTableRows) -> ProactiveTable:
    """Read the rows of table 二 with the headers over them."""
    found = ProactiveTable(table)
    head = _Head()
    for row in table.rows:
        first = next(iter(list_filled(row)), None)
        if first is None:
            continue
        if form_labels.get_blocks().knows(first.text):
            head = _next_head(found, head)
        elif match := form_labels.get_rows("proactive").find(first.text):
            _add_nameless(found, head, match)
            _add(found, row, first, match, head.lines)
            head.used = True
        elif glued := form_labels.get_rows("proactive").find_glued(first.text):
            found.rows.setdefault(glued, BlockRow(glued, first.text.strip(), row[row.index(first) :], ()))
        elif _is_head(row, () if head.used else head.lines):
            head = _next_head(found, head) if head.used or head.nameless else head
            head.lines.append(row)
        elif looks_like_figure(first.text) and head.lines and not head.used:
            head.nameless.append(row[row.index(first) :])
        else:
            _tell_unmatched(found, row)
            head.used = head.used or any(looks_like_figure(field_.text) for field_ in list_filled(row))
    _next_head(found, head)
    return found


def _next_head(found: ProactiveTable, head: _Head) -> _Head:
    for row in head.nameless:
        _tell_unmatched(found, row)
    return _Head()


def _add_nameless(found: ProactiveTable, head: _Head, following: LabelMatch) -> None:
    """Add a row that lost its label, alone between the head and the second row of a block, is the first."""
    row_id = form_labels.get_first_row_before(following.id)
    if not row_id or row_id in found.rows or head.used or len(head.nameless) != 1:
        return
    label, below = (form_labels.get_row_label("proactive", name) for name in (row_id, following.id))
    found.notes.append(f"表二“{below}”上面一行缺少标签，按顺序读作“{label}”")
    found.rows[row_id] = BlockRow(row_id, label, head.nameless.pop(), _headers(head.lines, found.table.blanks))


def _add(found: ProactiveTable, row: Fields, label: Field, match: LabelMatch, head: Sequence[Fields]) -> None:
    values = row[row.index(label) + 1 :]
    text = label.text.strip()
    if not match.exact:
        official = form_labels.get_row_label("proactive", match.id)
        found.notes.append(f"表二的标签“{text}”缺字或有错字，按“{official}”读取")
    before = found.rows.get(match.id)
    if before is None:
        found.rows[match.id] = BlockRow(match.id, text, values, _headers(head, found.table.blanks))
    elif quote_fields(before.values) != quote_fields(values):
        found.rows[match.id] = replace(before, values=before.values + values, twice=True)


def _is_head(row: Fields, head: Sequence[Fields]) -> bool:
    """Return a row of labels without figures: one that names columns, or the second line of one."""
    texts = [field.text for field in list_filled(row)]
    if any(looks_like_figure(text) for text in texts):
        return False
    return bool(head) or any(form_labels.get_heads("proactive").knows(text) or _names_column(text) for text in texts)


def _names_column(text: str) -> bool:
    return form_labels.get_columns("proactive").find(text) is not None


def _headers(head: Sequence[Fields], blanks: BlankCells) -> tuple[Headers, ...]:
    """Return the headers with the lines of a split head joined, and in text each line alone as well."""
    joined = _joined(head)
    alone = [_joined([row]) for row in head] if len(head) > 1 and blanks is not BlankCells.CERTAIN else []
    return tuple(headers for headers in (joined, *alone) if headers)


def _joined(head: Sequence[Fields]) -> Headers:
    """Return the text over each grid column, without the 信息内容 over the labels."""
    texts: dict[int, str] = {}
    for row in head:
        for field_ in list_filled(row):
            texts[field_.cell.column] = texts.get(field_.cell.column, "") + field_.text
    headers = sorted(texts.items())
    return tuple(headers[1:] if headers and not _names_column(headers[0][1]) else headers)


def _fit(row: BlockRow, blanks: BlankCells) -> _Fit | None:
    """Return the edition and columns that the headers tell, else those that only the number of values fits."""
    editions = form_labels.get_editions_with(row.id)
    fits = [_fit_headers(row.id, headers, edition) for headers in row.headers for edition in editions]
    found = sorted((fit for fit in fits if fit), key=lambda fit: -fit.named)
    if found:
        rivals = {fit.edition for fit in found if fit.named == found[0].named}
        return found[0] if len(rivals) == 1 else None
    return None if row.headers else _fit_count(row, blanks)


def _fit_headers(row_id: str, headers: Headers, edition: str) -> _Fit | None:
    columns = form_labels.get_block(edition, row_id).columns
    names = form_labels.get_block_columns(edition, row_id)
    headers = tuple(alone for header in headers for alone in _apart(header, columns))
    matches = [names.find(text) for _, text in headers]
    ids = [m.id if m else names.find_beginning(text) for m, (_, text) in zip(matches, headers, strict=True)]
    named = [column_id for column_id in ids if column_id]
    if len(ids) != len(columns) or not named or len(set(named)) < len(named):
        return None
    by_id = {column.id: column for column in columns}
    if len(named) == len(ids):
        return _Fit(edition, tuple(by_id[column_id] for column_id in named), len(named), headers)
    in_order = all(found in (None, column.id) for found, column in zip(ids, columns, strict=True))
    return _Fit(edition, columns, len(named), headers) if in_order else None


def _apart(header: tuple[int, str], columns: Sequence[Column]) -> Headers:
    """Return a header, or several that stand in one cell word for word, because the rule between them is worn away."""
    place, text = header
    for first in range(len(columns)):
        for last in range(first + 2, len(columns) + 1):
            if normalize_label(text) == "".join(normalize_label(column.label) for column in columns[first:last]):
                return tuple((place + at, column.label) for at, column in enumerate(columns[first:last]))
    return (header,)


def _fit_count(row: BlockRow, blanks: BlankCells) -> _Fit | None:
    """Return what the number of figures tells; in text there may have been more of them."""
    sizes = {
        edition: form_labels.get_block(edition, row.id).columns for edition in form_labels.get_editions_with(row.id)
    }
    fits = [edition for edition, columns in sizes.items() if len(columns) == len(list_filled(row.values))]
    most = max(map(len, sizes.values()))
    certain = len(fits) == 1 and (blanks is BlankCells.CERTAIN or len(sizes[fits[0]]) == most)
    return _Fit(fits[0], sizes[fits[0]], 0) if certain else None


def _unit(row: BlockRow, fit: _Fit, index: int) -> str | None:
    """Return the unit the header or the label prints, none where the form prints another: it may be damaged."""
    header = fit.headers[index][1] if fit.headers else ""
    printed = find_money_unit(header) or find_money_unit(row.label)
    return printed if fit.columns[index].money_unit in (None, printed) else None


def _all_unsure(row: BlockRow, column_ids: Sequence[str]) -> dict[str, Cell]:
    return {f"proactive.{row.id}.{column_id}": make_unsure_cell(row.values) for column_id in column_ids}


def _slid(row: BlockRow, fit: _Fit, note: str) -> list[ShiftedRow]:
    units = enumerate(fit.columns)
    columns = {f"proactive.{row.id}.{c.id}": (c, _unit(row, fit, index)) for index, c in units}
    return find_shifted_row(row.values, columns, note)


def _describe_fit(row: BlockRow, fit: _Fit, edition: str) -> str:
    if fit.edition != edition:
        return (
            f"表二“{row.label}”用的是{fit.edition}年版表头，与其余部分（{edition}年版）不同：{quote_fields(row.values)}"
        )
    if fit.named < len(fit.columns):
        return f"表二“{row.label}”的表头不全，按列数和顺序读取"
    return ""


def _tell_unmatched(found: ProactiveTable, row: Fields) -> None:
    label, *values = list_filled(row)
    if not values:
        return
    known = form_labels.get_known_rows().find(label.text)
    why = "是个别地区增加的行，没有计入" if known else "不是规定的行，没有计入"
    found.notes.append(f"表二“{label.text.strip()}”{why}：{quote_fields(values)}")
