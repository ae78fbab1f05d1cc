"""Which fields behind a label are its row's values, and when that cannot be known. Reads no figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from township_reports.reading.understanding.rows import Blanks, Fields, TableRows, filled


def settle(values: Fields, count: int, blanks: Blanks, columns: Sequence[int] = ()) -> Fields | None:
    """The `count` fields that are a row's values, in order; None where figures may have slid.

    `columns` are the grid columns of the headers where they are known.
    """
    whole = filled(values)
    by_column = _at_columns(values, columns) if len(columns) == count else None
    if not whole:
        return by_column or (values[:count] if len(values) >= count else None)
    if len(whole) == count and (by_column == whole or _stand_together(values, whole)):
        return whole
    if blanks is not Blanks.CERTAIN:
        return _from_the_left(values, count, blanks)
    if by_column is not None:
        return by_column if filled(by_column) == whole else None
    return values if len(values) == count else None


def blanks_kept(rows: Iterable[Fields], count: int) -> bool:
    """Whether lines of text show blank cells in their places: a blank before the last of exactly `count` fields.

    A line that reaches further has empty fields of another kind, which proves nothing.
    """
    reaches = [(_reach(row), len(filled(row))) for row in rows]
    return any(reach == count > whole for reach, whole in reaches) and max(reach for reach, _ in reaches) == count


def keeping_blanks(table: TableRows) -> TableRows:
    """The table with the blanks of its whole rows trusted; a row short of fields keeps only what is filled."""
    width = max(map(len, table.rows))
    rows = tuple(row if len(row) == width else filled(row) for row in table.rows)
    return replace(table, rows=rows, blanks=Blanks.KEPT)


def _reach(values: Fields) -> int:
    """The number of fields up to the last in which something stands."""
    return max((index for index, field in enumerate(values, 1) if not field.is_empty), default=0)


def _at_columns(values: Fields, columns: Sequence[int]) -> Fields | None:
    at = {field.cell.column: field for field in values}
    found = tuple(at[column] for column in columns if column in at)
    return found if len(found) == len(columns) else None


def _stand_together(values: Fields, whole: Fields) -> bool:
    first = values.index(whole[0])
    return values[first : first + len(whole)] == whole


def _from_the_left(values: Fields, count: int, blanks: Blanks) -> Fields | None:
    """Blanks at the end of a line are no evidence, whatever other lines show: scrapers drop some and pad the line."""
    if blanks is Blanks.KEPT and _reach(values) == count <= len(values):
        return values[:count]
    return None
