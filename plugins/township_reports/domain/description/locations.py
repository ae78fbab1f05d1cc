"""Several places in a document stated together, as a person looks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from township_reports.domain.report import SourceLocation


def format_locations(places: Sequence[SourceLocation]) -> str:
    """Format the places in one phrase: those of a row with their columns, else those of a column with their rows."""
    of_rows = _grouped((place._replace(column=None, box=None), place.column) for place in places)
    of_columns = _grouped((place._replace(row=None, box=None), place.row) for place in places)
    if len(of_columns) < len(of_rows):
        return "；".join(_phrase(place, rows, "行") for place, rows in of_columns.items())
    return "；".join(_phrase(place, columns, "格") for place, columns in of_rows.items())


def _grouped(places: Iterable[tuple[SourceLocation, int | None]]) -> dict[SourceLocation, list[int]]:
    groups: dict[SourceLocation, list[int]] = {}
    for shared, number in places:
        numbers = groups.setdefault(shared, [])
        if number is not None and number not in numbers:
            numbers.append(number)
    return groups


def _phrase(shared: SourceLocation, numbers: Sequence[int], what: str) -> str:
    numbered = f"第{'、'.join(_ranges(sorted(numbers)))}{what}" if numbers else ""
    return "的".join(filter(None, (str(shared), numbered)))


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Sorted numbers, those that follow each other as the first to the last."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    return [
        str(first) if first == last else f"{first}至{last}" for first, *_, last in (one[:1] + one for one in ranges)
    ]
