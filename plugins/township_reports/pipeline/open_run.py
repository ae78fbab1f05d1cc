"""Step 1: opens a run with the roster of the county's folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from township_reports.config import settings
from township_reports.config.county_folder import load_county
from township_reports.domain.county import County
from township_reports.domain.form.form import find_edition
from township_reports.domain.run import ANNUAL_RUN, Run
from township_reports.files.bucket import ADDRESS
from township_reports.files.paths import AnyPath, parse_path
from township_reports.intake.county_key import claim_county_key
from township_reports.intake.current_roster import CurrentRoster
from township_reports.intake.unit_matching import match_files
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset
from township_reports.runs.task_batches import UnitKey
from township_reports.storage.inbox import Inbox, list_inbox


class OpenedRun(NamedTuple):
    """The units that must report, in official order, and whose the files are that are not named after a unit.

    `recognised`: name of the unit by file name; `unclaimed`: why the file is nobody's, by file name.
    """

    units: list[UnitKey]
    recognised: dict[str, str]
    unclaimed: dict[str, str]


class FoundCounty(NamedTuple):
    """A county's folder, who must report, the edition of the year's form, and the files that came."""

    folder: AnyPath
    county: County
    edition: str
    inbox: Inbox


def open_run(run_key: str, source: str, year: int, dag: str = ANNUAL_RUN) -> OpenedRun:
    """Store the run of a DAG and its roster; opening it again is harmless.

    Raises:
        RosterError: the folder cannot be used.
        NoEditionError: no form was prescribed for the year.
        PreconditionFailedError: another folder is the same county, or the folder's path is not UTF-8.
        TakenKeyError: the run is another DAG's.
    """
    folder, county, edition, inbox = find_county(source, year)
    found = match_files(inbox.unclaimed, CurrentRoster(county), year)
    with get_dataset().transaction() as work:
        claim_county_key(work.runs, county, folder)
        previous = work.runs.last_released(county.key, year - 1)
        about = (run_key, county.name, county.office, year, str(folder), edition)
        run = Run(*about, found.unclaimed, previous, found.units, county.last_day(year), county.code, dag)
        work.runs.open(run, county.units)
    names = {unit.code: unit.name for unit in county.units}
    units = [UnitKey(code=code, name=name) for code, name in names.items()]
    return OpenedRun(units, {file: names[code] for file, code in found.units.items()}, found.list_reasons())


def find_county(source: str, year: int) -> FoundCounty:
    """Find what a county's run of a year is opened with; stores nothing.

    Raises:
        RosterError: the folder cannot be used.
        NoEditionError: no form was prescribed for the year.
        PreconditionFailedError: the folder's path is not UTF-8, as no database keeps it.
    """
    folder = get_source_folder(source)
    told = os.fsencode(str(folder)).decode("utf-8", "replace")
    if told != str(folder):
        raise PreconditionFailedError(f"文件夹的路径不是 UTF-8 编码：{told}。请给文件夹改名后重试。")
    county, edition = load_county(folder), find_edition(year)
    return FoundCounty(folder, county, edition, list_inbox(folder / str(year), county.units))


def get_source_folder(source: str) -> AnyPath:
    """Return an address of a bucket as it is.

    A relative folder is meant from where one stands, or else from the project.
    """
    if source.startswith(ADDRESS):
        return parse_path(source)
    given = Path(source).expanduser()
    return given.resolve() if given.is_dir() else (settings.PROJECT / given).resolve()
