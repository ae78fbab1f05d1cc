"""The board of a run (年报汇总): every unit, how far its submission came, what was found and done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from township_reports.config.run_folders import get_year_folder
from township_reports.domain.consolidated.report import CountyFigures
from township_reports.domain.errors import UserFacingError
from township_reports.domain.finding import Finding
from township_reports.domain.run import ReceivedFile, Run, SignOff, UnitState
from township_reports.domain.submission import Outcome
from township_reports.intake.arrivals import BEIJING, UnitArrivals, count_days_left, list_arrivals
from township_reports.intake.current_roster import get_current_roster
from township_reports.intake.freshness import Entered, has_entered
from township_reports.intake.incoming_bytes import compute_incoming_digest
from township_reports.notices.notices import UnitNotices, choose_notice, list_notices
from township_reports.runs.dependencies import get_dataset
from township_reports.runs.task_batches import compute_batch_size
from township_reports.storage.dataset import UnitOfWork


class StatusBadge(NamedTuple):
    """How far a unit's submission came, in a word, and how it looks: good, asking, bad, or open."""

    word: str
    tone: Literal["good", "asking", "bad", "open"]


@dataclass(frozen=True)
class UnitOverview:
    """A unit of a run with the files found for it and the findings about it.

    `selected_file` is the file that counts, `to_confirm` how many of its cells a person has to compare with the
    original,
    `notices` are the letters that went to it for this year. It `waits` while something that came, or that a person
    entered, has not been read.
    """

    state: UnitState
    files: tuple[ReceivedFile, ...]
    selected_file: ReceivedFile | None
    findings: tuple[Finding, ...]
    to_confirm: int = 0
    arrivals: UnitArrivals | None = None
    notices: UnitNotices | None = None
    waits: bool = False

    @property
    def is_late(self) -> bool:
        """Whether its first file came after the last day."""
        return self.arrivals is not None and self.arrivals.is_late

    @property
    def returned(self) -> int:
        """How many times its report went back."""
        return self.notices.times_returned if self.notices else 0

    @property
    def badge(self) -> StatusBadge:
        """What the board says of the unit."""
        outcome = self.state.outcome
        if self.waits:
            return StatusBadge("已收到", "open")
        if outcome is None:
            read = self.selected_file and not self.selected_file.unreadable
            return StatusBadge("可读" if read else "已收到" if self.files else "尚未读取", "open")
        tones: dict[bool, Literal["good", "asking", "bad"]] = {True: "good", False: "bad"}
        return StatusBadge(outcome, "asking" if outcome is Outcome.HAS_WARNINGS else tones[outcome.is_valid])


@dataclass(frozen=True)
class RunOverview:
    """Everything about one run; `roster_problem` tells why nothing new can be recognised in it, where that is so."""

    run: Run
    units: tuple[UnitOverview, ...]
    county_findings: tuple[Finding, ...]
    sign_offs: tuple[SignOff, ...]
    figures: CountyFigures | None
    files: tuple[str, ...]
    days_left: int | None = field(default=None, compare=False)
    roster_problem: str = field(default="", compare=False)

    @property
    def units_a_task(self) -> int:
        """How many units of the roster share a task."""
        return compute_batch_size(len(self.units))

    def list_addressees(self) -> dict[str, list[str]]:
        """List the codes of the units a letter can be mailed to, by the kind of letter."""
        by_kind: dict[str, list[str]] = {}
        for unit in self.units:
            if unit.state.unit.email and (kind := choose_notice(unit.state)):
                by_kind.setdefault(kind, []).append(unit.state.unit.code)
        return by_kind

    def list_badges(self) -> dict[StatusBadge, int]:
        """How many units stand how, those that ask for something first."""
        counts = Counter(unit.badge for unit in self.units)
        order = ("bad", "asking", "open", "good")
        return dict(sorted(counts.items(), key=lambda entry: (order.index(entry[0].tone), entry[0].word)))


def get_run_overview(run_key: str, now: datetime | None = None) -> RunOverview:
    """One run with its units in official order; raises UnknownRunError."""
    arrived, notices = list_arrivals(run_key), list_notices(run_key)
    with get_dataset().transaction() as work:
        run, states = work.runs.get(run_key), work.runs.units(run_key)
        received = work.submissions.list_received(run_key)
        entered = work.corrections.list_by_unit(run_key)
        to_confirm = work.submissions.count_to_confirm(
            state.submission for state in states if state.submission is not None
        )
        found = work.findings.list_findings(run_key, "submissions")
        units = tuple(
            UnitOverview(
                state,
                came := received.get(state.unit.code, ()),
                next((file for file in came if file.id == state.submission), None),
                tuple(finding for finding in found if finding.unit == state.unit.code),
                to_confirm.get(state.submission or 0, 0),
                arrived.get(state.unit.code),
                notices.get(state.unit.code),
                _waits(run, came, arrived.get(state.unit.code), entered.get(state.unit.code, {})),
            )
            for state in states
        )
        files = tuple(work.releases.files(run_key))
        return RunOverview(
            run,
            units,
            work.findings.list_findings(run_key, "county"),
            work.releases.sign_offs(run_key),
            work.figures.totals(run_key),
            files,
            count_days_left(run.report_by, (now or datetime.now(BEIJING)).date()),
            "" if files else _roster_problem(work, run),
        )


def _roster_problem(work: UnitOfWork, run: Run) -> str:
    """Why the roster of an open run cannot be used now; empty where it can, or where its folder cannot be reached."""
    try:
        get_current_roster(work, run)
    except UserFacingError as why:
        return str(why)
    except OSError:
        pass
    return ""


def _waits(run: Run, files: Sequence[ReceivedFile], arrived: UnitArrivals | None, entered: Entered) -> bool:
    """Whether the last file that came still stands in the folder unread, or figures were entered since."""
    if any(not has_entered(file, entered.get(file.sha256, ())) for file in files):
        return True
    last = arrived.arrivals[-1] if arrived else None
    if last is None or last.sha256 in {file.sha256 for file in files}:
        return False
    path = get_year_folder(run) / last.file_name
    return path.is_file() and compute_incoming_digest(path) == last.sha256
