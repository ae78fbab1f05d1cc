"""Decisions about a run and the report files it released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from township_reports.domain.run import Decision, SignOff
from township_reports.storage.hold import advisory_lock
from township_reports.storage.tables import AuditRow, ReportFileRow, RunRow, SignOffRow


@dataclass(frozen=True)
class ReleaseRepository:
    """Sign-offs and report files of one open transaction."""

    session: Session

    def add_sign_off(self, key: str, decision: Decision, by: str, reason: str, units: Sequence[str]) -> SignOff:
        """Keep a decision as a new version; a repetition of the one that stands is not kept twice."""
        self.session.get_one(RunRow, key, with_for_update=True)  # one writer at a time counts the versions
        standing = self.sign_offs(key)[-1:]
        if standing and standing[0] == SignOff(standing[0].version, decision, by, reason, tuple(units)):
            return standing[0]
        entry = SignOff(len(self.sign_offs(key)) + 1, decision, by, reason, tuple(units))
        self.session.add(
            SignOffRow(run_key=key, version=entry.version, decision=decision, by=by, reason=reason, units=list(units))
        )
        return entry

    def sign_offs(self, key: str) -> tuple[SignOff, ...]:
        """Every decision about a run, the first first."""
        rows = self.session.scalars(select(SignOffRow).where(SignOffRow.run_key == key).order_by(SignOffRow.version))
        return tuple(
            SignOff(row.version, cast(Decision, row.decision), row.by, row.reason, tuple(row.units)) for row in rows
        )

    def set_audit(self, key: str, digest: str) -> None:
        """Return the page on a run's check, by its sha256, in place of the one before."""
        self.session.merge(AuditRow(run_key=key, sha256=digest))

    def audit(self, key: str) -> str | None:
        """Return the sha256 of the page on a run's check; None before it was checked."""
        row = self.session.get(AuditRow, key)
        return row.sha256 if row else None

    def lock_release(self, county: str, year: int) -> None:
        """Keep every other run of a year from releasing until the transaction ends; wait. `county` is its key."""
        advisory_lock(self.session, "release", county, str(year))

    def replace_files(self, key: str, digests: Mapping[str, str]) -> None:
        """Replace the released files of a run, sha256 by name, in place of those before."""
        self.session.execute(delete(ReportFileRow).where(ReportFileRow.run_key == key))
        self.session.add_all(ReportFileRow(run_key=key, name=name, sha256=digest) for name, digest in digests.items())

    def files(self, key: str) -> dict[str, str]:
        """Return the sha256 of each released file of a run, by name."""
        rows = select(ReportFileRow).where(ReportFileRow.run_key == key).order_by(ReportFileRow.name)
        return {row.name: row.sha256 for row in self.session.scalars(rows)}

    def run_that_released(self, digest: str) -> str | None:
        """Run the key of the last opened run that released a file of that sha256; None where none did."""
        released = select(RunRow.key).join(ReportFileRow, ReportFileRow.run_key == RunRow.key)
        wanted = released.where(ReportFileRow.sha256 == digest).order_by(RunRow.number.desc()).limit(1)
        return self.session.scalars(wanted).first()
