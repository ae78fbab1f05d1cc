"""Cells that fare alike, named together by the rows and columns of the form they fill."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from township_reports.checking.layout import format_row_label
from township_reports.template.form import CellSpec, Table, load_form


def alike(cells: Iterable[str], fate: Callable[[str], Hashable]) -> dict[Hashable, list[str]]:
    """Cells of one table each that have the same fate, in the order of their first."""
    groups: dict[tuple[str, Hashable], list[str]] = {}
    for cell in cells:
        groups.setdefault((cell.partition(".")[0], fate(cell)), []).append(cell)
    return dict(groups)


def named(edition: str, cells: Sequence[str]) -> str:
    """Cells of one table as a reader of the form finds them: rows, then columns, several such blocks if need be."""
    specs = [load_form(edition).cells()[cell] for cell in cells]
    columns_of: dict[str, list[CellSpec]] = {}
    for spec in specs:
        columns_of.setdefault(spec.row.id, []).append(spec)
    rows_with: dict[tuple[str, ...], list[CellSpec]] = {}
    for same_row in columns_of.values():
        rows_with.setdefault(tuple(spec.column.label for spec in same_row), []).append(same_row[0])
    blocks = (f"{_rows(rows)}：{_columns(rows[0], columns)}" for columns, rows in rows_with.items())
    return f"表{specs[0].table.section} " + "；".join(blocks)


def _rows(rows: Sequence[CellSpec]) -> str:
    printed = [row.id for block in rows[0].table.blocks for row in block.rows]
    places = [printed.index(spec.row.id) for spec in rows]
    runs: list[list[CellSpec]] = []
    for spec, place, before in zip(rows, places, [None, *places[:-1]], strict=True):
        if before is not None and _follows(spec.table, before, place, printed):
            runs[-1].append(spec)
        else:
            runs.append([spec])
    return "，".join(_run(run) for run in runs)


def _follows(table: Table, before: int, place: int, printed: Sequence[str]) -> bool:
    """Whether a row comes right after another, those left out that are only printed instead of others."""
    between = printed[before + 1 : place]
    instead = {row.id for block in table.blocks for row in block.rows if row.instead_of}
    return set(between) <= instead


def _run(run: Sequence[CellSpec]) -> str:
    if len(run) == 1:
        return _row(run[0])
    joint = "，" if len(run) == 2 else "至"
    return f"{_row(run[0])}{joint}{_row(run[-1])}" + (f"（{len(run)}行）" if len(run) > 2 else "")


def _row(spec: CellSpec) -> str:
    label = format_row_label(spec.row).partition("（区分")[0]
    return label.removeprefix("三") if spec.row.under else label


def _columns(row: CellSpec, columns: Sequence[str]) -> str:
    every = [column.label for column in row.block.columns]
    if list(columns) == every:
        return "各列" if len(every) > 1 else every[0]
    if len(columns) > 2 and list(columns) == every[every.index(columns[0]) :][: len(columns)]:
        return f"{columns[0]}至{columns[-1]}"
    return "、".join(columns)
