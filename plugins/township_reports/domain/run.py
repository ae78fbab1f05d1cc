"""Runs, the files they received, and what people decided about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from township_reports.domain.consolidated.report import CellContribution
from township_reports.domain.county import County, Unit
from township_reports.domain.form.crosswalk import Counterpart
from township_reports.domain.report import Cell
from township_reports.domain.submission import Outcome

ANNUAL_RUN = "county_annual_report"
"""The DAG of an installation that is one office's; where it is many counties', each has one named after it."""
Decision = Literal["exclude", "wait"]


class Unclaimed(NamedTuple):
    """Why a file belongs to no unit of the roster, and the sha256 of the content of which that is so."""

    why: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """One year's aggregation of one county; `unclaimed` are the files that belong to no unit of the roster.

    `recognised` are files whose name tells no unit but whose text does, with the unit's code; `code` is the county's;
    `dag` is the Airflow DAG that opened the run, whose rights are the run's.
    """

    key: str
    county: str
    office: str
    year: int
    source: str
    edition: str
    unclaimed: Mapping[str, Unclaimed] = field(default_factory=dict)
    previous_run: str | None = None
    recognised: Mapping[str, str] = field(default_factory=dict)
    report_by: date | None = None
    code: str = ""
    dag: str = ANNUAL_RUN

    @property
    def county_alone(self) -> County:
        """The county without its roster."""
        return County(self.county, self.office, (), report_by=self.report_by, code=self.code)

    @property
    def county_key(self) -> str:
        """What the county is known by in the dataset and in the folder of reports."""
        return self.county_alone.key


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A version of a unit's submission.

    `unreadable` says why no report was read from it, `received_at` when it was kept.
    """

    id: int
    unit: str
    version: int
    file_name: str
    sha256: str
    reader_version: str
    unreadable: str | None = None
    received_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class UnitState:
    """What became of a unit in a run so far; `submission` is the received file that counts."""

    unit: Unit
    outcome: Outcome | None
    reason: str
    submission: int | None

    @property
    def is_valid(self) -> bool:
        """Whether the unit has done its part: its figures may go into the county's, or it has none."""
        return self.outcome is not None and self.outcome.is_valid


@dataclass(frozen=True, slots=True)
class SignOff:
    """A person's decision about the red units of a run; `units` are the ones it leaves out."""

    version: int
    decision: Decision
    decided_by: str
    reason: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in for a unit.

    `sent_by` is empty where it was put into the folder, `batch` what came together.
    """

    file_name: str
    sha256: str
    arrived_at: datetime
    sent_by: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's word that a unit has nothing to report, or (`is_active` False) that it has."""

    is_active: bool
    confirmed_by: str
    reason: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter that went to a unit, titled by `kind`.

    `submission_sha256` is the sha256 of the unit's file it is about, or empty.

    `channel` is how it went and `address` where to; `sha256` finds the letter in the file store.
    """

    kind: str
    channel: Literal["邮件", "下载"]
    address: str
    sent_by: str
    sha256: str
    submission_sha256: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class MergeInputs:
    """What a county's figures are made of: a submission of each unit, by its code, and which cells go into which."""

    submissions: Mapping[str, int]
    counterparts: tuple[Counterpart, ...]

    def units(self, codes: Iterable[str]) -> MergeInputs:
        """Return the part of it that some units are."""
        return replace(self, submissions={code: self.submissions[code] for code in codes if code in self.submissions})

    def cells(self, cells: Collection[str]) -> MergeInputs:
        """Return the part of it that goes into some of the county's cells."""
        return replace(self, counterparts=tuple(one for one in self.counterparts if one.cell in cells))


@dataclass(frozen=True, slots=True)
class CellTrace:
    """Where a unit's part in a county cell comes from: its own cell as read, and the file it was read from."""

    source: CellContribution
    unit_name: str
    cell: Cell
    file: ReceivedFile
