"""Reports made by hand, to be merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from township_reports.records.report import Cell, Report, Status, Value
from township_reports.template.form import load_form

AMOUNT = "proactive.fees.amount"
GRANTED = "requests.granted.natural_person"


def report(edition: str, values: Mapping[str, Value], unit: str = "城关镇") -> Report:
    """A report whose other required cells say 0."""
    form = load_form(edition)
    zero = {cell: Decimal(0) if form.cells()[cell].column.kind == "money" else 0 for cell in form.required_cells()}
    cells = {cell: Cell(value, str(value), Status.READ) for cell, value in (zero | dict(values)).items()}
    return Report(unit, 2021, edition, cells)


def with_cell(whole: Report, cell_id: str, cell: Cell) -> Report:
    return replace(whole, cells={**whole.cells, cell_id: cell})
