"""What is to be read and checked again in an open run, after files have come. Reads only files that name no unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from township_reports.pipeline.open_run import UnitKey
from township_reports.pipeline.recognise import recognise
from township_reports.pipeline.workplace import dataset
from township_reports.records.roster import load_county
from township_reports.storage.inbox import open_inbox


class StillReading(RuntimeError):
    """The run is being read just now; to be tried again when that is done."""


class ToRecheck(NamedTuple):
    """The units to read again, in official order; `recognised` and `unclaimed` tell of new files as `open_run` does."""

    units: list[UnitKey]
    recognised: dict[str, str]
    unclaimed: dict[str, str]


def units_to_recheck(run_key: str, codes: Sequence[str], *, all_if_none: bool = False) -> ToRecheck:
    """The units of those codes and the ones whose nameless files came since; takes in addresses and the last day.

    Raises:
        StillReading: the annual run is reading or has not checked all units.
        BadRoster: the county's folder cannot be used.
        UnknownRun: there is no such run or unit.
    """
    with dataset().transaction() as work:
        run, states = work.runs.get(run_key), work.runs.units(run_key)
        names = {work.runs.unit(run_key, code).unit.code for code in codes}
    if busy := [state.unit.name for state in states if state.outcome is None]:
        raise StillReading(f"正在读取或核对{'、'.join(busy[:3])}等单位，读完再来核对。")
    county = load_county(run.folder)
    inbox = open_inbox(run.year_folder, [state.unit for state in states])
    new = [file for file in inbox.unclaimed if file.name not in {*run.unclaimed, *run.recognised}]
    found = recognise(new, county, run.year)
    on_roster = {state.unit.code: state.unit.name for state in states}
    recognised = {file: code for file, code in found.units.items() if code in on_roster}
    with dataset().transaction() as work:
        work.runs.take_in(run_key, county, recognised, list(found.unclaimed))
    wanted = names | set(recognised.values()) if names or recognised or not all_if_none else set(on_roster)
    units = [UnitKey(code=code, name=name) for code, name in on_roster.items() if code in wanted]
    return ToRecheck(units, {file: on_roster[code] for file, code in recognised.items()}, found.unclaimed)
