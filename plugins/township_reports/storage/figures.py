"""The county's figures in the dataset, replaced by run, each traceable to the units' cells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from township_reports.domain.consolidated.report import CountyFigures
from township_reports.domain.form.crosswalk import Counterpart
from township_reports.domain.run import CellTrace, MergeInputs
from township_reports.storage.many_rows import copy_into
from township_reports.storage.numbers import is_money, restored, stored
from township_reports.storage.parts import ContributionQueries
from township_reports.storage.submissions import WITHOUT_TEXT, make_received_file
from township_reports.storage.tables import (
    CountyCellRow,
    CountyCounterpartRow,
    CountyFiguresRow,
    CountySubmissionRow,
    RosterUnitRow,
    SubmissionRow,
)


@dataclass(frozen=True)
class FigureRepository:
    """The county figures of one open transaction."""

    session: Session

    @property
    def contributions(self) -> ContributionQueries:
        """The units' parts in figures, kept or not."""
        return ContributionQueries(self.session)

    def replace(self, key: str, figures: CountyFigures, made_of: MergeInputs) -> None:
        """Replace the figures of a run in place of those before, and what they are made of."""
        self.session.execute(delete(CountyFiguresRow).where(CountyFiguresRow.run_key == key))
        self.session.add(CountyFiguresRow(run_key=key, edition=figures.edition, notes=list(figures.notes)))
        self.session.flush()
        cells = [
            {"run_key": key, "cell": cell, "position": position, "value": stored(value), "is_money": is_money([value])}
            for position, (cell, value) in enumerate(figures.cells.items())
        ]
        self.session.execute(insert(CountyCellRow), cells)
        merged = made_of.submissions.items()
        copy_into(
            self.session,
            CountySubmissionRow,
            ({"run_key": key, "unit": unit, "submission_id": submission} for unit, submission in merged),
        )
        counted = enumerate(made_of.counterparts)
        copy_into(
            self.session,
            CountyCounterpartRow,
            ({"run_key": key, "position": position, **one._asdict()} for position, one in counted),
        )

    def get(self, key: str) -> CountyFigures | None:
        """Return the figures of a run with every unit's part at hand; None before they were merged."""
        totals = self.totals(key)
        return totals and replace(
            totals, sources=tuple(self.contributions.iterate_contributions(self.get_merge_inputs(key)))
        )

    def totals(self, key: str) -> CountyFigures | None:
        """Return the figures of a run without the units' parts in them; None before they were merged."""
        head = self.session.get(CountyFiguresRow, key)
        if head is None:
            return None
        cells = select(CountyCellRow).where(CountyCellRow.run_key == key).order_by(CountyCellRow.position)
        figures = {row.cell: restored(row.value, row.is_money) for row in self.session.scalars(cells)}
        return CountyFigures(head.edition, figures, (), tuple(head.notes))

    def get_merge_inputs(self, key: str) -> MergeInputs:
        """Return what a run's figures are made of; nothing before they were merged."""
        merged, counted = CountySubmissionRow, CountyCounterpartRow
        submissions = self.session.execute(select(merged.unit, merged.submission_id).where(merged.run_key == key))
        columns = (counted.edition, counted.source_cell, counted.cell, counted.is_money)
        counterparts = self.session.execute(select(*columns).where(counted.run_key == key).order_by(counted.position))
        return MergeInputs(dict(iter(submissions)), tuple(Counterpart(*one) for one in counterparts))

    def list_merged_submissions(self, key: str) -> frozenset[int]:
        """List the submissions whose cells are in a run's figures."""
        merged = CountySubmissionRow
        return frozenset(self.session.scalars(select(merged.submission_id).where(merged.run_key == key)))

    def trace(self, key: str, cell: str) -> tuple[CellTrace, ...]:
        """Trace the units' parts in a county cell, each with the unit's cell as read and its file."""
        made_of = self.get_merge_inputs(key).cells([cell])
        files = self._files(key)
        return tuple(
            CellTrace(part, name, part.read, make_received_file(file, part.unit))
            for part in self.contributions.iterate_contributions(made_of)
            for file, name in (files[made_of.submissions[part.unit]],)
        )

    def _files(self, key: str) -> dict[int, tuple[SubmissionRow, str]]:
        """Each submission merged in a run, with its unit's name."""
        rows = self.session.execute(
            select(SubmissionRow, RosterUnitRow.name)
            .join(CountySubmissionRow, CountySubmissionRow.submission_id == SubmissionRow.id)
            .join(RosterUnitRow, RosterUnitRow.id == SubmissionRow.unit_id)
            .where(CountySubmissionRow.run_key == key)
            .options(*WITHOUT_TEXT)
        )
        return {file.id: (file, name) for file, name in rows}
