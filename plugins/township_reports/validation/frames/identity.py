"""Whose report it is and of which year, as it tells itself and as the run expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from township_reports.domain.county import Unit
from township_reports.domain.report import IdentityMention, MentionSource
from township_reports.domain.submission import Submission
from township_reports.domain.unit_names import strip_suffixes

REGIONS = ("省", "市", "县", "区", "州", "盟", "旗")
COUNTIES = ("县", "区", "旗")
SHORT_ENDINGS = ("局", "委", "办")


def find_reported_unit(submission: Submission) -> str | None:
    """Find the unit the document names: by its name on the roster if it is one of the unit's, else as written."""
    stated, unit = submission.report.unit, submission.unit
    if stated is None or unit is None:
        return stated
    in_full = next((one.value for one in submission.report.identity_mentions if one.about == "unit"), stated)
    if is_name_of(in_full, unit, submission.county) or (in_full == stated and is_name_of(stated, unit)):
        return unit.name
    return in_full if is_name_of(stated, unit) else stated


def is_name_of(stated: str, unit: Unit, county: str | None = None) -> bool:
    """Whether a document that names itself so is the unit's; another county's town of that name is not."""
    return any(_is_same(strip_suffixes(stated), strip_suffixes(name), county) for name in unit.list_names())


def list_reported_units(submission: Submission) -> tuple[IdentityMention, ...]:
    """List the first place for each different unit the document names.

    The file's name counts only where no roster is at hand: with one, it has stated whose file it is before.
    """
    unit, found = submission.unit, dict[str, IdentityMention]()
    for one in _list_mentions(submission, "unit"):
        known = unit and is_name_of(one.value, unit, submission.county)
        same = next((name for name, first in found.items() if _are_same(first, one)), one.value)
        found.setdefault(unit.name if known and unit else same, one)
    return tuple(found.values())


def list_reported_years(submission: Submission) -> tuple[IdentityMention, ...]:
    """List the first place for each different year the document names."""
    found = dict[str, IdentityMention]()
    for one in _list_mentions(submission, "year"):
        found.setdefault(one.value, one)
    return tuple(found.values())


def find_unit_and_year(submission: Submission) -> tuple[str, int] | None:
    """Find what may be reported only once: the expected unit and year, else those stated; None if one is not known."""
    unit = submission.unit.code if submission.unit else submission.report.unit
    year = submission.year if submission.year is not None else submission.report.year
    return None if unit is None or year is None else (unit, year)


def _list_mentions(submission: Submission, about: Literal["unit", "year"]) -> Iterator[IdentityMention]:
    for one in submission.report.identity_mentions:
        if one.about == about and not (submission.unit and one.where == MentionSource.FILE_NAME):
            yield one


def _are_same(first: IdentityMention, other: IdentityMention) -> bool:
    """Whether two places name the same unit; a file's name may be short for it, as 发改局 is for 发展和改革局."""
    longer, shorter = sorted((strip_suffixes(first.value), strip_suffixes(other.value)), key=len, reverse=True)
    from_file_name = MentionSource.FILE_NAME in (first.where, other.where)
    return _is_same(longer, shorter) or (from_file_name and is_short_for(shorter, longer))


def is_short_for(shorter: str, longer: str) -> bool:
    """Whether an office is called by some characters of its full name, in order."""
    rest = iter(longer)
    return shorter.endswith(SHORT_ENDINGS) and all(character in rest for character in shorter)


def _is_same(one: str, other: str, county: str | None = None) -> bool:
    """Equal but for the county's name before it, in full or as 县.

    垫江县周嘉镇 is 周嘉镇 and 云汀县财政局 is 县财政局; 新城关镇 is not 城关镇.
    """
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    before = longer.removesuffix(shorter)
    region = before if before.endswith(REGIONS) else before + shorter[0]
    return longer == shorter or (before != longer and region.endswith(REGIONS) and _may_be_in(region, county))


def _may_be_in(region: str, county: str | None) -> bool:
    """Whether a region before a name may be the county: 清溪县 is not 清源县, but 酉阳县 is 酉阳土家族苗族自治县."""
    if county is None or not region.endswith(COUNTIES):
        return True
    nearest = re.split(r"(?<=[省市州盟])(?=.{2})", region)[-1]
    return nearest in ("本县", "我县", "全县") or nearest[:2] == re.split(r"(?<=[省市州盟])(?=.{2})", county)[-1][:2]
