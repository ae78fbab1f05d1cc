"""Whose report it is and of which year, as it tells itself and as the run expects. Judges nothing."""

from __future__ import annotations

from township_reports.records.roster import Unit
from township_reports.records.submission import Submission

OFFICES = ("人民政府", "办事处")
REGIONS = ("省", "市", "县", "区", "州", "盟", "旗")


def told_unit(submission: Submission) -> str | None:
    """The unit the document names: by its name on the roster if it is one of the unit's, else as written."""
    told = submission.report.unit
    unit = submission.unit
    if told is None or unit is None:
        return told
    return unit.name if is_name_of(told, unit) else told


def is_name_of(told: str, unit: Unit) -> bool:
    """Whether a document that names itself so is the unit's."""
    return any(_is_same(_plain(told), _plain(name)) for name in unit.names())


def unit_and_year(submission: Submission) -> tuple[str, int] | None:
    """What may be reported only once: the expected unit and year, else those told; None if one is not known."""
    unit = submission.unit.code if submission.unit else submission.report.unit
    year = submission.year if submission.year is not None else submission.report.year
    return None if unit is None or year is None else (unit, year)


def _is_same(one: str, other: str) -> bool:
    """Equal but for the county's name before it: 垫江县周嘉镇 is 周嘉镇, 新城关镇 is not 城关镇."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    before = longer.removesuffix(shorter)
    return longer == shorter or (before != longer and before.endswith(REGIONS))


def _plain(name: str) -> str:
    name = "".join(name.split())
    for office in OFFICES:
        name = name.removesuffix(office)
    return name
