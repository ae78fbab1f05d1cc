"""The counties of an installation that is many counties': each a folder in the one that the settings name.

The DAG processor asks for them at every parsing, so nothing heavy is imported here.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from township_reports.config import settings
from township_reports.config.county_folder import COUNTY_FILE, load_county_only
from township_reports.domain.county import County
from township_reports.domain.errors import UserFacingError, describe_os_error
from township_reports.files.paths import AnyPath, list_folder, parse_path

IN_NAMES_OF_DAGS = re.compile("[A-Za-z0-9][A-Za-z0-9.-]*")


class CountyScope(NamedTuple):
    """A county without its roster, its folder, and what the names of its DAGs end with."""

    county: County
    folder: AnyPath
    suffix: str


class Counties(NamedTuple):
    """The counties that can be worked with, and why each other folder is left out, in Chinese."""

    scopes: tuple[CountyScope, ...]
    left_out: tuple[str, ...]


def list_counties() -> Counties:
    """All counties of the installation, by the names of their folders; none where it is one office's.

    A folder without county.yaml is no county's. One that cannot be used leaves out itself alone.
    """
    address = settings.counties()
    if not address:
        return Counties((), ())
    try:
        folders = [folder for folder in list_folder(parse_path(address)) if (folder / COUNTY_FILE).is_file()]
    except (OSError, UserFacingError) as problem:
        return Counties((), (f"TOWNSHIP_REPORTS_COUNTIES 的文件夹 {address} 不能读取：{_describe_problem(problem)}",))
    found = [_place(folder) for folder in folders]
    places = [one for one in found if isinstance(one, CountyScope)]
    borne = Counter(name for place in places for name in {place.county.key, place.suffix})
    twice = [place for place in places if borne[place.county.key] > 1 or borne[place.suffix] > 1]
    left_out = [one for one in found if isinstance(one, str)] + [_describe_duplicate(place) for place in twice]
    return Counties(tuple(place for place in places if place not in twice), tuple(left_out))


def _place(folder: AnyPath) -> CountyScope | str:
    """Place the county of a folder, or why it is left out."""
    try:
        county = load_county_only(folder)
    except (UserFacingError, OSError) as problem:
        return _describe_problem(problem)
    name = county.code or folder.name
    if not IN_NAMES_OF_DAGS.fullmatch(name):
        return f"{folder}：请在 {COUNTY_FILE} 中写一行“code: 行政区划代码”，或把文件夹改名为字母和数字。"
    return CountyScope(county, folder, f"_{name}")


def _describe_duplicate(place: CountyScope) -> str:
    return (
        f"{place.folder}：另有一个文件夹也写作“{place.county.name}”{place.county.code}，不知是哪一个。"
        f"是两个县的，请在各自的 {COUNTY_FILE} 中写明不同的 code；是同一个县的，请移走一个文件夹。"
    )


def _describe_problem(problem: UserFacingError | OSError) -> str:
    return describe_os_error(problem) if isinstance(problem, OSError) else str(problem)
