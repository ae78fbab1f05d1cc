"""A frame: rows Great Expectations judges, and which cells of the form they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast, overload

from township_reports.validation.suites.frame_schema import LAST_YEAR, FrameSchema

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, object]


@dataclass(frozen=True)
class FrameRows(Sequence[Record]):
    """The rows of a table that is too long for a record of each: one is made when it is asked for."""

    table: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return FrameRows(self.table.iloc[index])
        return {str(name): value for name, value in self.table.iloc[index].items()}


@dataclass(frozen=True)
class Frame:
    """Rows to be judged in one batch; every row has the position of its submission and the unit's key.

    `labels` are the columns as the form calls them; `not_printed` are cells, by the position of their submission,
    that the report does not print and that count as nothing.
    """

    schema: FrameSchema
    rows: Sequence[Record]
    labels: Mapping[str, str]
    not_printed: frozenset[tuple[object, str]] = frozenset()

    @cached_property
    def data(self) -> pd.DataFrame:
        """The rows for GX; as objects, or whole numbers beside an empty cell would become floats."""
        import pandas as pd

        if isinstance(self.rows, FrameRows):
            return self.rows.table
        return pd.DataFrame(self.rows, dtype=object)

    def cells(self, row: Record, columns: Iterable[str]) -> list[str]:
        """Return the cells of this year's form that columns of a row are, those the report does not print left out."""
        if self.schema.cells_in:
            return list(cast(Iterable[str], row[self.schema.cells_in]))
        if not self.schema.cell:
            return []
        this_year = [column for column in columns if not column.startswith(LAST_YEAR)]
        named = dict.fromkeys(self.schema.cell.format(term=column, **row) for column in this_year)
        return [cell for cell in named if (row["position"], cell) not in self.not_printed]

    def find_missing_columns(self, row: Record, columns: Iterable[str]) -> list[str]:
        """Find what a row lacks of some columns, each as a clerk finds it on the form."""
        if self.schema.cells_in:
            return [str(row["place"])]
        where = f"{row['place']}·" if "place" in row else ""
        return [where + self.labels.get(column, column) for column in columns if row[column] is None]
