"""Figures that people entered for cells of a file, kept over all runs. Nothing here is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from township_reports.domain.correction import Correction
from township_reports.storage.numbers import is_money, restored, stored
from township_reports.storage.runs import find_unit_id
from township_reports.storage.tables import CorrectionRow, RosterUnitRow, RunUnitRow


@dataclass(frozen=True)
class CorrectionRepository:
    """The corrections of one open transaction; they belong to a unit's year and to a content by its sha256."""

    session: Session

    def add(self, key: str, code: str, sha256: str, entered: Correction) -> None:
        """Keep a figure entered for a cell of a file; one entered later for the same cell counts in its place."""
        self.session.add(
            CorrectionRow(
                unit_id=find_unit_id(self.session, key, code),
                sha256=sha256,
                cell=entered.cell,
                value=stored(entered.value),
                is_money=is_money([entered.value]),
                by=entered.entered_by,
                at=entered.entered_at,
                reason=entered.reason,
            )
        )

    def withdraw(self, key: str, code: str, sha256: str, cell: str) -> int:
        """Return what was entered for a cell counts no longer; says how many entries that were."""
        rows = self._rows(find_unit_id(self.session, key, code), sha256)
        withdrawn = [row for row in rows if row.cell == cell]
        for row in withdrawn:
            row.withdrawn = True
        return len(withdrawn)

    def list_of_file(self, key: str, code: str, sha256: str) -> tuple[Correction, ...]:
        """List what counts for the cells of a file, the last for each, in the order it was entered."""
        last = {row.cell: row for row in self._rows(find_unit_id(self.session, key, code), sha256)}
        return tuple(_correction(row) for row in last.values())

    def list_by_unit(self, key: str) -> dict[str, dict[str, tuple[Correction, ...]]]:
        """List what counts in a run, by unit code and by the sha256 of the file."""
        rows = self.session.execute(
            select(CorrectionRow, RosterUnitRow.code)
            .join(RosterUnitRow, RosterUnitRow.id == CorrectionRow.unit_id)
            .join(RunUnitRow, RunUnitRow.unit_id == RosterUnitRow.id)
            .where(RunUnitRow.run_key == key, ~CorrectionRow.withdrawn)
            .order_by(CorrectionRow.id)
        )
        last = {(code, row.sha256, row.cell): _correction(row) for row, code in rows}
        found: dict[str, dict[str, tuple[Correction, ...]]] = {}
        for (code, sha256, _), correction in last.items():
            of_unit = found.setdefault(code, {})
            of_unit[sha256] = (*of_unit.get(sha256, ()), correction)
        return found

    def _rows(self, unit: int, sha256: str) -> Iterable[CorrectionRow]:
        wanted = select(CorrectionRow).where(CorrectionRow.unit_id == unit, CorrectionRow.sha256 == sha256)
        return self.session.scalars(wanted.where(~CorrectionRow.withdrawn).order_by(CorrectionRow.id)).all()


def _correction(row: CorrectionRow) -> Correction:
    return Correction(row.cell, restored(row.value, row.is_money), row.by, row.at, row.reason)
