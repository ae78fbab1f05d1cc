"""Which fields behind a label are its row's values, and when that cannot be known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from township_reports.extraction.form_mapping.rows import BlankCells, Fields, list_filled


def place_values(values: Fields, count: int, blanks: BlankCells, columns: Sequence[int] = ()) -> Fields | None:
    """Place the `count` fields that are a row's values, in order; None where figures may have slid.

    `columns` are the grid columns of the headers where they are known.
    """
    whole = list_filled(values)
    by_column = _at_columns(values, columns) if len(columns) == count else None
    if blanks is BlankCells.CUT:
        return None
    if not whole:
        return by_column or (values[:count] if len(values) >= count else None)
    if len(whole) == count and (by_column == whole or _stand_together(values, whole)):
        empty_before = values.index(whole[0])
        return (
            whole if blanks is BlankCells.CERTAIN or empty_before < count else None
        )  # a blank row, and figures of the next
    if by_column is not None and blanks is not BlankCells.LOST:
        fits = list_filled(by_column) == whole and (blanks is BlankCells.CERTAIN or not by_column[-1].is_empty)
        return by_column if fits else None
    if blanks is BlankCells.CERTAIN:
        return values if len(values) == count else None
    return _from_the_left(values, count, blanks)


def are_blanks_kept(rows: Collection[Fields], count: int, columns: Sequence[int] = ()) -> bool:
    """Whether lines of text show blank cells in their places: a blank before the last of exactly `count` fields.

    Where the head names the `columns`, all figures must stand in them. Else a line that reaches further has empty
    fields of another kind, which proves nothing.
    """
    if len(columns) == count:
        pairs = [(list_filled(row), _at_columns(row, columns)) for row in rows if list_filled(row)]
        under_heads = [(whole, placed) for whole, placed in pairs if placed and list_filled(placed) == whole]
        shown = any(len(whole) < count and not placed[-1].is_empty for whole, placed in under_heads)
        return shown and len(under_heads) == len(pairs)
    reaches = [(_reach(row), len(list_filled(row))) for row in rows if list_filled(row)]
    usual = 2 * sum(reach == count for reach, _ in reaches) > len(reaches)  # one such row may have a field too many
    shown = any(reach == count > whole for reach, whole in reaches) and max(reach for reach, _ in reaches) == count
    return usual and shown and not _may_be_unmerged(rows, count)


def _may_be_unmerged(rows: Iterable[Fields], count: int) -> bool:
    """Whether all figures may stand in the same `count` columns, behind empty cells where a label is short."""
    rows = [row for row in rows if row]
    behind_labels = [row[0].cell.column for row in rows]
    figures = [field.cell.column for row in rows for field in list_filled(row)]
    fits = max(max(figures) - count + 1, *behind_labels) <= min(figures)
    return fits and min(behind_labels) < min(figures)


def _reach(values: Fields) -> int:
    """Return the number of fields up to the last in which something stands."""
    return max((index for index, field in enumerate(values, 1) if not field.is_empty), default=0)


def _at_columns(values: Fields, columns: Sequence[int]) -> Fields | None:
    at = {field.cell.column: field for field in values}
    found = tuple(at[column] for column in columns if column in at)
    return found if len(found) == len(columns) else None


def _stand_together(values: Fields, whole: Fields) -> bool:
    first = values.index(whole[0])
    return values[first : first + len(whole)] == whole


def _from_the_left(values: Fields, count: int, blanks: BlankCells) -> Fields | None:
    """Blanks at the end of a line are no evidence, whatever other lines show: scrapers drop some and pad the line."""
    if blanks is BlankCells.KEPT and _reach(values) == count <= len(values):
        return values[:count]
    return None
