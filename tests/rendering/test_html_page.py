from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.reports.sample_report import HOSTILE
from township_reports.records.county_report import ConsolidatedReport

Row = list[tuple[str, str | None, str | None, str | None]]


@pytest.fixture
def page(files: dict[str, Path]) -> LexborHTMLParser:
    return LexborHTMLParser(files["html"].read_text(encoding="utf-8"))


def rows(page: LexborHTMLParser, number: int) -> list[Row]:
    """Rows of a table: text, scope, colspan, rowspan of each cell."""
    return [
        [
            (cell.text(), *(cell.attributes.get(name) for name in ("scope", "colspan", "rowspan")))
            for cell in row.css("th, td")
        ]
        for row in page.css("table")[number].css("tr")
    ]


def test_six_sections_and_six_annexes(page: LexborHTMLParser, report: ConsolidatedReport) -> None:
    assert [one.text() for one in page.css("h1")] == [report.title]
    assert [one.text() for one in page.css("h2")] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
        "附件1　报送单位及结果",
        "附件2　核对发现",
        "附件3　汇总说明",
        "附件4　各类单位数据",
        "附件5　与上年对比",
        "附件6　发布前核验",
    ]


def test_the_page_is_simplified_chinese_and_asks_for_nothing_outside(files: dict[str, Path]) -> None:
    source = files["html"].read_text(encoding="utf-8")
    assert source.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">')
    assert re.findall(r"https?:|//[a-z]|\bsrc=|<link|<script|@import|url\(", source) == []


def test_heads_of_table_three_are_merged_as_on_the_form(page: LexborHTMLParser) -> None:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert rows(page, 1)[:3] == [
        [(note, "col", "3", "3"), ("申请人情况", "col", "7", None)],
        [("自然人", "col", None, "2"), ("法人或其他组织", "col", "5", None), ("总计", "col", None, "2")],
        [(label, "col", None, None) for label in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]


def test_row_labels_of_table_three_are_row_heads(page: LexborHTMLParser) -> None:
    assert rows(page, 1)[3][0] == ("一、本年新收政府信息公开申请数量", "row", "3", None)
    assert rows(page, 1)[7][:2] == [("（三）不予公开", "row", None, "8"), ("1.属于国家秘密", "row", None, None)]


def test_table_four_is_one_row_of_fifteen_numbers(page: LexborHTMLParser) -> None:
    table = rows(page, 2)
    assert [len(row) for row in table] == [2, 7, 10, 15]
    assert table[0] == [("行政复议", "col", "5", None), ("行政诉讼", "col", "10", None)]


def test_units_stand_in_the_roster_s_order_with_result_and_reason(page: LexborHTMLParser) -> None:
    assert [[text for text, *_ in row] for row in rows(page, 3)] == [
        ["序号", "单位", "类别", "报送结果", "计入汇总", "原因"],
        ["1", "第1镇", "乡镇", "已通过", "是", ""],
        ["2", "第2镇", "乡镇", "已通过", "是", ""],
        ["3", f"坏'镇{HOSTILE}", "街道", "有错误", "否", HOSTILE],
    ]


def test_findings_stand_by_unit_in_the_roster_s_order(page: LexborHTMLParser) -> None:
    assert [[text for text, *_ in row] for row in rows(page, 4)] == [
        ["序号", "单位", "规则", "级别", "核对发现"],
        ["1", "第2镇", "B-1", "提示", "有1格留空"],
        ["2", f"坏'镇{HOSTILE}", "T3-1", "错误", f"表三不平衡{HOSTILE}"],
    ]


def test_what_a_unit_writes_is_text_never_markup(files: dict[str, Path], page: LexborHTMLParser) -> None:
    source = files["html"].read_text(encoding="utf-8")
    assert page.css("script") == []
    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; {{ 7 * 7 }}" in source


def test_places_for_the_office_s_text_are_marked(page: LexborHTMLParser) -> None:
    assert [one.text()[:4] for one in page.css(".left-open")] == ["【待填："] * 4


def test_figures_of_sentences_are_tied_to_their_cells(page: LexborHTMLParser, report: ConsolidatedReport) -> None:
    cited = page.css("section.section p .cited")
    assert len(cited) > 10
    for one in cited:
        (cell,) = str(one.attributes["data-cells"]).split()
        assert one.text() == str(report.figures.cells[cell])
