"""Reads table 三; rows that lost their labels are known by their group and their exact number. Knows no other table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from township_reports.reading.understanding import form_labels
from township_reports.reading.understanding.nameless_rows import divide_by_group, list_joined_rows
from township_reports.reading.understanding.placing import are_blanks_kept, place_values
from township_reports.reading.understanding.request_rows import COLUMNS, RequestRows
from township_reports.reading.understanding.rows import (
    BlankCells,
    Fields,
    OfficialTableRows,
    TableReading,
    find_shifted_row,
    list_filled,
    make_unsure_cell,
    quote_fields,
    read_cell,
)
from township_reports.records.report import Cell, Status
from township_reports.template.form import Column, load_form

_COUNT = len(COLUMNS)


@dataclass(frozen=True)
class RequestTable:
    """Table 三, and its rows by their labels."""

    table: OfficialTableRows
    found: RequestRows

    def has_row(self, *row_ids: str) -> bool:
        """Whether the label of one of some rows is printed in it."""
        return not self.found.labelled.keys().isdisjoint(row_ids)

    def shows_blanks(self) -> tuple[bool, bool]:
        """Whether its rows, the widest of the three tables, show blank cells in their places.

        And whether in any of them fewer figures stand than it has cells.
        """
        rows = list(self.found.labelled.values())
        kept = are_blanks_kept([row for row in rows if row], _COUNT, self.found.positions)
        return kept, any(len(list_filled(row)) < _COUNT for row in rows)

    def read(self, edition: str) -> TableReading:
        """Its cells in one edition, and notes in Chinese."""
        found, blanks = self.found, self.table.blanks
        reading = TableReading(notes=list(found.notes))
        rows, doubtful = _all_rows(found, edition, blanks, reading.notes)
        _tell_rows_beside_their_parts(rows, edition, reading.notes)
        _drop_foreign(rows, edition, reading.notes)
        for row_id in doubtful - set(rows):
            reading.cells |= {cell_id: Cell(None, "", Status.UNSURE) for cell_id in _columns_of(row_id)}
        if self.table.vanishing and blanks is BlankCells.LOST:
            found = replace(found, mixed=found.mixed | list_joined_rows(found, edition))
        for row_id, values in rows.items():
            _read_row(reading, found, row_id, values, blanks)
        return reading


def _all_rows(
    found: RequestRows, edition: str, blanks: BlankCells, notes: list[str]
) -> tuple[dict[str, Fields], set[str]]:
    """Rows by id, and the ids of those that may be among rows without label that could not be told apart."""
    rows = {row_id: values for row_id, values in found.labelled.items() if values}
    doubtful: set[str] = set()
    divided = divide_by_group(found, edition, blanks)
    for group, lines in found.unlabelled.items():
        ids = form_labels.get_rows_under(edition, group)
        itself = form_labels.get_rows("requests").find(group)
        if divided.get(group) and rows.keys().isdisjoint(ids):
            rows |= zip(ids, divided[group], strict=True)
            notes.append(f"表三“{group}”下各行的标签缺失，按行数（{len(ids)}行）和顺序读取")
        elif itself and group in found.headed and len(lines) == 1 and len(rows.keys() & set(ids)) in (0, len(ids)):
            rows[itself.id] = lines[0]
        else:
            doubtful.update(set(ids) - form_labels.get_replacing_rows(edition))
            where = f"“{group}”下" if group else ""
            notes.append(f"表三{where}有缺少标签的行，不能确定是哪一行：{'；'.join(map(quote_fields, lines))}")
    return rows, doubtful


def _tell_rows_beside_their_parts(rows: dict[str, Fields], edition: str, notes: list[str]) -> None:
    """（六）其他处理 is one row, or a title over three; a title is left out, figures beside the three are kept."""
    for row in load_form(edition).table("requests").blocks[0].rows:
        if row.id in rows and not rows.keys().isdisjoint(row.instead_of):
            if list_filled(rows[row.id]):
                notes.append(
                    f"表三“{row.label}”除分项外另有一行数字，作为分项以外的数读取：{quote_fields(rows[row.id])}"
                )
            else:
                del rows[row.id]


def _drop_foreign(rows: dict[str, Fields], edition: str, notes: list[str]) -> None:
    known = {row.id for row in load_form(edition).table("requests").blocks[0].rows}
    for row_id in [row_id for row_id in rows if row_id not in known]:
        label = form_labels.get_row_label("requests", row_id)
        notes.append(f"表三“{label}”不属于{edition}年版格式，没有计入：{quote_fields(rows.pop(row_id))}")


def _columns_of(row_id: str, columns: Sequence[Column] = COLUMNS) -> dict[str, Column]:
    return {f"requests.{row_id}.{column.id}": column for column in columns}


def _read_row(reading: TableReading, found: RequestRows, row_id: str, values: Fields, blanks: BlankCells) -> None:
    columns = _columns_of(row_id, found.columns)
    alone = row_id not in found.mixed
    placed = place_values(values, _COUNT, blanks, found.positions) if found.in_order and alone else None
    if placed is not None:
        pairs = zip(columns.items(), placed, strict=True)
        reading.cells |= {cell_id: read_cell(field, column) for (cell_id, column), field in pairs}
    elif list_filled(values):
        reading.cells |= dict.fromkeys(columns, make_unsure_cell(values))
        if found.in_order:
            label = form_labels.get_row_label("requests", row_id)
            note = f"表三“{label}”的数字与列数不符，不能确定各列的数：{quote_fields(values)}"
            reading.notes.append(note)
            units = {cell_id: (column, None) for cell_id, column in columns.items()}
            reading.shifted_rows += find_shifted_row(values, units, note) if alone else []
