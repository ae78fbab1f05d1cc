"""What a reader must make of a printed figure. Reads no document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from support.generator.form_tables import Figure
from township_reports.records.report import Status, Value

WORDS: Mapping[str, tuple[Value | None, Status]] = {
    "": (None, Status.BLANK),
    "/": (None, Status.NOT_APPLICABLE),
    "-": (None, Status.NOT_APPLICABLE),
    "—": (None, Status.NOT_APPLICABLE),
    "无": (None, Status.NOT_APPLICABLE),
    "1,113": (1113, Status.READ),
    "  7 ": (7, Status.READ),
    "251000元": (Decimal("25.1"), Status.READ),
}


def known(figure: Figure) -> tuple[Value | None, Status]:
    """The value and the status of a printed figure; raises ValueError for a text nobody has thought of."""
    if not isinstance(figure, str):
        return figure, Status.READ
    if figure in WORDS:
        return WORDS[figure]
    value = Decimal(figure.removesuffix("万元")) if figure.endswith("万元") else int(figure)
    return value, Status.READ


def known_cells(figures: Mapping[str, Figure]) -> dict[str, tuple[Value | None, Status]]:
    """Value and status of every printed cell by its id."""
    return {cell_id: known(figure) for cell_id, figure in figures.items()}
