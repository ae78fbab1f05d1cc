"""The sentences a clerk reads, word for word."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.reports.balanced import MISSING, UNSURE, all_zero, balanced_2019, balanced_2021, with_cell
from township_reports.domain.report import Cell, Status
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions

TABLE_FOUR = [cell for cell in all_zero("2019").cells if cell.startswith("disputes.")]
SUBMISSIONS = (
    Submission(
        "转出",
        with_cell(
            all_zero("2019"),
            {
                "requests.received.natural_person": 21,
                "requests.received.total": 21,
                "requests.granted.natural_person": 15,
                "requests.granted.total": 15,
                "requests.refused_third_party.natural_person": 5,
                "requests.refused_third_party.total": 5,
                "requests.handled_total.natural_person": 20,
                "requests.handled_total.total": 20,
                "requests.carried_out.total": 1,
            },
        ),
    ),
    Submission("办结", with_cell(balanced_2021(), {"requests.handled_total.research": 109})),
    Submission("少填", with_cell(all_zero("2021"), {"requests.handled_total.total": 2, "requests.received.total": 2})),
    Submission("复议", with_cell(all_zero("2021"), {"disputes.reconsideration.upheld": 10})),
    Submission("没有", with_cell(all_zero("2021"), {"disputes.reconsideration.total": MISSING})),
    Submission("掩码", with_cell(all_zero("2019"), {"proactive.procurement.amount": UNSURE})),
    Submission("斜线", with_cell(all_zero("2019"), {"requests.other.total": Cell(None, "/", Status.NOT_APPLICABLE)})),
    Submission("缺表", with_cell(all_zero("2019"), dict.fromkeys(TABLE_FOUR, MISSING))),
    Submission("许可", with_cell(balanced_2019(), {"proactive.licensing.decisions": 9})),
    Submission(
        "负数", with_cell(all_zero("2019"), {"disputes.litigation_direct.total": 0, "proactive.fees.change": -3})
    ),
)


@pytest.fixture(scope="module")
def messages() -> Mapping[str, str]:
    return {f"{finding.unit} {finding.rule}": finding.message for finding in check_submissions(SUBMISSIONS)}


GOLDEN = {
    "转出 T3-1": (
        "表三·自然人：一、本年新收政府信息公开申请数量(21)＋二、上年结转政府信息公开申请数量(0)＝21，"
        "三（七）总计(20)＋四、结转下年度继续办理(0)＝20，相差1，应相等。请核对这几格。"
    ),
    "转出 T3-3": (
        "表三·四、结转下年度继续办理：总计(1)，各类申请人之和是0（不为零的：没有），相差1，应相等。请核对这一行。"
    ),
    "少填 T3-2": (
        "表三·总计：三（七）总计(2)，（一）至（六）各项之和是0（不为零的：没有），相差2，应相等。请核对这几格。"
    ),
    "少填 T3-3": "表三·三（七）总计：总计(2)，各类申请人之和是0（不为零的：没有），相差2，应相等。请核对这一行。",
    "复议 T4-1": (
        "表四·行政复议：总计(0)，结果维持(10)＋结果纠正(0)＋其他结果(0)＋尚未审结(0)＝10，"
        "相差10，应相等。请核对这几格。"
    ),
    "没有 T4-9": "表四有1格没有找到或无法辨认：行政复议·总计（没有找到）。请按规定格式补齐后重新报送。",
    "没有 T4-1": (
        "“总计等于结果维持、结果纠正、其他结果、尚未审结之和”有1处未核对，因为没有读到：表四·行政复议·总计。"
        "请核对原件，补齐后重新报送。"
    ),
    "掩码 P-3": "表二的金额没有单位或无法辨认：政府集中采购·采购总金额（“1***”）。请注明是元还是万元。",
    "斜线 B-1": ("表三有1格空白或填“/”“-”，按零计：三（六）其他处理·总计（“/”）。请确认这些格是零；下次请填0。"),
    "许可 P-1": (
        "表二·行政许可：处理决定数量(9)，正好等于上一年项目数量(4)＋本年增/减(5)＝9。"
        "处理决定数量应填本年作出的决定件数，请核对是否误填了年末项目数。"
    ),
}


@pytest.mark.parametrize("key", GOLDEN)
def test_the_sentence_is_this_one(key: str, messages: Mapping[str, str]) -> None:
    assert messages.get(key) == GOLDEN[key]


def test_a_negative_change_is_no_finding(messages: Mapping[str, str]) -> None:
    assert not [key for key in messages if key.startswith("负数")]


def test_a_long_sum_names_what_is_not_zero(messages: Mapping[str, str]) -> None:
    message = messages["办结 T3-2"]
    assert message.startswith(
        "表三·科研机构：三（七）总计(109)，（一）至（六）各项之和是108（不为零的：三（一）予以公开(2)、"
    )
    assert "三（三）不予公开1.属于国家秘密(7)" in message


def test_a_long_list_of_cells_is_cut_and_counted(messages: Mapping[str, str]) -> None:
    assert messages["缺表 T4-9"] == (
        "表四有15格没有找到或无法辨认：行政复议·结果维持（没有找到）、行政复议·结果纠正（没有找到）、"
        "行政复议·其他结果（没有找到）、行政复议·尚未审结（没有找到）、行政复议·总计（没有找到）、"
        "行政诉讼未经复议直接起诉·结果维持（没有找到）、行政诉讼未经复议直接起诉·结果纠正（没有找到）、"
        "行政诉讼未经复议直接起诉·其他结果（没有找到）等15项。请按规定格式补齐后重新报送。"
    )
