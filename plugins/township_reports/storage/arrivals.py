"""What came in for each unit and year, and one writer at a time for a unit's files. Nothing here is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from township_reports.domain.run import Arrival
from township_reports.storage.hold import advisory_lock
from township_reports.storage.runs import find_unit_id
from township_reports.storage.tables import ArrivalRow, RosterUnitRow, RunUnitRow


@dataclass(frozen=True)
class ArrivalRepository:
    """The arrivals of one open transaction."""

    session: Session

    def lock_unit(self, folder: str, code: str) -> None:
        """Keep everybody else from a unit's files in a folder until the transaction ends; wait for its turn."""
        advisory_lock(self.session, folder, code)

    def add(self, key: str, code: str, arrival: Arrival) -> None:
        """Keep that a file came in."""
        unit = find_unit_id(self.session, key, code)
        file = {"file_name": arrival.file_name, "sha256": arrival.sha256}
        self.session.add(
            ArrivalRow(unit_id=unit, **file, by=arrival.sent_by, batch=arrival.batch, arrived_at=arrival.arrived_at)
        )

    def add_seen(self, key: str, code: str, arrival: Arrival) -> None:
        """Keep that a file came in unless this very file is known to have come."""
        known = select(ArrivalRow.id).where(
            ArrivalRow.unit_id == find_unit_id(self.session, key, code),
            ArrivalRow.file_name == arrival.file_name,
            ArrivalRow.sha256 == arrival.sha256,
        )
        if self.session.scalars(known.limit(1)).first() is None:
            self.add(key, code, arrival)

    def list_by_unit(self, key: str) -> dict[str, tuple[Arrival, ...]]:
        """List what came in for the units of a run, in this run's time or before, the first first, by unit code."""
        rows = self.session.execute(
            select(ArrivalRow, RosterUnitRow.code)
            .join(RosterUnitRow, RosterUnitRow.id == ArrivalRow.unit_id)
            .join(RunUnitRow, RunUnitRow.unit_id == RosterUnitRow.id)
            .where(RunUnitRow.run_key == key)
            .order_by(ArrivalRow.arrived_at, ArrivalRow.id)
        )
        found: dict[str, tuple[Arrival, ...]] = {}
        for row, code in rows:
            arrival = Arrival(row.file_name, row.sha256, row.arrived_at, row.by, row.batch)
            found[code] = (*found.get(code, ()), arrival)
        return found
