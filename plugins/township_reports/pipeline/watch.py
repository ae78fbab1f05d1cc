"""Watches the open runs: which units' files and entered figures are not what was read. Reads no report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from township_reports.paths import AnyPath, standing
from township_reports.pipeline.arrivals import note_arrival
from township_reports.pipeline.received_content import received_digest
from township_reports.pipeline.up_to_date import Entered, is_up_to_date
from township_reports.pipeline.workplace import dataset
from township_reports.records.correction import Correction
from township_reports.records.roster import BadRoster, Unit
from township_reports.storage.entries import ANNUAL_RUN, ReceivedFile, Run
from township_reports.storage.inbox import NOBODY, InboxFile, open_inbox


class Change(NamedTuple):
    """A run whose folder has changed, and the codes of the units whose files have; none for files of nobody yet."""

    run_key: str
    units: tuple[str, ...]


class _Standing(NamedTuple):
    """A file's name and what changes with its content."""

    name: str
    size: int
    mark: str


class _Look(NamedTuple):
    """How a unit's files stand, and which figures are entered for their cells."""

    files: frozenset[_Standing]
    entered: frozenset[Correction]


@dataclass(frozen=True)
class _Watched:
    run: Run
    units: Sequence[Unit]
    received: Mapping[str, tuple[ReceivedFile, ...]]
    entered: Mapping[str, Entered]

    def look(self, code: str, files: Sequence[InboxFile]) -> _Look:
        entered = (one for corrections in self.entered.get(code, {}).values() for one in corrections)
        return _Look(frozenset(one for file in files if (one := _standing(file))), frozenset(entered))


class FolderWatch:
    """Remembers what it has seen and told of the runs of a DAG.

    A change is told once, when nobody is writing any more.
    """

    def __init__(self, dag: str = ANNUAL_RUN) -> None:
        self._dag = dag
        self._seen: dict[tuple[str, str], _Look] = {}
        self._told: dict[tuple[str, str], _Look] = {}
        self._digests: dict[tuple[AnyPath, _Standing], str] = {}

    def poll(self) -> list[Change]:
        """The changes that stand since the last poll and have not been told."""
        changes = []
        for watched in _open_runs(self._dag):
            codes = tuple(self._changed(watched))
            if codes:
                units = tuple(code for code in codes if code != NOBODY)
                changes.append(Change(watched.run.key, units))
        return changes

    def _changed(self, watched: _Watched) -> Iterator[str]:
        for code, files in _by_unit(watched).items():
            about, look = (watched.run.key, code), watched.look(code, files)
            is_settled = self._seen.get(about) == look
            self._seen[about] = look
            if not is_settled or self._told.get(about) == look:
                continue
            if self._is_news(watched, code, files):
                self._told[about] = look
                self._note(watched, code, files)
                yield code
            else:
                self._told.pop(about, None)

    def _is_news(self, watched: _Watched, code: str, files: Sequence[InboxFile]) -> bool:
        """Whether a unit's files are not the ones received, or a file that names no unit has not been looked at."""
        if code == NOBODY:
            return bool({file.name for file in files} - {*watched.run.unclaimed, *watched.run.recognised})
        named = [(file.name, self._digest(file)) for file in files]
        return not is_up_to_date(watched.received.get(code, ()), named, watched.entered.get(code, {}))

    def _note(self, watched: _Watched, code: str, files: Sequence[InboxFile]) -> None:
        """Keeps at once that a unit's files have come; the board tells so before they are read."""
        if code != NOBODY:
            with dataset().transaction() as work:
                for file in files:
                    note_arrival(work, watched.run.key, code, file, self._digest(file))

    def _digest(self, file: InboxFile) -> str:
        """The sha256 of what would be kept of a file, found once as long as the file does not change."""
        about = (file.path, _standing(file) or _Standing(file.name, 0, ""))
        if about not in self._digests:
            self._digests[about] = received_digest(file.path)
        return self._digests[about]


def _open_runs(dag: str) -> list[_Watched]:
    """The runs of a DAG to which a file may still come: the last of each county and year, checked and not released."""
    with dataset().transaction() as work:
        return [
            _Watched(
                run,
                work.runs.county(run.key).units,
                work.submissions.received(run.key),
                work.corrections.entered(run.key),
            )
            for run in work.runs.latest(dag)
            if not work.releases.files(run.key) and all(state.outcome for state in work.runs.units(run.key))
        ]


def _by_unit(watched: _Watched) -> dict[str, list[InboxFile]]:
    """The files in the folder by unit code, those whose name tells no unit by what they were recognised as."""
    run = watched.run
    try:
        inbox = open_inbox(run.year_folder, watched.units)
    except (BadRoster, OSError):
        return {}  # the folder is away; that nothing can be seen does not mean that nothing is there
    return inbox.by_unit(run.recognised)


def _standing(file: InboxFile) -> _Standing | None:
    about = standing(file.path)
    return _Standing(file.name, about.size, about.mark) if about else None  # it may have gone since it was listed
