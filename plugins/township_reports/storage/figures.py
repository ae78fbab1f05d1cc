"""The county's figures in the dataset, replaced by run, each traceable to the units' cells. Adds up nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.orm import Session

from township_reports.records.county_report import CellSource, CountyFigures
from township_reports.storage.entries import CellTrace
from township_reports.storage.many_rows import copy_into
from township_reports.storage.numbers import is_money, restored, stored
from township_reports.storage.submissions import received_file, restored_cell
from township_reports.storage.tables import (
    CountyCellRow,
    CountyCellSourceRow,
    CountyFiguresRow,
    RosterUnitRow,
    SubmissionCellRow,
    SubmissionRow,
)


@dataclass(frozen=True)
class Figures:
    """The county figures of one open transaction."""

    session: Session

    def replace(self, key: str, figures: CountyFigures, merged: Mapping[str, int]) -> None:
        """The figures of a run in place of those before, their parts tied to what was `merged`: ids by unit code."""
        self.session.execute(delete(CountyFiguresRow).where(CountyFiguresRow.run_key == key))
        self.session.add(CountyFiguresRow(run_key=key, edition=figures.edition, notes=list(figures.notes)))
        self.session.flush()
        cells = [
            {"run_key": key, "cell": cell, "position": position, "value": stored(value), "is_money": is_money([value])}
            for position, (cell, value) in enumerate(figures.cells.items())
        ]
        self.session.execute(insert(CountyCellRow), cells)
        copy_into(self.session, CountyCellSourceRow, _source_rows(key, figures.sources, merged))

    def get(self, key: str) -> CountyFigures | None:
        """The figures of a run; None before they were merged."""
        totals = self.totals(key)
        if totals is None:
            return None
        row = CountyCellSourceRow
        columns = (row.cell, row.unit, row.source_cell, row.value, row.is_money)
        sources = self.session.execute(select(*columns).where(row.run_key == key).order_by(row.position))
        return replace(totals, sources=tuple(map(_source, sources)))

    def totals(self, key: str) -> CountyFigures | None:
        """The figures of a run without the units' parts in them; None before they were merged."""
        head = self.session.get(CountyFiguresRow, key)
        if head is None:
            return None
        cells = select(CountyCellRow).where(CountyCellRow.run_key == key).order_by(CountyCellRow.position)
        figures = {row.cell: restored(row.value, row.is_money) for row in self.session.scalars(cells)}
        return CountyFigures(head.edition, figures, (), tuple(head.notes))

    def merged_submissions(self, key: str) -> frozenset[int]:
        """The submissions whose cells are in a run's figures."""
        ids = select(CountyCellSourceRow.submission_id).where(CountyCellSourceRow.run_key == key).distinct()
        return frozenset(self.session.scalars(ids))

    def trace(self, key: str, cell: str) -> tuple[CellTrace, ...]:
        """The units' parts in a county cell, each with the unit's cell as read and its file."""
        part, read = CountyCellSourceRow, SubmissionCellRow
        rows = self.session.execute(
            select(part, read, SubmissionRow, RosterUnitRow.name)
            .join(read, (read.submission_id == part.submission_id) & (read.cell == part.source_cell))
            .join(SubmissionRow, SubmissionRow.id == part.submission_id)
            .join(RosterUnitRow, RosterUnitRow.id == SubmissionRow.unit_id)
            .where(part.run_key == key, part.cell == cell)
            .order_by(part.position)
        )
        return tuple(
            CellTrace(_source(source), name, restored_cell(own), received_file(file, source.unit))
            for source, own, file, name in rows
        )


def _source_rows(key: str, sources: Iterable[CellSource], counting: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for position, source in enumerate(sources):
        yield {
            "run_key": key,
            "cell": source.cell,
            "unit": source.unit,
            "source_cell": source.source_cell,
            "position": position,
            "value": stored(source.value),
            "is_money": is_money([source.value]),
            "submission_id": counting[source.unit],
        }


def _source(row: CountyCellSourceRow | Row[str, str, str, Decimal, bool]) -> CellSource:
    return CellSource(row.cell, row.unit, row.source_cell, restored(row.value, row.is_money))
