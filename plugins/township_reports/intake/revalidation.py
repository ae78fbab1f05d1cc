"""What is to be read and checked again in an open run, after files have come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from township_reports.config.run_folders import get_year_folder
from township_reports.domain.errors import RetryableError
from township_reports.domain.run import Run, Unclaimed
from township_reports.intake.current_roster import get_current_roster
from township_reports.intake.freshness import is_up_to_date
from township_reports.intake.incoming_bytes import compute_incoming_digest
from township_reports.intake.unit_matching import match_files
from township_reports.runs.dependencies import get_dataset
from township_reports.runs.task_batches import UnitKey
from township_reports.storage.inbox import Inbox, InboxFile, list_inbox


class RunBusyError(RetryableError):
    """The run is being read just now; to be tried again when that is done."""


class RevalidationPlan(NamedTuple):
    """The units to read again, in official order; `recognised` and `unclaimed` tell of new files as `open_run` does."""

    units: list[UnitKey]
    recognised: dict[str, str]
    unclaimed: dict[str, str]


def plan_revalidation(run_key: str, codes: Sequence[str], *, by_hand: bool = False) -> RevalidationPlan:
    """Plan the units of those codes, the ones whose nameless files came since and the ones that got other names.

    What a person asks for is read in any case, all units if none is named; else only units whose files or entered
    figures are not the ones read: a file may be reported of twice, by the page and by the watch. Stores the
    roster as it
    is now; when names have changed, every file that was nobody's is looked at again.

    Raises:
        RunBusyError: the annual run is reading or has not checked all units.
        RosterError: the county's folder cannot be used.
        PreconditionFailedError: it is another county's by now.
        UnknownRunError: there is no such run or unit.
    """
    with get_dataset().transaction() as work:
        run, states = work.runs.get(run_key), work.runs.units(run_key)
        asked = {work.runs.unit(run_key, code).unit.code for code in codes}
        if busy := [state.unit.name for state in states if state.outcome is None]:
            raise RunBusyError(f"正在读取或核对{'、'.join(busy[:3])}等单位，读完再来核对。")
        roster = get_current_roster(work, run)
    inbox = list_inbox(get_year_folder(run), roster.units, roster.later)
    nobodys = {} if roster.renamed else _looked_at(run, inbox)
    new = [file for file in inbox.unclaimed if file.name not in {*nobodys, *run.recognised}]
    found = match_files(new, roster, run.year)
    news = asked if by_hand else asked - _up_to_date(run_key, asked, inbox.by_unit(run.recognised))
    with get_dataset().transaction() as work:
        work.runs.refresh_roster(run_key, roster.county, found.units, nobodys | found.unclaimed)
    names = {unit.code: unit.name for unit in roster.units}
    wanted = set(names) if by_hand and not asked else news | roster.renamed | set(found.units.values())
    units = [UnitKey(code=code, name=name) for code, name in names.items() if code in wanted]
    return RevalidationPlan(units, {file: names[code] for file, code in found.units.items()}, found.list_reasons())


def _looked_at(run: Run, inbox: Inbox) -> dict[str, Unclaimed]:
    """Return the files that are nobody's and have not changed since that was found."""
    return {
        file.name: known
        for file in inbox.unclaimed
        if (known := run.unclaimed.get(file.name)) and compute_incoming_digest(file.path) == known.sha256
    }


def _up_to_date(run_key: str, codes: Collection[str], files: Mapping[str, Sequence[InboxFile]]) -> set[str]:
    """Those of the units of which nothing would be read that has not been."""
    with get_dataset().transaction() as work:
        received, entered = work.submissions.list_received(run_key), work.corrections.list_by_unit(run_key)
    named = {code: [(file.name, compute_incoming_digest(file.path)) for file in files[code]] for code in codes}
    return {code for code in codes if is_up_to_date(received.get(code, ()), named[code], entered.get(code, {}))}
