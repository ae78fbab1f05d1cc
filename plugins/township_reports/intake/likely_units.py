"""Which units of the roster somebody may have meant who wrote a name that is on nobody's line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from township_reports.domain.county import County, Unit
from township_reports.domain.unit_names import strip_suffixes
from township_reports.validation.frames.identity import is_short_for

MOST = 3
NEAR = 0.6  # difflib's own measure of what is worth showing
_ASKED = 4 * MOST  # a unit may be near by several of its names
_REGION = re.compile("^[本我全]?[县市区旗](?=..)")
_NOT_A_NAME = re.compile(
    "政府信息公开|政务公开|信息公开|工作|年度|年报|年|总结|报告|报表|报送|上报|统计表|附件|材料|最终|定稿|终稿|修改|盖章|扫描件?|"
    "电子版|关于|的|[^一-鿿]"
)
_LONGEST_NAME = 20
_OFFICE_OF_A_TOWN = re.compile("(?<=[镇乡街道])政府办$")


def find_likely_units(names: Iterable[str], county: County) -> list[Unit]:
    """Up to three units of the county whose names are near to one of the names stated, the nearest first."""
    units: dict[str, Unit] = {}
    for unit in county.units:
        for name in unit.list_names():
            units.setdefault(_own(name, county.name), unit)
    near = (units[name] for written in names for name in _near(_own(written, county.name), units))
    return list(dict.fromkeys(near))[:MOST]


def find_name(file_name: str) -> str:
    """Find what is left of a file's name without what every report is called.

    Empty where that can be no unit's name.
    """
    left = _NOT_A_NAME.sub("", strip_suffixes(file_name))
    return left if 1 < len(left) <= _LONGEST_NAME else ""


def _near(written: str, names: Iterable[str]) -> Iterator[str]:
    yield from (name for name in names if len(written) > 1 and is_short_for(written, name))
    yield from get_close_matches(written, names, _ASKED, NEAR)


def _own(name: str, county: str) -> str:
    """Return the name without its county, by which names of offices would all be near to each other."""
    bare = strip_suffixes(name)
    return _OFFICE_OF_A_TOWN.sub("", _REGION.sub("", bare.partition(strip_suffixes(county))[2] or bare))
