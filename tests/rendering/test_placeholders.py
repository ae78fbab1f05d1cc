from __future__ import annotations

from township_reports.rendering.content.placeholders import split_placeholders


def test_places_left_open_are_told_apart() -> None:
    told = list(split_placeholders("请于【待填：期限】前报送【待填：单位】"))
    assert told == [("请于", False), ("【待填：期限】", True), ("前报送", False), ("【待填：单位】", True)]


def test_a_text_without_such_places_is_one_piece() -> None:
    assert list(split_placeholders("照办【注】")) == [("照办【注】", False)]
    assert list(split_placeholders("")) == []
