"""The frames a suite may name: what a row of each is, which columns have labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from township_reports.domain.form.form import Form, Row, Table, TableId

LAST_YEAR = "last_year."


@dataclass(frozen=True)
class FrameSchema:
    """One kind of frame.

    `cell` tells which cell of the form a column of a row is (empty: none), `cells_in` the column that holds the cells a
    row is about, and their labels in `place`; rows of a submission that agree in `group` and break the same rule share
    one finding. `may_be_empty`: no report need have any rows.
    """

    name: str
    cell: str = ""
    group: tuple[str, ...] = ()
    table: TableId | None = None
    columns_are: Literal["rows", "columns"] = "columns"
    cells_in: str = ""
    may_be_empty: bool = False

    def labels(self, form: Form) -> Mapping[str, str]:
        """Return what the form calls the frame's columns, last year's beside this year's."""
        if self.table is None:
            return {}
        labels = _labels(form.table(self.table), self.columns_are)
        return labels | {LAST_YEAR + term: f"上年{label}" for term, label in labels.items()}


FRAME_SCHEMAS = {
    layout.name: layout
    for layout in (
        FrameSchema("by_cell", cell="{cell}", group=("unit", "table")),
        FrameSchema("by_column", cell="requests.{term}.{column}", table="requests", columns_are="rows"),
        FrameSchema("by_row", cell="requests.{row}.{term}", table="requests"),
        FrameSchema("by_group", cell="disputes.{row}.{term}", table="disputes"),
        FrameSchema("by_item", cell="proactive.{row}.{term}", table="proactive"),
        FrameSchema("by_report"),
        FrameSchema("by_claim", cells_in="cells", may_be_empty=True),
        FrameSchema("by_listing", may_be_empty=True),
        FrameSchema("by_narrative", may_be_empty=True),
        FrameSchema("county_roster"),
        FrameSchema("county_parts", cell="{cell}", group=("unit",)),
        FrameSchema("county_cells", cell="{cell}"),
    )
}


def format_row_label(row: Row) -> str:
    """Format a row as a clerk finds it on the form, such as 三（三）不予公开1.属于国家秘密."""
    if not row.under:
        return row.label
    first, *others = row.under
    return "".join((first.partition("、")[0], *others, row.label))


def _labels(table: Table, axis: Literal["rows", "columns"]) -> dict[str, str]:
    if axis == "rows":
        return {row.id: format_row_label(row) for block in table.blocks for row in block.rows}
    return {column.id: column.label for block in table.blocks for column in block.columns}
