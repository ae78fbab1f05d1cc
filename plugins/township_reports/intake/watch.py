"""Watches the open runs: which units' files, names and entered figures are not what was read."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from township_reports.config.county_folder import COUNTY_FILE, UNITS_FILE, load_county
from township_reports.config.run_folders import get_county_folder, get_year_folder
from township_reports.domain.correction import Correction
from township_reports.domain.county import County, RosterError
from township_reports.domain.errors import UserFacingError
from township_reports.domain.run import ANNUAL_RUN, ReceivedFile, Run
from township_reports.files.paths import AnyPath, file_stat
from township_reports.intake.announcements import Announcements
from township_reports.intake.arrivals import note_arrival
from township_reports.intake.current_roster import CurrentRoster, refresh_roster
from township_reports.intake.freshness import Entered, is_up_to_date
from township_reports.intake.incoming_bytes import read_bytes_or_reason
from township_reports.runs.dependencies import get_dataset
from township_reports.storage.inbox import NOBODY, InboxFile, list_inbox


class FolderChange(NamedTuple):
    """A run of which something has changed, and the codes of the units it is about.

    There are none where files of nobody came, or where the roster cannot be used, which the check then tells.
    """

    run_key: str
    units: tuple[str, ...]


class _FileStamp(NamedTuple):
    """A file's name and what changes with its content."""

    name: str
    size: int
    mark: str


class FolderSnapshot(NamedTuple):
    """How a unit's files stand, which figures are entered for their cells, and what the unit is called."""

    files: frozenset[_FileStamp]
    entered: frozenset[Correction]
    names: frozenset[str]


@dataclass(frozen=True)
class _WatchedRun:
    run: Run
    county: County
    checked: Mapping[str, frozenset[str]]
    received: Mapping[str, tuple[ReceivedFile, ...]]
    entered: Mapping[str, Entered]

    def take_snapshot(self, code: str, files: Sequence[InboxFile], roster: CurrentRoster) -> FolderSnapshot:
        entered = (one for corrections in self.entered.get(code, {}).values() for one in corrections)
        names = roster.names.get(code, frozenset())
        return FolderSnapshot(frozenset(one for file in files if (one := _stamp_file(file))), frozenset(entered), names)


