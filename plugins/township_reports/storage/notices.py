"""Which letters went to which units of a year: who was informed of what, when, and how. Nothing here is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from township_reports.domain.run import Notice
from township_reports.storage.runs import find_unit_id
from township_reports.storage.tables import NoticeRow, RosterUnitRow, RunUnitRow, SubmissionRow


@dataclass(frozen=True)
class NoticeRepository:
    """The notices of one open transaction."""

    session: Session

    def add(
        self, key: str, code: str, *, kind: str, way: Literal["邮件", "下载"], by: str, sha256: str,
        address: str = "", submission: int | None = None, batch: str | None = None,
    ) -> None:  # fmt: skip
        """Keep that a letter went to a unit; sqlalchemy's IntegrityError if the batch has stated the unit already."""
        unit = find_unit_id(self.session, key, code)
        letter = {"kind": kind, "way": way, "by": by, "sha256": sha256, "address": address, "submission_id": submission}
        self.session.add(NoticeRow(unit_id=unit, run_key=key, batch=batch, **letter))
        self.session.flush()

    def has_been_sent(self, key: str, code: str, batch: str) -> bool:
        """Whether a batch has sent the unit its letter."""
        unit = find_unit_id(self.session, key, code)
        sent = select(NoticeRow.id).where(NoticeRow.unit_id == unit, NoticeRow.batch == batch)
        return self.session.scalars(sent).first() is not None

    def list_by_unit(self, key: str) -> dict[str, tuple[Notice, ...]]:
        """List the letters that went to the units of a run, in this run or before, the first first, by unit code."""
        rows = self.session.execute(
            select(NoticeRow, RosterUnitRow.code, SubmissionRow.sha256)
            .join(SubmissionRow, SubmissionRow.id == NoticeRow.submission_id, isouter=True)
            .join(RosterUnitRow, RosterUnitRow.id == NoticeRow.unit_id)
            .join(RunUnitRow, RunUnitRow.unit_id == RosterUnitRow.id)
            .where(RunUnitRow.run_key == key)
            .order_by(NoticeRow.id)
        )
        found: dict[str, tuple[Notice, ...]] = {}
        for row, code, about in rows:
            found[code] = (*found.get(code, ()), _notice(row, about or ""))
        return found


def _notice(row: NoticeRow, about: str) -> Notice:
    way = cast(Literal["邮件", "下载"], row.way)
    return Notice(row.kind, way, row.address, row.by, row.sha256, about, row.created_at)
