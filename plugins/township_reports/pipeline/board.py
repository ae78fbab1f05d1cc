"""The board of a run (年报汇总): every unit, how far its submission came, what was found and done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from township_reports.pipeline.arrivals import BEIJING, UnitArrivals, arrivals_of, days_left
from township_reports.pipeline.current_roster import current_roster
from township_reports.pipeline.notices import UnitNotices, notice_for, notices_of
from township_reports.pipeline.portions import units_a_task
from township_reports.pipeline.received_content import received_digest
from township_reports.pipeline.up_to_date import Entered, has_entered
from township_reports.pipeline.workplace import dataset
from township_reports.records.county_report import CountyFigures
from township_reports.records.finding import Finding
from township_reports.records.submission import Outcome
from township_reports.refusal import Refusal
from township_reports.storage.dataset import Transaction
from township_reports.storage.entries import ReceivedFile, Run, SignOff, UnitState


class Standing(NamedTuple):
    """How far a unit's submission came, in a word, and how it looks: good, asking, bad, or open."""

    word: str
    tone: Literal["good", "asking", "bad", "open"]


@dataclass(frozen=True)
class UnitOverview:
    """A unit of a run with the files found for it and the findings about it.

    `counts` is the file that counts, `to_confirm` how many of its cells a person has to compare with the original,
    `notices` are the letters that went to it for this year. It `waits` while something that came, or that a person
    entered, has not been read.
    """

    state: UnitState
    files: tuple[ReceivedFile, ...]
    counts: ReceivedFile | None
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
    def standing(self) -> Standing:
        """What the board says of the unit."""
        outcome = self.state.outcome
        if self.waits:
            return Standing("已收到", "open")
        if outcome is None:
            read = self.counts and not self.counts.unreadable
            return Standing("可读" if read else "已收到" if self.files else "尚未读取", "open")
        tones: dict[bool, Literal["good", "asking", "bad"]] = {True: "good", False: "bad"}
        return Standing(outcome, "asking" if outcome is Outcome.HAS_WARNINGS else tones[outcome.is_valid])


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
        return units_a_task(len(self.units))

    def to_be_told(self) -> dict[str, list[str]]:
        """The codes of the units a letter can be mailed to, by the kind of letter."""
        told: dict[str, list[str]] = {}
        for unit in self.units:
            if unit.state.unit.email and (kind := notice_for(unit.state)):
                told.setdefault(kind, []).append(unit.state.unit.code)
        return told

    def standings(self) -> dict[Standing, int]:
        """How many units stand how, those that ask for something first."""
        counts = Counter(unit.standing for unit in self.units)
        order = ("bad", "asking", "open", "good")
        return dict(sorted(counts.items(), key=lambda entry: (order.index(entry[0].tone), entry[0].word)))


def run_overview(run_key: str, now: datetime | None = None) -> RunOverview:
    """One run with its units in official order; raises UnknownRun."""
    arrived, told = arrivals_of(run_key), notices_of(run_key)
    with dataset().transaction() as work:
        run, states = work.runs.get(run_key), work.runs.units(run_key)
        received = work.submissions.received(run_key)
        entered = work.corrections.entered(run_key)
        to_confirm = work.submissions.to_confirm(state.submission for state in states if state.submission is not None)
        found = work.findings.of(run_key, "submissions")
        units = tuple(
            UnitOverview(
                state,
                came := received.get(state.unit.code, ()),
                next((file for file in came if file.id == state.submission), None),
                tuple(finding for finding in found if finding.unit == state.unit.code),
                to_confirm.get(state.submission or 0, 0),
                arrived.get(state.unit.code),
                told.get(state.unit.code),
                _waits(run, came, arrived.get(state.unit.code), entered.get(state.unit.code, {})),
            )
            for state in states
        )
        files = tuple(work.releases.files(run_key))
        return RunOverview(
            run,
            units,
            work.findings.of(run_key, "county"),
            work.releases.sign_offs(run_key),
            work.figures.totals(run_key),
            files,
            days_left(run.report_by, (now or datetime.now(BEIJING)).date()),
            "" if files else _roster_problem(work, run),
        )


def _roster_problem(work: Transaction, run: Run) -> str:
    """Why the roster of an open run cannot be used now; empty where it can, or where its folder cannot be reached."""
    try:
        current_roster(work, run)
    except Refusal as why:
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
    path = run.year_folder / last.file_name
    return path.is_file() and received_digest(path) == last.sha256
