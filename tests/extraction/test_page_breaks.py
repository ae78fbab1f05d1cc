"""Rows cut by a page break are put together, and nothing else is."""

from __future__ import annotations

from township_reports.domain.document import GridCell
from township_reports.domain.report import SourceLocation
from township_reports.extraction.form_mapping.page_breaks import rejoin_split_rows
from township_reports.extraction.form_mapping.rows import Field, Fields


def _row(page: int, *texts: str) -> Fields:
    return tuple(Field(text, GridCell(text, SourceLocation(page=page), at)) for at, text in enumerate(texts))


def _texts(*rows: Fields) -> list[list[str]]:
    return [[field.text.replace("\n", "/") for field in row] for row in rejoin_split_rows(rows)]


def test_the_rest_of_a_label() -> None:
    assert _texts(_row(1, "", "6.属于四类", "3", "4"), _row(2, "", "过程性信息", "", "")) == [
        ["", "6.属于四类/过程性信息", "3", "4"]
    ]


def test_figures_that_stand_in_the_rest() -> None:
    assert _texts(_row(1, "6.属于四类", "", ""), _row(2, "过程性信息", "3", "4")) == [
        ["6.属于四类/过程性信息", "3", "4"]
    ]


def test_a_number_in_two_pieces_stays_in_two_lines() -> None:
    assert _texts(_row(1, "规章", "12", "3"), _row(2, "", "34", "")) == [["规章", "12/34", "3"]]


def test_the_rest_of_a_group_beside_a_row_of_its_own() -> None:
    assert _texts(_row(1, "（三）不予", "1.属于国家秘密", "3"), _row(2, "公开", "8.属于行政查询事项", "4")) == [
        ["（三）不予/公开", "1.属于国家秘密", "3"],
        ["", "8.属于行政查询事项", "4"],
    ]


def test_a_head_in_two_pieces() -> None:
    assert _texts(_row(1, "结果", "结果", "其他"), _row(2, "维持", "纠正", "结果"), _row(2, "1", "2", "3")) == [
        ["结果/维持", "结果/纠正", "其他/结果"],
        ["1", "2", "3"],
    ]


def test_a_blank_row_with_its_own_label_is_a_row() -> None:
    rows = [_row(1, "规章", "1", "2"), _row(2, "行政规范性文件", "", "")]
    assert rejoin_split_rows(rows) == rows


def test_figures_under_a_head_are_a_row() -> None:
    rows = [_row(1, "结果维持", "结果纠正"), _row(2, "1", "2")]
    assert rejoin_split_rows(rows) == rows


def test_a_blank_cell_above_is_no_label() -> None:
    rows = [_row(1, "", "8.属于行政查询事项", "1"), _row(2, "四、结转下年度继续办理", "", "2")]
    assert rejoin_split_rows(rows) == rows


def test_a_head_printed_again_on_the_next_page() -> None:
    head = ("", "自然人", "商业企业")
    rows = [_row(1, *head), _row(1, "6.属于四类", "3", "4"), _row(2, *head), _row(2, "过程性信息", "", "")]
    assert _texts(*rows) == [list(head), ["6.属于四类/过程性信息", "3", "4"]]


def test_a_mark_under_a_head_does_not_belong_to_it() -> None:
    rows = [_row(1, "信息内容", "采购项目数量"), _row(2, "政府集中采购", "？")]
    assert rejoin_split_rows(rows) == rows


def test_within_a_page_nothing_is_joined() -> None:
    rows = [_row(1, "6.属于四类", "3"), _row(1, "过程性信息", "")]
    assert rejoin_split_rows(rows) == rows
