"""A report beside what the roster and the run expect of it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from township_reports.domain.county import Unit, UnitKind
from township_reports.domain.report import Report


@dataclass(frozen=True)
class Submission:
    """One report to be checked; `key` names it in findings: the unit's code, or the file on the command line.

    `unit`, `year` and `county` are what the roster and the run expect (None: identity is not checked); `previous` is
    last year's accepted report of the same unit.
    """

    key: str
    report: Report
    unit: Unit | None = None
    year: int | None = None
    kind: UnitKind | None = None
    previous: Report | None = None
    county: str | None = None


class Outcome(StrEnum):
    """What became of a reporting unit in a run, as the office names it."""

    NOT_RECEIVED = "未报送"
    UNREADABLE = "无法读取"
    HAS_ERRORS = "有错误"
    HAS_WARNINGS = "有提示"
    ACCEPTED = "已通过"
    NOTHING_TO_REPORT = "零报告确认"

    @property
    def is_valid(self) -> bool:
        """Whether the unit has done its part: its figures may go into the county's, or it has none."""
        return self in (Outcome.HAS_WARNINGS, Outcome.ACCEPTED, Outcome.NOTHING_TO_REPORT)
