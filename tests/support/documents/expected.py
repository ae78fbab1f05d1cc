"""The hand-typed `*.expected.yaml` beside the input files of tests/documents. Reads no input file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import yaml
from support.folders import DOCUMENTS
from township_reports.records.report import Status, Value
from township_reports.template.form import load_form

MARKS = {
    "blank": Status.BLANK,
    "none": Status.NOT_APPLICABLE,
    "unsure": Status.UNSURE,
    "missing": Status.MISSING,
}

Figure = tuple[Value | None, Status]


@dataclass(frozen=True)
class Expected:
    """What a document says; every cell of the form, zeros where the file lists nothing."""

    unit: str
    year: int
    edition: str
    cells: dict[str, Figure]
    notes: list[str]


def expected(name: str) -> Expected:
    """What is expected of the document of that file name."""
    typed = yaml.safe_load((DOCUMENTS / f"{name}.expected.yaml").read_text(encoding="utf-8"))
    form = load_form(typed["edition"])
    columns: dict[str, list[tuple[str, str]]] = {}
    for spec in form.cells().values():
        columns.setdefault(f"{spec.table.id}.{spec.row.id}", []).append((spec.id, spec.column.kind))
    cells: dict[str, Figure] = dict.fromkeys(form.required_cells(), (0, Status.READ))
    for row, line in typed["rows"].items():
        for (cell_id, kind), text in zip(columns[row], str(line).split(), strict=True):
            cells[cell_id] = figure(text, kind)
    return Expected(typed["unit"], typed["year"], typed["edition"], cells, typed["notes"])


def figure(text: str, kind: str) -> Figure:
    """One typed figure."""
    if text in MARKS:
        return None, MARKS[text]
    return (Decimal(text) if kind == "money" else int(text)), Status.READ
