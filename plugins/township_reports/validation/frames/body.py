"""Which kind of body a report is from, and of which level of government, by the roster or by its name."""

from __future__ import annotations

import re
from typing import Literal

from township_reports.domain.submission import Submission

Level = Literal["乡镇", "街道", "部门", "本级", "县", "市", "未知"]
"""A kind of unit; of what is reported for as a whole, 市 (or above) apart from 县."""
COUNTIES = ("县", "区", "市")
ENDINGS = {
    "乡镇": ("镇", "乡"),
    "街道": ("街道", "街道办事处"),
    "本级": ("政府办公室", "政府办", "府办"),
    "部门": ("局", "委员会", "委", "办公室", "中心", "队", "院", "办", "处"),
    "县": COUNTIES,
}
_OF_A_CITY = re.compile("(?:市|州|盟|地区|省|自治区)(?:人民)?(?:政府)?$")
_OF_A_COUNTY = re.compile("[县区旗](?:人民)?(?:政府)?$")


def classify_body(submission: Submission) -> str | None:
    """Classify what kind of body reports.

    A county where it is the county's own report on all its units, None if not known.
    """
    kind = submission.kind or (submission.unit.kind if submission.unit else None)
    name = submission.report.unit or ""
    return kind or next((body for body, endings in ENDINGS.items() if name.endswith(endings)), None)


def get_level(submission: Submission) -> Level:
    """Return the level by which amounts are judged.

    A city is one of the kind 县, and only its name tells it from a county.

    A city of a county's rank counts as 市, since its name does not tell its rank.
    """
    body = classify_body(submission)
    if body not in (None, "县"):
        return body  # type: ignore[return-value]  # a kind of unit, as in ENDINGS
    name = (submission.unit.name if submission.unit else submission.report.unit) or ""
    if _OF_A_CITY.search(name):
        return "市"
    return "县" if body or _OF_A_COUNTY.search(name) else "未知"
