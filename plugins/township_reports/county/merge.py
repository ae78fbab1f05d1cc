"""Adds the kinds of units up to the county's figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from township_reports.domain.consolidated.report import KindSum
from township_reports.domain.form.form import CellSpec, load_form
from township_reports.domain.report import Value


def merge_county_cells(sums: Iterable[KindSum], edition: str) -> dict[str, Value]:
    """Merge the county's figures in one edition of the form, in printed order.

    A required cell that no unit has a part in is 0, an optional one that none has a part in is not printed.
    """
    form, totals = load_form(edition), _add_up(sums)
    required = frozenset(form.required_cells())
    return {
        spec.id: totals.get(spec.id, _zero(spec))
        for spec in form.cells().values()
        if spec.id in required or spec.id in totals
    }


def _zero(spec: CellSpec) -> Value:
    return Decimal(0) if spec.column.kind == "money" else 0


def _add_up(sums: Iterable[KindSum]) -> dict[str, Value]:
    """Exact sums by county cell: Python's own int and Decimal in an object column, never floats."""
    parts = pd.DataFrame(sums, columns=list(KindSum._fields), dtype=object)
    totals = parts.groupby("cell", sort=False)["value"].sum()
    return {str(cell): total for cell, total in totals.items()}
