"""Lines that hold several cells with only spaces between, and labels over several lines around their figures."""

from __future__ import annotations

import pytest
from township_reports.domain.document import GridCell
from township_reports.domain.report import SourceLocation
from township_reports.extraction.form_mapping.rows import Field
from township_reports.extraction.form_mapping.spaced_cells import rejoin_labels, split_cells


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("规章 0 1 2", ["规章", "0", "1", "2"]),
        ("规 章  0 / +2", ["规 章", "0", "/", "+2"]),
        ("3 0 0 1 4", ["3", "0", "0", "1", "4"]),
        ("(三)不予公开 1.属于国家秘密 7 25", ["(三)不予公开", "1.属于国家秘密", "7", "25"]),
        ("信息内容 本年制发件数 本年废止件数", ["信息内容", "本年制发件数", "本年废止件数"]),
        ("度办 2.重复申请 0 0 1", ["2.重复申请", "0", "0", "1"]),
        ("三、本年度办理结果      行制作", ["行制作"]),
        ("3.要求提供公开出版物 1*** 27 约3 7", ["3.要求提供公开出版物", "1***", "27", "约3", "7"]),
        ("科研 社会xx 其他 商业 法律", ["科研", "社会xx", "其他", "商业", "法律"]),
        ("行政机关确认或 22 6 26", ["行政机关确认或", "22", "6", "26"]),
    ],
)
def test_cells(line: str, cells: list[str]) -> None:
    assert split_cells(line) == cells


@pytest.mark.parametrize(
    "line",
    [
        "规章",
        "社会 公益 组织",
        "1 . 属 于 国 家 秘 密",
        "无 法 提 供",
        "全年公开信息 96 条",
        "某镇政府信息公开工作年度报告 2020",
        "二 、 主 动 公 开",
        "非 行政许可 3",
    ],
)
def test_other_lines_stay_whole(line: str) -> None:
    assert split_cells(line) == [line]


def _rows(*rows: str) -> list[list[str]]:
    fields = [
        [Field(text, GridCell(text, SourceLocation(), at)) for at, text in enumerate(row.split("|"))] for row in rows
    ]
    return [[field.text for field in row] for row in rejoin_labels(fields)]


def test_lines_of_a_label_above_and_below_its_figures() -> None:
    assert _rows("1.申请人无正当理由逾", "期不补正、行政机关不再|1|2", "处理其政府信息公开申请", "3.其他|0|0") == [
        ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1", "2"],
        ["3.其他", "0", "0"],
    ]


def test_a_label_around_the_line_of_its_group() -> None:
    assert _rows("1.本机关不掌握", "(四)无法提供|1|2", "相关政府信息") == [
        ["(四)无法提供", "1.本机关不掌握相关政府信息", "1", "2"]
    ]


def test_the_row_above_a_group_keeps_its_label() -> None:
    rows = ("5.要求行政机关确认或重新出具已获取信息", "(六)其他处理|1|2", "(七)总计|1|2")
    assert _rows(*rows) == [row.split("|") for row in rows]
