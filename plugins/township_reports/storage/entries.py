"""What the dataset hands out besides the records all rooms share: runs, received files, decisions, traces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from township_reports.records.county_report import CellSource
from township_reports.records.office_texts import REPORT_FOLDER
from township_reports.records.report import Cell
from township_reports.records.roster import OWN_RULES, Unit
from township_reports.records.submission import Outcome

Decision = Literal["exclude", "wait"]


@dataclass(frozen=True, slots=True)
class Run:
    """One year's aggregation of one county; `unclaimed` are the files that belong to no unit of the roster.

    `recognised` are files whose name tells no unit but whose text does, with the unit's code.
    """

    key: str
    county: str
    office: str
    year: int
    source: str
    edition: str
    unclaimed: tuple[str, ...] = ()
    previous_run: str | None = None
    recognised: Mapping[str, str] = field(default_factory=dict)

    @property
    def own_rules(self) -> Path:
        """Where the county's own rule file stands, if it has one."""
        return Path(self.source) / OWN_RULES

    @property
    def report_folder(self) -> Path:
        """Where the office keeps what its report is made with: texts, templates, fonts."""
        return Path(self.source) / REPORT_FOLDER


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A version of a unit's submission; `unreadable` says why no report could be read from it."""

    id: int
    unit: str
    version: int
    file_name: str
    sha256: str
    reader_version: str
    unreadable: str | None = None


@dataclass(frozen=True, slots=True)
class UnitState:
    """What became of a unit in a run so far; `submission` is the received file that counts."""

    unit: Unit
    outcome: Outcome | None
    reason: str
    submission: int | None

    @property
    def is_valid(self) -> bool:
        """Whether the unit's figures may go into the county's."""
        return self.outcome is not None and self.outcome.is_valid


@dataclass(frozen=True, slots=True)
class SignOff:
    """A person's decision about the red units of a run; `units` are the ones it leaves out."""

    version: int
    decision: Decision
    by: str
    reason: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellTrace:
    """Where a unit's part in a county cell comes from: its own cell as read, and the file it was read from."""

    source: CellSource
    unit_name: str
    cell: Cell
    file: ReceivedFile
