"""Sees to it that what is kept under a county's key is of one county alone, wherever its folder stands."""

from __future__ import annotations

from pathlib import Path

from township_reports.config.county_folder import load_county_only
from township_reports.config.run_folders import get_county_folder
from township_reports.domain.county import County, RosterError
from township_reports.domain.errors import UserFacingError
from township_reports.domain.run import Run
from township_reports.files.paths import AnyPath, parse_path
from township_reports.runs.dependencies import PreconditionFailedError
from township_reports.storage.runs import RunRepository


def claim_county_key(runs: RunRepository, county: County, folder: AnyPath) -> None:
    """Claim what was kept under its bare name becomes its code's, where the code is new to the same folder.

    Raises PreconditionFailedError where another folder that is still there is the same county.
    """
    before = runs.last_of(county.key)
    if before is None and county.code:
        nameless = runs.last_of(county.name)
        if nameless and not nameless.code and _is_same(get_county_folder(nameless), folder):
            runs.rekey_county(county)
    elif before:
        _refuse_second_folder(county, folder, get_county_folder(before))


def _refuse_second_folder(county: County, folder: AnyPath, earlier: AnyPath) -> None:
    if not _is_same(earlier, folder) and _key_in(earlier) == county.key:
        raise PreconditionFailedError(
            f"{folder} 与 {earlier} 都写作“{county.name}”{f'（{county.code}）' if county.code else ''}，"
            "没有汇总，以免两个县的数据混在一起。是两个县的，请在两个 county.yaml 中各写一行“code: 行政区划代码”；"
            "同一个县换了文件夹的，请把原来的文件夹移走或改名。然后重新触发。"
        )


def require_same_county(run: Run, county: County) -> None:
    """Refuses a folder in which there is another county by now; raises PreconditionFailedError."""
    if county.key != run.county_key and (run.code or county.name != run.county):
        folder = get_county_folder(run)
        raise PreconditionFailedError(
            f"{folder} 现在是“{county.name}”{county.code}的文件夹，而这次汇总是“{run.county}”{run.code}的，"
            "没有读取。请把文件夹换回来；或重新触发年度汇总。"
        )


def _is_same(one: AnyPath, other: AnyPath) -> bool:
    """Whether two addresses lead to one folder."""
    if one == other:
        return True
    if isinstance(one, Path) and isinstance(other, Path):
        return one.exists() and other.exists() and one.samefile(other)
    return False


def _key_in(folder: AnyPath) -> str:
    """Return the key of the county in a folder now; empty where there is none any more."""
    try:
        return load_county_only(parse_path(str(folder))).key
    except (RosterError, UserFacingError, OSError):
        return ""
