"""The form's arithmetic a second time, plainly, to judge generated figures. The one that counts is expectations/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from support.generator.figures import APPLICANTS, DISPUTES, FOLLOWING_ROWS, OPENING_ROWS, RESULTS
from township_reports.records.report import Value


def broken_rules(figures: Mapping[str, Value]) -> dict[str, list[str]]:
    """Each broken rule with the columns, rows or groups in which it does not hold."""
    broken: dict[str, list[str]] = {}
    for rule, where, holds in _judged(figures):
        if not holds:
            broken.setdefault(rule, []).append(where)
    return broken


def _judged(figures: Mapping[str, Value]) -> Iterator[tuple[str, str, bool]]:
    rows = list(dict.fromkeys(cell.split(".")[1] for cell in figures if cell.startswith("requests.")))
    outcomes = [row for row in rows if row not in (*OPENING_ROWS, *FOLLOWING_ROWS)]
    for column in (*APPLICANTS, "total"):
        received, carried_in, handled, carried_out = (
            figures[f"requests.{row}.{column}"] for row in (*OPENING_ROWS, *FOLLOWING_ROWS)
        )
        yield "T3-1", column, received + carried_in == handled + carried_out
        yield "T3-2", column, handled == sum(figures[f"requests.{row}.{column}"] for row in outcomes)
    for row in rows:
        parts = sum(figures[f"requests.{row}.{column}"] for column in APPLICANTS)
        yield "T3-3", row, figures[f"requests.{row}.total"] == parts
    for group in DISPUTES:
        parts = sum(figures[f"disputes.{group}.{result}"] for result in RESULTS)
        yield "T4-1", group, figures[f"disputes.{group}.total"] == parts
    for cell, figure in figures.items():
        yield "T*-0", cell, figure >= 0 or cell.endswith(".change")
