"""Unit and year as documents tell them."""

from __future__ import annotations

import pytest
from township_reports.extraction.form_mapping.identity import identify_report

PERIOD = "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。"


@pytest.mark.parametrize(
    ("lines", "unit", "year"),
    [
        (["垫江县周嘉镇人民政府2020年政府信息公开工作年度报告"], "周嘉镇", 2020),
        (["清源县教育局2021年度政府信息公开工作年度报告"], "清源县教育局", 2021),
        (["2020年清源县教育局政府信息公开工作年度报告"], "清源县教育局", 2020),
        (["清源县2020年政府信息公开工作年度报告"], "清源县", 2020),
        (["清源县人民政府2020年政府信息公开工作年度报告"], "清源县", 2020),
        (["清溪县梅园街道办事处", "2020年政府信息公开工作年度报告"], "梅园街道", 2020),
        (["当前位置:首页 > 河包镇 > 政府信息公开年报", "河包镇2020年政府信息公开工作年度报告"], "河包镇", 2020),
        (["名 称: 新下陆街道办事处2022年度 政府信息公开工作年度报告"], "新下陆街道", 2022),
        (["东山镇2020年政府信息公开工作年度报告_清溪县人民政府网"], "东山镇", 2020),
        (["西津街道办2020年政府信息公开年报"], "西津街道", 2020),
        (["石桥镇政府2020年政府信息公开工作年度报告"], "石桥镇", 2020),
        (["石桥镇政务公开2020年度工作年报"], "石桥镇", 2020),
        (["石桥镇政府信息公开工作年度报告(2020年度)"], "石桥镇", 2020),
        (["拖市镇2020年政府信息公开工作年度报告"], "拖市镇", 2020),
        (["甲市乙区开发区街道2020年政府信息公开工作年度报告"], "开发区街道", 2020),
        (["二〇二〇年清溪县东山镇政府信息公开年报"], "东山镇", 2020),
        (["中村乡2020年政府信息公开工作年度报告(以下简称年报)根据有关规定编制。"], "中村乡", 2020),
        (["石桥镇信息公开年度报告", PERIOD], "石桥镇", 2020),
        (["根据规定，由建章路街道办事处编制。", PERIOD], "建章路街道", 2020),
        (["本报告由两城镇人民政府党政办公室编制。", PERIOD], "两城镇", 2020),
        (["2021年政府信息公开工作年度报告", "无。", "清溪县水务局", "2022年1月20日"], "清溪县水务局", 2021),
        (["一、总体情况", "现将2020年度政府信息公开工作报告公布如下。", PERIOD], None, 2020),
        (["自201911日起至20191231日止"], None, 2019),
        (["没有任何线索"], None, None),
    ],
)
def test_unit_and_year(lines: list[str], unit: str | None, year: int | None) -> None:
    found = identify_report(lines)
    assert (found.unit, found.year) == (unit, year)


def told(lines: list[str], file_name: str = "") -> list[tuple[str, str]]:
    return [(one.where, one.value) for one in identify_report(lines, file_name).mentions]


def test_every_place_that_names_a_year_is_told() -> None:
    found = identify_report(["清源县水务局2021年政府信息公开工作年度报告", PERIOD], "水务局2019年年报")
    assert found.year == 2021
    years = [(one.where, one.value) for one in found.mentions if one.about == "year"]
    assert years == [("标题", "2021"), ("统计期限", "2020"), ("文件名", "2019")]


def test_every_place_that_names_a_unit_is_told_in_full() -> None:
    lines = ["清溪县东山镇政府信息公开年报", "由清溪县西山镇人民政府编制。", "清溪县南山镇人民政府", "2021年1月20日"]
    assert identify_report(lines).unit == "东山镇"
    assert told(lines) == [("标题", "清溪县东山镇"), ("正文", "清溪县西山镇人民政府"), ("落款", "清溪县南山镇人民政府")]


def test_the_file_name_tells_what_the_document_does_not() -> None:
    found = identify_report(["一、总体情况"], "石桥镇2020年政府信息公开工作年度报告（终稿）")
    assert (found.unit, found.year) == ("石桥镇", 2020)
    assert identify_report(["一、总体情况"], "年报 20210115").year is None
