"""Which names are one: the official and the customary form of a government's, and none that only contain each other."""

from __future__ import annotations

import pytest
from township_reports.domain.unit_names import strip_suffixes


@pytest.mark.parametrize(
    "names",
    [
        ("城关镇", "城关镇政府", "城关镇人民政府", "城 关 镇 人民政府"),
        ("东门街道", "东门街道办事处", "东门街道办"),
        ("青山县政府办公室", "青山县人民政府办公室", "青山县政府办", "青山县府办", "青山县府办公室"),
        ("政府办公室", "人民政府办公室", "政府办"),
        ("青山县", "青山县政府", "青山县人民政府"),
        ("江州市人民政府办公室", "江州市府办"),
    ],
)
def test_forms_of_one_name(names: tuple[str, ...]) -> None:
    assert len(set(map(strip_suffixes, names))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江镇人民政府", "两江镇政府"),
        ("政府办公室", "城关镇政府办公室"),
        ("青山县政府", "青山县政府办公室"),
        ("青山县政府办公室", "青山县办公室"),
        ("东门街道", "东门街道办公室"),
        ("府办", "政府办公室"),
        ("政府", ""),
    ],
)
def test_names_that_are_not_one(one: str, other: str) -> None:
    assert strip_suffixes(one) != strip_suffixes(other)
