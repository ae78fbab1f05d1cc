"""Which units are named to a clerk whose file nobody's name is on: at most three, none where nothing is near."""

from __future__ import annotations

import pytest
from township_reports.domain.county import County, Unit
from township_reports.intake.likely_units import find_likely_units, find_name

NAMES = (
    "人民政府办公室",
    "发展和改革局",
    "教育体育局",
    "卫生健康委员会",
    "城关镇",
    "城东镇",
    "城西镇",
    "城北镇",
    "白云乡",
)
COUNTY = County("云汀县", "", tuple(Unit(str(code), name, "部门") for code, name in enumerate(NAMES)))


@pytest.mark.parametrize(
    ("told", "likely"),
    [
        ("云汀县县府办", ["人民政府办公室"]),
        ("发改局", ["发展和改革局"]),
        ("云汀县卫健委", ["卫生健康委员会"]),
        ("云汀县教育局", ["教育体育局"]),
        ("重庆市云汀县白云镇", ["白云乡"]),
        ("白云乡政府办公室", ["白云乡"]),
        ("云汀县城南镇人民政府", ["城关镇", "城东镇", "城西镇", "城北镇"]),
        ("红石镇", []),
        ("云汀县", []),
        ("镇", []),
    ],
)
def test_likely_units(told: str, likely: list[str]) -> None:
    found = [unit.name for unit in find_likely_units([told], COUNTY)]
    assert len(found) == min(len(likely), 3)
    assert set(found) <= set(likely)


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("2021年河口年报（定稿）", "河口"),
        ("关于报送白云乡政府信息公开工作年度报告的材料", "白云乡"),
        ("附件2", ""),
        ("Annual report", ""),
    ],
)
def test_what_may_be_a_units_name_in_a_files(file_name: str, name: str) -> None:
    assert find_name(file_name) == name
