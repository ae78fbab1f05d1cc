"""Reads table 四: one row of fifteen figures under three groups of five."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from township_reports.domain.form.form import EDITIONS, CellSpec, load_form
from township_reports.domain.report import Cell, ShiftedRow
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.labels import normalize_label
from township_reports.extraction.form_mapping.rows import (
    BlankCells,
    Field,
    Fields,
    OfficialTableRows,
    TableReading,
    find_shifted_row,
    is_in_order,
    list_filled,
    make_unsure_cell,
    quote_fields,
    read_cell,
)
from township_reports.extraction.form_mapping.value_columns import place_values

_EDITION = EDITIONS[-1]
_FEWEST_HEADS = len(load_form(_EDITION).table("disputes").blocks[0].columns)


@dataclass(frozen=True)
class DisputeTable:
    """Table 四."""

    table: OfficialTableRows

    def read(self, edition: str) -> TableReading:  # it is the same in every edition
        """Its cells, and notes in Chinese."""
        return _read(self.table)


def _read(table: OfficialTableRows) -> TableReading:
    specs = _specs()
    heads = [row for row in table.rows if not _values(row)]
    positions = _positions(heads)
    values = (_at_heads(row, positions, table.blanks) or _values(row) for row in table.rows)
    lines = [line for line in values if line]
    lines = [line for line in lines if list_filled(line)] or lines
    if not lines:
        return TableReading(notes=["表四没有数字"])
    settled = [place_values(line, len(specs), table.blanks, positions) for line in lines]
    fitting = [line for line in settled if line is not None]
    if len(fitting) != 1:
        note = f"表四应有一行{len(specs)}个数，不能确定各列的数：{'；'.join(map(quote_fields, lines))}"
        slid = _list_shifted(lines[0], note) if len(lines) == 1 and _in_order(heads) else []
        return TableReading(_unsure(lines), [note], slid)
    if not _in_order(heads):
        return TableReading(_unsure(lines), ["表四各列的顺序与规定的不同，不能确定各列的数"])
    if not _is_headed(table.rows, heads) and len({field.text.strip() for field in fitting[0]}) > 1:
        return TableReading(_unsure(lines), [f"表四的表头不能辨认，不能确定各列的数：{quote_fields(fitting[0])}"])
    notes = [
        f"表四另有一行，没有计入：{quote_fields(line)}" for line, fits in zip(lines, settled, strict=True) if not fits
    ]
    cells = {spec.id: read_cell(field, spec.column) for spec, field in zip(specs, fitting[0], strict=True)}
    return TableReading(cells, notes)


@cache
def _specs() -> tuple[CellSpec, ...]:
    return tuple(spec for spec in load_form(_EDITION).cells().values() if spec.table.id == "disputes")


def _unsure(lines: list[Fields]) -> dict[str, Cell]:
    values = tuple(field for line in lines for field in line)
    return {spec.id: make_unsure_cell(values) for spec in _specs()}


def _list_shifted(line: Fields, note: str) -> list[ShiftedRow]:
    return find_shifted_row(line, {spec.id: (spec.column, None) for spec in _specs()}, note)


def _values(row: Fields) -> Fields:
    """Return what stands behind the labels of a row if any of it is a figure, or if the whole row is empty cells."""
    at = next((index for index, field in enumerate(row) if not _is_label(field)), len(row))
    values = row[at:]
    if any(looks_like_figure(field.text) or field.cell.trouble for field in values):
        return values
    return row if len(row) >= len(_specs()) and not list_filled(row) else ()


def _at_heads(row: Fields, positions: list[int], blanks: BlankCells) -> Fields:
    """Return a row that has just one field under each head and a figure in most, whatever stands in the others."""
    figures = sum(looks_like_figure(field.text) for field in row)
    certain = blanks is BlankCells.CERTAIN and len(positions) == len(_specs())
    return row if certain and [field.cell.column for field in row] == positions and 2 * figures > len(row) else ()


def _is_label(field: Field) -> bool:
    return bool(normalize_label(field.text)) and not looks_like_figure(field.text) and not field.cell.trouble


def _headers(heads: list[Fields]) -> list[tuple[int, str]]:
    """Grid column and column id of every header over the figures, in reading order."""
    names = form_labels.get_columns("disputes")
    found = ((field.cell.column, names.find(field.text)) for row in heads for field in row)
    return [(column, match.id) for column, match in found if match]


def _positions(heads: list[Fields]) -> list[int]:
    return sorted({column for column, _ in _headers(heads)})


def _is_headed(rows: Sequence[Fields], heads: list[Fields]) -> bool:
    """Whether the heads tell the columns: at least those of one group, or all of them cut into pieces."""
    return len(_headers(heads)) >= _FEWEST_HEADS or _are_labels_in_pieces(map(_head_words, rows))


def _head_words(row: Fields) -> list[str]:
    """Return what stands before the figures of a row, word by word, without titles over the columns."""
    titles = (form_labels.get_heads("disputes"), form_labels.get_sections())
    words = [word for field in row[: len(row) - len(_values(row))] for word in field.text.split()]
    return [normalize_label(word) for word in words if not any(known.knows(word) for known in titles)]


def _are_labels_in_pieces(lines: Iterable[Sequence[str]]) -> bool:
    """Whether each word of each line goes on with a column's label, further right than the word before, to the end."""
    left = [spec.column.label for spec in _specs()]
    for words in lines:
        ahead = iter(range(len(left)))
        for word in words:
            at = next((column for column in ahead if left[column].startswith(word)), None)
            if at is None:
                return False
            left[at] = left[at].removeprefix(word)
    return not any(left)


def _in_order(heads: list[Fields]) -> bool:
    """Whether the headers, some of which may be lost, are those of the form line by line or from left to right."""
    headers = _headers(heads)
    expected = [spec.column.id for spec in _specs()]
    by_line = [column_id for _, column_id in headers]
    from_left = [column_id for _, column_id in sorted(headers, key=lambda header: header[0])]
    printed = -(-len(headers) // len(expected))  # a page break may have repeated them
    return is_in_order(by_line, expected * printed) or is_in_order(from_left, expected)