class FolderWatch:
    """Remembers what it has seen and announced of the runs of a DAG.

    A change is announced when nobody is writing any more, and again until what is in the folder is what was read.

    Args:
        dag: the annual run's DAG.
        clock: seconds that only grow.
    """

    def __init__(self, dag: str = ANNUAL_RUN, clock: Callable[[], float] = time.monotonic) -> None:
        self._dag = dag
        self._seen: dict[tuple[str, str], Hashable] = {}
        self._announcements = Announcements(clock)
        self._faulty_rosters: dict[str, str] = {}
        self._digests: dict[tuple[AnyPath, _FileStamp], str] = {}
        self._rosters: dict[AnyPath, tuple[Hashable, County | UserFacingError]] = {}

    def poll(self) -> list[FolderChange]:
        """Return the changes that stand since the last poll and are to be announced now."""
        changes = []
        for watched in _open_runs(self._dag):
            codes = tuple(self._changed(watched))
            if codes:
                units = tuple(code for code in codes if code != NOBODY)
                changes.append(FolderChange(watched.run.key, units))
        return changes

    def _changed(self, watched: _WatchedRun) -> Iterator[str]:
        try:
            roster = self._roster(watched)
        except UserFacingError as why:
            if self._is_new_fault(watched.run.key, str(why)):
                yield NOBODY
            return
        except OSError:
            return
        self._faulty_rosters.pop(watched.run.key, None)
        self._seen.pop((watched.run.key, UNITS_FILE), None)
        if roster:
            yield from self._units_changed(watched, roster)

    def _units_changed(self, watched: _WatchedRun, roster: CurrentRoster) -> Iterator[str]:
        for code, files in _by_unit(watched.run, roster).items():
            about, look = (watched.run.key, code), watched.take_snapshot(code, files, roster)
            if not self._is_settled(about, look):
                continue
            if not (code in roster.renamed or self._is_news(watched, code, files)):
                self._announcements.forget(about)
            elif self._announcements.announce(about, look):
                self._note(watched, code, files)
                yield code

    def _is_settled(self, about: tuple[str, str], look: Hashable) -> bool:
        """Whether something stands as at the last poll."""
        before = self._seen.get(about)
        self._seen[about] = look
        return before == look

    def _is_new_fault(self, run_key: str, why: str) -> bool:
        """Whether the roster cannot be used for a reason not announced yet; the board shows it in any case."""
        if not self._is_settled((run_key, UNITS_FILE), why) or self._faulty_rosters.get(run_key) == why:
            return False
        self._faulty_rosters[run_key] = why
        return True

    def _roster(self, watched: _WatchedRun) -> CurrentRoster | None:
        """Return the roster as it is now, read when its files have changed; None while one of them is away.

        Raises UserFacingError.
        """
        folder = get_county_folder(watched.run)
        marks = [file_stat(folder / name) for name in (COUNTY_FILE, UNITS_FILE)]
        if None in marks:
            return None
        known, listed = self._rosters.get(folder, (None, None))
        if listed is None or known != tuple(marks):
            try:
                listed = load_county(folder)
            except UserFacingError as why:
                listed = why
            self._rosters[folder] = (tuple(marks), listed)
        if isinstance(listed, UserFacingError):
            raise listed
        return refresh_roster(watched.run, watched.county, listed, watched.checked)

    def _is_news(self, watched: _WatchedRun, code: str, files: Sequence[InboxFile]) -> bool:
        """Whether a unit's files are not the ones received, or a file that names no unit has not been looked at."""
        if code == NOBODY:
            known = {name: one.sha256 for name, one in watched.run.unclaimed.items()}
            return known != {file.name: self._digest(file) for file in files}
        named = [(file.name, self._digest(file)) for file in files]
        return not is_up_to_date(watched.received.get(code, ()), named, watched.entered.get(code, {}))

    def _note(self, watched: _WatchedRun, code: str, files: Sequence[InboxFile]) -> None:
        """Keep at once that a unit's files have come; the board tells so before they are read."""
        if code != NOBODY:
            with get_dataset().transaction() as work:
                for file in files:
                    note_arrival(work, watched.run.key, code, file, self._digest(file))

    def _digest(self, file: InboxFile) -> str:
        """Return the sha256 of what would be kept of a file, found once as long as the file does not change.

        One that cannot be taken in is tried each time: rights may be given without a change of the file.
        """
        about = (file.path, _stamp_file(file) or _FileStamp(file.name, 0, ""))
        if about in self._digests:
            return self._digests[about]
        content, reason = read_bytes_or_reason(file.path)
        digest = sha256(content).hexdigest()
        if not reason:
            self._digests[about] = digest
        return digest


def _open_runs(dag: str) -> list[_WatchedRun]:
    """Open the runs of a DAG to which a file may still come.

    The last of each county and year, checked and not released.
    """
    with get_dataset().transaction() as work:
        return [
            _WatchedRun(
                run,
                work.runs.county(run.key),
                work.runs.checked_names(run.key),
                work.submissions.list_received(run.key),
                work.corrections.list_by_unit(run.key),
            )
            for run in work.runs.list_latest(dag)
            if not work.releases.files(run.key) and all(state.outcome for state in work.runs.units(run.key))
        ]


def _by_unit(run: Run, roster: CurrentRoster) -> dict[str, list[InboxFile]]:
    """Return the files in the folder by unit code, those whose name tells no unit by what they were recognised as."""
    try:
        inbox = list_inbox(get_year_folder(run), roster.units, roster.later)
    except (RosterError, OSError):
        return {}  # the folder is away; that nothing can be seen does not mean that nothing is there
    return inbox.by_unit(run.recognised)


def _stamp_file(file: InboxFile) -> _FileStamp | None:
    about = file_stat(file.path)
    return _FileStamp(file.name, about.size, about.mark) if about else None  # it may have gone since it was listed
