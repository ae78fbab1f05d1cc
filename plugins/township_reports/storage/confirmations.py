"""Units that have nothing to report, as the office confirmed it for a year. Nothing here is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from township_reports.domain.run import Confirmation
from township_reports.storage.runs import find_unit_id
from township_reports.storage.tables import ConfirmationRow


@dataclass(frozen=True)
class ConfirmationRepository:
    """The confirmations of one open transaction."""

    session: Session

    def add(self, key: str, code: str, by: str, reason: str, *, holds: bool) -> None:
        """Keep that a unit has nothing to report, or that this no longer holds; what was said last counts."""
        unit = find_unit_id(self.session, key, code)
        self.session.add(ConfirmationRow(unit_id=unit, holds=holds, by=by, reason=reason))
        self.session.flush()

    def list_by_unit(self, key: str, code: str) -> tuple[Confirmation, ...]:
        """Everything said of a unit's year, the first first."""
        rows = select(ConfirmationRow).where(ConfirmationRow.unit_id == find_unit_id(self.session, key, code))
        return tuple(
            Confirmation(row.holds, row.by, row.reason, row.created_at)
            for row in self.session.scalars(rows.order_by(ConfirmationRow.id))
        )

    def list_active(self, key: str, code: str) -> Confirmation | None:
        """List the confirmation that holds, if one does."""
        last = self.list_by_unit(key, code)[-1:]
        return last[0] if last and last[0].is_active else None
