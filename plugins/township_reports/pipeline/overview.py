"""What the office's pages show of runs: units, results, findings, files, and where a figure comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from township_reports.pipeline.workplace import dataset, file_store
from township_reports.records.county_report import CountyFigures
from township_reports.records.finding import Finding, Severity
from township_reports.records.submission import Outcome
from township_reports.storage.entries import CellTrace, ReceivedFile, Run, SignOff, UnitState
from township_reports.storage.runs import UnknownRun


@dataclass(frozen=True)
class RunLine:
    """A run in the list of runs: how many units have which outcome (None: not checked yet), which files it released."""

    run: Run
    outcomes: dict[Outcome | None, int]
    files: tuple[str, ...]


class Standing(NamedTuple):
    """How far a unit's submission came, in a word, and how it looks: good, asking, bad, or open."""

    word: str
    tone: Literal["good", "asking", "bad", "open"]


@dataclass(frozen=True)
class UnitOverview:
    """A unit of a run with the files found for it and the findings about it.

    `counts` is the file that counts, `to_confirm` how many of its cells a person has to compare with the original.
    """

    state: UnitState
    files: tuple[ReceivedFile, ...]
    counts: ReceivedFile | None
    findings: tuple[Finding, ...]
    to_confirm: int = 0

    @property
    def standing(self) -> Standing:
        """What the board says of the unit."""
        outcome = self.state.outcome
        if outcome is None:
            read = self.counts and not self.counts.unreadable
            return Standing("可读" if read else "已收到" if self.files else "尚未读取", "open")
        tones: dict[bool, Literal["good", "asking", "bad"]] = {True: "good", False: "bad"}
        return Standing(outcome, "asking" if outcome is Outcome.HAS_WARNINGS else tones[outcome.is_valid])

    def count(self, severity: Severity) -> int:
        """How many findings of that severity there are."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True)
class RunOverview:
    """Everything about one run."""

    run: Run
    units: tuple[UnitOverview, ...]
    county_findings: tuple[Finding, ...]
    sign_offs: tuple[SignOff, ...]
    figures: CountyFigures | None
    files: tuple[str, ...]

    def standings(self) -> dict[Standing, int]:
        """How many units stand how, those that ask for something first."""
        counts = Counter(unit.standing for unit in self.units)
        order = ("bad", "asking", "open", "good")
        return dict(sorted(counts.items(), key=lambda entry: (order.index(entry[0].tone), entry[0].word)))


def runs() -> list[RunLine]:
    """All runs, the last opened first."""
    with dataset().transaction() as work:
        return [
            RunLine(
                run,
                dict(Counter(state.outcome for state in work.runs.units(run.key))),
                tuple(work.releases.files(run.key)),
            )
            for run in work.runs.all()
        ]


def run_overview(run_key: str) -> RunOverview:
    """One run with its units in official order; raises UnknownRun."""
    with dataset().transaction() as work:
        run, received = work.runs.get(run_key), work.submissions.received(run_key)
        findings = work.findings.of(run_key, "submissions")
        states = work.runs.units(run_key)
        to_confirm = work.submissions.to_confirm(state.submission for state in states if state.submission is not None)
        units = tuple(_unit(state, received.get(state.unit.code, ()), findings, to_confirm) for state in states)
        return RunOverview(
            run,
            units,
            work.findings.of(run_key, "county"),
            work.releases.sign_offs(run_key),
            work.figures.get(run_key),
            tuple(work.releases.files(run_key)),
        )


def report_file(run_key: str, name: str) -> Path:
    """Where a released file of a run stands in the file store; raises UnknownRun, DamagedFile."""
    with dataset().transaction() as work:
        digest = work.releases.files(run_key).get(name)
    if digest is None:
        raise UnknownRun(f"汇总“{run_key}”没有发布过文件“{name}”。")
    return file_store().path(digest)


def outcome_of(run_key: str, code: str) -> str:
    """What became of a unit, empty while it is being read or checked; raises UnknownRun."""
    with dataset().transaction() as work:
        return work.runs.unit(run_key, code).outcome or ""


def original(run_key: str, code: str, version: int) -> tuple[Path, str]:
    """Where a version of what a unit sent stands in the file store, and its name; raises UnknownRun, DamagedFile."""
    with dataset().transaction() as work:
        files = work.submissions.versions(run_key, code)
    file = next((one for one in files if one.version == version), None)
    if file is None:
        raise UnknownRun(f"该单位没有第{version}版材料。")
    return file_store().path(file.sha256), PurePosixPath(file.file_name).name


def unit_code(run_key: str, told: str) -> str:
    """The code of a run's unit told by code or name; raises UnknownRun."""
    with dataset().transaction() as work:
        codes = [state.unit.code for state in work.runs.units(run_key) if told in (state.unit.code, state.unit.name)]
    if not codes:
        raise UnknownRun(f"汇总“{run_key}”的名册中没有“{told}”。请写名册上的编码或名称。")
    return codes[0]


def trace_cell(run_key: str, cell: str) -> tuple[CellTrace, ...]:
    """The units' parts in a county cell: what each unit's file says, and where in it."""
    with dataset().transaction() as work:
        return work.figures.trace(run_key, cell)


def _unit(
    state: UnitState, files: tuple[ReceivedFile, ...], findings: tuple[Finding, ...], to_confirm: Mapping[int, int]
) -> UnitOverview:
    counts = next((file for file in files if file.id == state.submission), None)
    own = tuple(finding for finding in findings if finding.unit == state.unit.code)
    return UnitOverview(state, files, counts, own, to_confirm.get(counts.id, 0) if counts else 0)
