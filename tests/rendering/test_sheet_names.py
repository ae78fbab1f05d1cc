from __future__ import annotations

from township_reports.rendering.sheet_names import name_sheets, quote_sheet


def test_names_follow_the_rules_of_spreadsheet_programs() -> None:
    assert name_sheets(["城关镇", "甲/乙:丙[丁]*?\\", "'引号'", "  ", "History"]) == [
        "城关镇",
        "甲_乙_丙_丁____",
        "引号",
        "单位",
        "History（2）",
    ]


def test_names_are_unique_whatever_their_case_and_beside_the_fixed_sheets() -> None:
    assert name_sheets(["镇A", "镇a", "镇A", "全县汇总"], ["全县汇总"]) == [
        "镇A",
        "镇a（2）",
        "镇A（3）",
        "全县汇总（2）",
    ]


def test_long_names_are_cut_and_stay_unique() -> None:
    names = name_sheets(["长" * 40, "长" * 40])
    assert names == ["长" * 31, "长" * 28 + "（2）"]


def test_many_units_have_names_short_enough_for_one_formula() -> None:
    names = name_sheets([f"第{number}街道办事处综合行政执法中心" for number in range(300)])
    assert len({*names}) == 300
    assert sum(len(f"{quote_sheet(name)}!XFD1048576,") for name in names) + len("=SUM(SUM(),SUM())") < 8192


def test_an_apostrophe_is_doubled() -> None:
    assert quote_sheet("甲'乙") == "'甲''乙'"
