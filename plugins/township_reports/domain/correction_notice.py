"""What goes back to a unit: its report with what was found, or that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from township_reports.domain.county import County
from township_reports.domain.finding import Finding
from township_reports.domain.report import Report, Value
from township_reports.domain.submission import Outcome


class NoticeKind(StrEnum):
    """What the unit is asked for, as the notice is titled."""

    RETURNED = "退回修改"
    REMINDED = "催报"
    UNREADABLE = "重新报送"


def choose_notice_kind(outcome: Outcome) -> NoticeKind:
    """Choose what a unit with that outcome is asked for."""
    kinds = {Outcome.NOT_RECEIVED: NoticeKind.REMINDED, Outcome.UNREADABLE: NoticeKind.UNREADABLE}
    return kinds.get(outcome, NoticeKind.RETURNED)


@dataclass(frozen=True, slots=True)
class SuggestedFigure:
    """What a cell could say, and why, in a Chinese sentence; for a person to judge, never applied."""

    value: Value
    reason: str


@dataclass(frozen=True)
class CorrectionNotice:
    """A notice to one unit; `unit` is its name, `file_name` the file that counts, `reason` why it cannot be read.

    `suggestions` are by cell; without them the notice marks what is wrong and suggests nothing. `issued` is the day it
    is sent, in words, and then it has no number; without it both are left for the office to fill in. `reliance` says in
    Chinese how far the suggestions can be relied on, or why there are none.
    """

    county: County
    year: int | None
    unit: str
    outcome: Outcome
    reason: str = ""
    file_name: str = ""
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    suggestions: Mapping[str, SuggestedFigure] = field(default_factory=dict)
    issued: str = ""
    reliance: str = ""

    @property
    def kind(self) -> NoticeKind:
        """What it asks for."""
        return choose_notice_kind(self.outcome)

    @property
    def report_name(self) -> str:
        """The report it is about."""
        return f"{self.year or ''}{'年' if self.year else ''}政府信息公开工作年度报告"

    @property
    def title(self) -> str:
        """The notice's title."""
        return f"关于{self.kind}{self.report_name}的通知"
