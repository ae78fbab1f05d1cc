"""Rows of table 三 that lost their labels: known by group, exact number and order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from township_reports.domain.form.form import load_form
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.request_rows import COLUMNS, RequestRows
from township_reports.extraction.form_mapping.rows import BlankCells, Field, Fields, is_printed_line, list_filled
from township_reports.extraction.form_mapping.value_columns import place_values

_COUNT = len(COLUMNS)


def divide_by_group(found: RequestRows, edition: str, blanks: BlankCells) -> Mapping[str, list[Fields]]:
    """Return the values of every row of a group, in printed order; none for a group whose rows cannot be distinguished.

    A lost label may have left a field of its own before the values, in every group or in none.
    """
    counts = {group: len(form_labels.get_rows_under(edition, group)) for group in found.unlabelled}
    if blanks is BlankCells.CERTAIN:
        return {group: _placed(lines, counts[group], found.positions) for group, lines in found.unlabelled.items()}
    if blanks is BlankCells.CUT or any(
        len(list_filled(values)) not in (0, _COUNT) for values in found.labelled.values()
    ):
        return {}  # rows with blanks: the fields of another may be one too few and one of its label
    parts = {group: _cut(lines, counts[group]) for group, lines in found.unlabelled.items()}
    one_style = len({len(part[0]) for part in parts.values() if part}) == 1
    return {group: [row[-_COUNT:] for row in part] for group, part in parts.items()} if one_style else {}


def list_joined_rows(found: RequestRows, edition: str) -> set[str]:
    """Rows of a text in which blank cells vanish that may hold figures of the next row: its label is lost."""
    optional = form_labels.get_replacing_rows(edition)
    rows = load_form(edition).table("requests").blocks[0].rows
    printed = {row.id for row in rows if row.id in found.labelled or row.label in found.headed}
    ids = [row.id for row in rows if row.id in printed or row.id not in optional]
    return {
        row_id
        for row_id, following in pairwise(ids)
        if following not in printed
        and form_labels.get_group(following) not in found.headed - {form_labels.get_group(row_id)}
        and not is_printed_line(found.labelled.get(row_id, ()))
    }


def _placed(lines: list[Fields], count: int, columns: tuple[int, ...]) -> list[Fields]:
    """Return the rows of a true grid, each a line."""
    if len(lines) != count:
        return []
    if not columns:
        sizes, firsts = {len(line) for line in lines}, {line[0].text for line in lines}
        return (
            [line[-_COUNT:] for line in lines] if sizes == {_COUNT} or (sizes, len(firsts)) == ({_COUNT + 1}, 1) else []
        )
    if len({line[-1].cell.column for line in lines}) > 1:  # a line that reaches further is shifted to the right
        return []
    under_heads = range(columns[0], columns[-1] + 1)
    outside = [
        tuple((field.text, field.cell.column) for field in list_filled(line) if field.cell.column not in under_heads)
        for line in lines
    ]
    if len(set(outside)) > 1 and any(looks_like_figure(text) for texts in outside for text, _ in texts):
        return []  # not what a lost label leaves in every row: figures may have moved along when it went
    values = [tuple(field for field in line if field.cell.column in under_heads) for line in lines]
    placed = [place_values(line, _COUNT, BlankCells.CERTAIN, columns) for line in values]
    return [line for line in placed if line is not None] if None not in placed else []


def _cut(lines: list[Fields], count: int) -> list[Fields]:
    """Return the lines of a text cut into rows, if there are exactly as many fields as they need."""
    runs = [run for line in lines for run in _runs(line)]
    for size in (_COUNT, _COUNT + 1):
        if count and sum(map(len, runs)) == count * size and all(len(run) % size == 0 for run in runs):
            rows = [run[at : at + size] for run in runs for at in range(0, len(run), size)]
            return rows if size == _COUNT or len({row[0].text for row in rows}) == 1 else []
    return []


def _runs(line: Fields) -> list[Fields]:
    """Return the filled fields of a line, cut where empty ones stand between them."""
    parts: list[list[Field]] = [[]]
    for field in line:
        if not field.is_empty:
            parts[-1].append(field)
        elif parts[-1]:
            parts.append([])
    return [tuple(part) for part in parts if part]
