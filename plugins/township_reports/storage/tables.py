"""The tables of the county dataset, typed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Identity, UniqueConstraint, false, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from township_reports.domain.run import ANNUAL_RUN
from township_reports.storage.base import Base


class RosterUnitRow(Base):
    """A unit that must report, for one county and year; `county` is the county's key."""

    __tablename__ = "roster_units"
    __table_args__ = (UniqueConstraint("county", "year", "code"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    county: Mapped[str]
    year: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    aliases: Mapped[list[str]]
    email: Mapped[str] = mapped_column(server_default="")


class SubmissionRow(Base):
    """A version of a unit's submission: one received file as one reader read it. Never changed, never deleted."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("unit_id", "version"),
        UniqueConstraint("unit_id", "file_name", "sha256", "reader_version"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(RosterUnitRow.id))
    version: Mapped[int]
    file_name: Mapped[str]
    sha256: Mapped[str]
    reader_version: Mapped[str]
    unreadable: Mapped[str | None]  # why, in Chinese; null when a report was read
    told_unit: Mapped[str | None]
    told_year: Mapped[int | None]
    edition: Mapped[str | None]
    notes: Mapped[list[str]]
    narrative: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    told: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())  # for the audit; no result reads it


class SubmissionCellRow(Base):
    """A cell of a submission, in printed order; `is_money` tells Decimal 万元 from whole counts."""

    __tablename__ = "submission_cells"

    submission_id: Mapped[int] = mapped_column(ForeignKey(SubmissionRow.id), primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    value: Mapped[Decimal | None]
    is_money: Mapped[bool]
    raw: Mapped[str]
    status: Mapped[str]
    confidence: Mapped[float | None]
    place: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class RunRow(Base):
    """A run: one year's aggregation of one county, opened by the Airflow DAG `dag`; `code` may be empty.

    `previous_run` names the run last year's figures come from.
    """

    __tablename__ = "runs"

    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Identity(), unique=True)
    county: Mapped[str]
    office: Mapped[str]
    year: Mapped[int]
    source: Mapped[str]
    edition: Mapped[str]
    unclaimed: Mapped[dict[str, Any]] = mapped_column(JSONB(none_as_null=True), server_default="{}")
    previous_run: Mapped[str | None] = mapped_column(ForeignKey("runs.key"))
    recognised: Mapped[dict[str, Any]] = mapped_column(JSONB(none_as_null=True), server_default="{}")
    report_by: Mapped[date | None]
    code: Mapped[str] = mapped_column(server_default="")
    dag: Mapped[str] = mapped_column(server_default=ANNUAL_RUN)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


def _of_run() -> Mapped[str]:
    return mapped_column(ForeignKey(RunRow.key, ondelete="CASCADE"), primary_key=True)


class RunUnitRow(Base):
    """What became of a unit in a run; `submission_id` is the version that counts.

    `checked_names` are the unit's names at the last check; null where that is not known.
    """

    __tablename__ = "run_units"

    run_key: Mapped[str] = _of_run()
    unit_id: Mapped[int] = mapped_column(ForeignKey(RosterUnitRow.id), primary_key=True)
    position: Mapped[int]
    submission_id: Mapped[int | None] = mapped_column(ForeignKey(SubmissionRow.id))
    outcome: Mapped[str | None]
    reason: Mapped[str]
    checked_names: Mapped[list[str] | None]


class RunSubmissionRow(Base):
    """A file found for a unit in a run; several for one unit are all kept."""

    __tablename__ = "run_submissions"

    run_key: Mapped[str] = _of_run()
    submission_id: Mapped[int] = mapped_column(ForeignKey(SubmissionRow.id), primary_key=True)
    position: Mapped[int]


class FindingRow(Base):
    """A finding of a run, about a unit's submission or about the county."""

    __tablename__ = "findings"

    run_key: Mapped[str] = _of_run()
    about: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]
    severity: Mapped[str]
    unit: Mapped[str]
    cells: Mapped[list[str]]
    left: Mapped[Decimal | None]
    right: Mapped[Decimal | None]
    difference: Mapped[Decimal | None]
    is_money: Mapped[bool]
    message: Mapped[str]


class SignOffRow(Base):
    """A decision about the red units of a run; a new decision is a new version."""

    __tablename__ = "sign_offs"

    run_key: Mapped[str] = _of_run()
    version: Mapped[int] = mapped_column(primary_key=True)
    decision: Mapped[str]
    by: Mapped[str]
    reason: Mapped[str]
    units: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ExplanationRow(Base):
    """What a person said to a warning about a unit's report of a year; `about` is a digest of what it is about."""

    __tablename__ = "explanations"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(RosterUnitRow.id))
    rule: Mapped[str]
    about: Mapped[str]
    by: Mapped[str]
    said_on: Mapped[date]
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CorrectionRow(Base):
    """A figure a person entered for a cell of a unit's file of a year; one taken back is marked, never deleted."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(RosterUnitRow.id))
    sha256: Mapped[str]
    cell: Mapped[str]
    value: Mapped[Decimal]
    is_money: Mapped[bool]
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(server_default=false())


class ArrivalRow(Base):
    """A file that came in for a unit: when and by whom; `by` and `batch` are empty for one put into the folder."""

    __tablename__ = "arrivals"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(RosterUnitRow.id))
    file_name: Mapped[str]
    sha256: Mapped[str]
    by: Mapped[str]
    batch: Mapped[str]
    arrived_at: Mapped[datetime]


class ConfirmationRow(Base):
    """That a unit has nothing to report, or that this no longer holds: the last one counts."""

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(RosterUnitRow.id))
    holds: Mapped[bool]
    by: Mapped[str]
    reason: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class NoticeRow(Base):
    """A letter that went to a unit: what about, how, where to, by whose order, and its sha256."""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("unit_id", "batch"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(RosterUnitRow.id))
    run_key: Mapped[str] = mapped_column(ForeignKey(RunRow.key))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey(SubmissionRow.id))
    kind: Mapped[str]
    way: Mapped[str]
    address: Mapped[str]
    by: Mapped[str]
    sha256: Mapped[str]
    batch: Mapped[str | None]  # the order it was sent by: once to each unit
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CountyFiguresRow(Base):
    """The merged figures of a run."""

    __tablename__ = "county_figures"

    run_key: Mapped[str] = _of_run()
    edition: Mapped[str]
    notes: Mapped[list[str]]


class CountyCellRow(Base):
    """A cell of the county, in printed order."""

    __tablename__ = "county_cells"

    run_key: Mapped[str] = mapped_column(ForeignKey(CountyFiguresRow.run_key, ondelete="CASCADE"), primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    value: Mapped[Decimal]
    is_money: Mapped[bool]


class CountySubmissionRow(Base):
    """A version of a unit's submission that was merged into a run's figures."""

    __tablename__ = "county_submissions"

    run_key: Mapped[str] = mapped_column(ForeignKey(CountyFiguresRow.run_key, ondelete="CASCADE"), primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey(SubmissionRow.id))


class CountyCounterpartRow(Base):
    """A cell of an edition's form that was counted in a cell of a run's figures, in the printed order of the latter.

    With the merged submissions, whose cells never change, it tells every unit's part; none is kept a second time.
    """

    __tablename__ = "county_counterparts"

    run_key: Mapped[str] = mapped_column(ForeignKey(CountyFiguresRow.run_key, ondelete="CASCADE"), primary_key=True)
    edition: Mapped[str] = mapped_column(primary_key=True)
    source_cell: Mapped[str] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    is_money: Mapped[bool]


class AuditRow(Base):
    """The page on a run's check, kept in the file store by its sha256."""

    __tablename__ = "audits"

    run_key: Mapped[str] = _of_run()
    sha256: Mapped[str]


class ReportFileRow(Base):
    """A released file of a run's consolidated report, kept in the file store by its sha256."""

    __tablename__ = "report_files"

    run_key: Mapped[str] = _of_run()
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
