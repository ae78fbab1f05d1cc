"""The form's labels as documents damage them."""

from __future__ import annotations

import pytest
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.labels import LabelMatch


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("规 章", LabelMatch("regulations", True)),
        ("规章(设区的市、自治州人民政府应提供相关数据)", LabelMatch("regulations", True)),
        ("规范性文件", LabelMatch("normative_documents", True)),
        ("行政事业收费", LabelMatch("fees", False)),
        ("其他对外管理服事项", LabelMatch("other_services", False)),
        ("非行政许可", None),
        ("其他行政许可", None),
        ("行政处理", None),
        ("许可", None),
    ],
)
def test_rows_of_table_2(text: str, found: LabelMatch | None) -> None:
    assert form_labels.get_rows("proactive").find(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(一)予以公开", LabelMatch("granted", True)),
        (")予以公开", LabelMatch("granted", True)),
        ("(一i)予以公开", LabelMatch("granted", True)),
        ("予以公开", LabelMatch("granted", True)),
        ("㈠予以公开", LabelMatch("granted", True)),
        ("（二）部分公开(区分处理的,只计这一情形,不计其他情形)", LabelMatch("partly_granted", True)),
        ("属于国家秘密", LabelMatch("refused_state_secret", True)),
        ("2.其他法律行政止公开", LabelMatch("refused_prohibited_by_law", True)),
        ("5.属于三类内部事物信息", LabelMatch("refused_internal_affairs", False)),
        ("本年新收政府信息公开申请数量", LabelMatch("received", True)),
        ("上年接转政府信息公开申请数量", LabelMatch("carried_in", False)),
        ("3.其他", LabelMatch("other_misc", True)),
        ("其他处理", LabelMatch("other", True)),
        ("9.告知其他途径", None),
        ("不予公开", None),
    ],
)
def test_rows_of_table_3(text: str, found: LabelMatch | None) -> None:
    assert form_labels.get_rows("requests").find(text) == found


def test_a_label_run_together_with_figures_is_only_told_as_such() -> None:
    assert form_labels.get_rows("proactive").find("规章000") is None
    assert form_labels.get_rows("proactive").find_glued("规章000") == "regulations"
    assert form_labels.get_rows("proactive").find_glued("规章") is None


@pytest.mark.parametrize(
    "text",
    [
        "补正后申请内容仍不24",  # figures that ran into a label are no misread characters
        "（六）其他(tā)处理",  # what stands behind a bracket is part of the label
    ],
)
def test_what_is_no_damaged_label(text: str) -> None:
    assert form_labels.get_rows("requests").find(text) is None


@pytest.mark.parametrize(
    ("row", "text", "found"),
    [
        ("licensing", "本年处理", "decisions"),
        ("fees", "本年收", "amount"),
        ("regulations", "本年", None),
        ("licensing", "行政", None),
    ],
)
def test_a_head_whose_second_line_is_lost(row: str, text: str, found: str | None) -> None:
    assert form_labels.get_block_columns("2021", row).find_beginning(text) == found


def test_columns_know_their_edition() -> None:
    assert form_labels.get_block_columns("2019", "licensing").find("处理决定数量(指2020年办件量)") == LabelMatch(
        "decisions", True
    )
    assert form_labels.get_block_columns("2019", "regulations").find("现行有效件数") is None
    assert form_labels.get_block_columns("2021", "regulations").find("现行有效件") == LabelMatch("in_force", True)
