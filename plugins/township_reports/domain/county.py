"""The county and its roster: who must report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from township_reports.domain.errors import UserFacingError

UnitKind = Literal["乡镇", "街道", "部门", "本级", "县"]
"""A 县 reports to a city what its own units reported to it."""
LEVELS = "县市区旗州盟"
"""The last character of the name of what is reported for as a whole."""
GROUP_ORDER: tuple[UnitKind, ...] = ("本级", "部门", "乡镇", "街道", "县")
"""The kinds of units as a report lists them, the office's own part first."""
NOT_IN_FILE_NAMES = '/\\:*?"<>|'


class RosterError(UserFacingError):
    """The county folder cannot be used; the message says in Chinese where and what to do."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit; `code` is its key, `aliases` are other names it signs with, `email` may be empty."""

    code: str
    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()
    email: str = ""

    def list_names(self) -> tuple[str, ...]:
        """All names of the unit, the longest first, so that 城关镇 is not found in 新城关镇."""
        return tuple(sorted((self.name, *self.aliases), key=len, reverse=True))


@dataclass(frozen=True)
class County:
    """A county, its office, and its roster in official order; what it does not tell of itself is empty.

    `report_by` is the last day to send a report, `deadline` is when units send again what was returned, `contact` and
    `phone` are whom they ask; `code` is its 行政区划代码.
    """

    name: str
    office: str
    units: tuple[Unit, ...]
    deadline: str = ""
    contact: str = ""
    phone: str = ""
    report_by: date | None = None
    code: str = ""

    @property
    def key(self) -> str:
        """What it is known by wherever something is kept: its code; without one its name, which others may bear too."""
        return self.code or self.name

    def last_day(self, year: int) -> date | None:
        """Return the last day to send a year's report.

        None where the day set is another year's, as one not yet brought up.
        """
        day = self.report_by
        return day if day and date(year, 7, 1) <= day < date(year + 1, 7, 1) else None

    @property
    def whole(self) -> str:
        """How a report calls all of it: 全县, 全市, 全区."""
        return f"全{self.name[-1] if self.name[-1] in LEVELS else LEVELS[0]}"
