"""What people said to warnings, kept for a unit and year over all its runs. Nothing here is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from township_reports.domain.explanation import Explanation
from township_reports.storage.runs import find_unit_id
from township_reports.storage.tables import ExplanationRow, RosterUnitRow, RunUnitRow

Concern = tuple[str, str]
"""A unit's code and what the explanation is about."""


@dataclass(frozen=True)
class ExplanationRepository:
    """The explanations of one open transaction."""

    session: Session

    def add(self, key: str, code: str, rule: str, about: str, said: Explanation) -> None:
        """Keep an explanation; one of the same concern given later counts in its place."""
        unit = find_unit_id(self.session, key, code)
        self.session.add(
            ExplanationRow(
                unit_id=unit, rule=rule, about=about, by=said.given_by, said_on=said.given_on, text=said.text
            )
        )

    def list_by_unit(self, code: str, key: str) -> tuple[Explanation, ...]:
        """Everything ever said to warnings about a unit's report, in the order it was said."""
        rows = select(ExplanationRow).where(ExplanationRow.unit_id == find_unit_id(self.session, key, code))
        return tuple(map(_explanation, self.session.scalars(rows.order_by(ExplanationRow.id))))

    def list_of_unit(self, key: str) -> dict[Concern, Explanation]:
        """List what was said last to each concern of the units of a run, in this run or in one before."""
        rows = self.session.execute(
            select(ExplanationRow, RosterUnitRow.code)
            .join(RosterUnitRow, RosterUnitRow.id == ExplanationRow.unit_id)
            .join(RunUnitRow, RunUnitRow.unit_id == RosterUnitRow.id)
            .where(RunUnitRow.run_key == key)
            .order_by(ExplanationRow.id)
        )
        return {(code, row.about): _explanation(row) for row, code in rows}


def _explanation(row: ExplanationRow) -> Explanation:
    return Explanation(row.by, row.said_on, row.text)
