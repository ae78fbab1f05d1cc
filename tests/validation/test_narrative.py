"""What the narrative tells against the tables and within itself: the sentences, the scopes, the unread cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from support.reports.balanced import (
    MISSING,
    all_zero,
    balanced_2019,
    balanced_2021,
    balanced_2021_other_as_one_row,
    findings_by_case,
    with_cell,
)
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.narrative import Claim, Listing, Narrative
from township_reports.domain.report import Report
from township_reports.domain.submission import Submission

GOOD, OLD, ONE_ROW = balanced_2021(), balanced_2019(), balanced_2021_other_as_one_row()
UNREAD = with_cell(GOOD, {"requests.refused_third_party.total": MISSING})


def claim(subject: str, value: int, scope: str = "") -> Claim:
    return Claim(subject, value, scope, f"{scope}有{value}件。", "一")


def listing(total: int, *parts: int) -> Listing:
    return Listing(
        "disclosed_items", total, tuple((f"第{at}类", part) for at, part in enumerate(parts)), "", "有。", ""
    )


def saying(report: Report, *told: Claim | Listing, unit: str = "周嘉镇") -> Report:
    claims = tuple(one for one in told if isinstance(one, Claim))
    listings = tuple(one for one in told if isinstance(one, Listing))
    return replace(report, unit=unit, narrative=Narrative((), claims, listings))


CASES = {
    "所述相符": saying(GOOD, claim("received", 630), claim("refused", 237), claim("litigation", 25)),
    "新收不符": saying(GOOD, claim("received", 603)),
    "不予公开不符": saying(GOOD, claim("refused", 230)),
    "全为零不符": saying(all_zero("2021"), claim("litigation", 2)),
    "其他处理分项": saying(GOOD, claim("other_handling", 90)),
    "其他处理一行": saying(ONE_ROW, claim("other_handling", 90)),
    "其他处理旧表": saying(OLD, claim("other_handling", 27)),
    "旧表没有的格": saying(OLD, claim("normative_in_force", 1), claim("normative_disclosed", 4)),
    "没有读到": saying(UNREAD, claim("refused", 237), claim("refused_third_party", 3), claim("received", 630)),
    "全镇": saying(GOOD, claim("received", 1, "全镇")),
    "全县": saying(GOOD, claim("received", 1, "全县")),
    "县政府办": saying(GOOD, claim("received", 1, "县政府办")),
    "本单位": saying(GOOD, claim("received", 1, "本单位")),
    "单位自己的名称": saying(GOOD, claim("received", 1, "垫江县周嘉镇")),
    "别的单位": saying(GOOD, claim("received", 1, "三溪镇")),
    "县的全县": saying(GOOD, claim("received", 1, "全县"), unit="垫江县"),
    "县的本级": saying(GOOD, claim("received", 1, "县本级"), unit="垫江县"),
    "没有写单位的全局": replace(saying(GOOD, claim("received", 1, "全局")), unit=None),
    "没有写单位的全县": replace(saying(GOOD, claim("received", 1, "全县")), unit=None),
    "没有读到的全县": saying(UNREAD, claim("refused", 1, "全县")),
    "分项相符": saying(GOOD, listing(100, 60, 40)),
    "分项少": saying(GOOD, listing(100, 60, 30)),
    "分项多": saying(GOOD, listing(100, 60, 50)),
    "分项是举例": saying(GOOD, listing(100, 20, 29)),
}


@pytest.fixture(scope="module")
def found() -> Mapping[str, list[Finding]]:
    return findings_by_case(Submission(key, report) for key, report in CASES.items())


EXPECTED = {
    "新收不符": [("N-1", Severity.WARNING, 603, 630)],
    "不予公开不符": [("N-1", Severity.WARNING, 230, 237)],
    "全为零不符": [("N-1", Severity.WARNING, 2, 0)],
    "全镇": [("N-1", Severity.WARNING, 1, 630)],
    "全县": [("N-1", Severity.INFO, 1, 630)],
    "县政府办": [("N-1", Severity.INFO, 1, 630)],
    "本单位": [("N-1", Severity.WARNING, 1, 630)],
    "单位自己的名称": [("N-1", Severity.WARNING, 1, 630)],
    "别的单位": [("N-1", Severity.INFO, 1, 630)],
    "县的全县": [("N-1", Severity.WARNING, 1, 630)],
    "县的本级": [("N-1", Severity.INFO, 1, 630)],
    "没有写单位的全局": [("N-1", Severity.WARNING, 1, 630)],
    "没有写单位的全县": [("N-1", Severity.INFO, 1, 630)],
    "分项少": [("N-2", Severity.WARNING, 100, 90)],
    "分项多": [("N-2", Severity.WARNING, 100, 110)],
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told_is_held_against_the_tables(case: str, found: Mapping[str, list[Finding]]) -> None:
    about = [finding for finding in found[case] if finding.rule in ("N-1", "N-2") and finding.left is not None]
    told = [(finding.rule, finding.severity, finding.left, finding.right) for finding in about]
    assert told == EXPECTED.get(case, [])


def test_a_number_whose_cells_were_not_read_is_unchecked(found: Mapping[str, list[Finding]]) -> None:
    [finding] = [finding for finding in found["没有读到"] if finding.rule == "N-1"]
    assert (finding.severity, finding.cells) == (Severity.UNCHECKED, ("requests.refused_third_party.total",))
    assert finding.message == (
        "“正文写的数与表格一致”有2处未核对，因为没有读到：表三“（三）不予公开/4.保护第三方合法权益”·总计。"
        "请核对原件，补齐后重新报送。"
    )
    assert not [finding for finding in found["没有读到的全县"] if finding.rule == "N-1"]


def test_the_message_names_sentence_number_cell_and_figure(found: Mapping[str, list[Finding]]) -> None:
    [finding] = found["新收不符"]
    assert finding.cells == ("requests.received.total",)
    assert finding.message == (
        "第一部分写道：“有603件。”其中“本年新收政府信息公开申请”是603，而表三“一、本年新收政府信息公开申请数量”·总计(630)，"
        "相差27。请核对，文字或表格有误的请改正，口径不同的请说明。"
    )


def test_a_number_of_several_cells_is_told_with_those_that_are_not_zero(found: Mapping[str, list[Finding]]) -> None:
    [refused] = found["不予公开不符"]
    assert len(refused.cells) == 8
    assert "1.属于国家秘密”·总计(30)＋" in refused.message
    assert "＝237，相差7" in refused.message
    [litigation] = found["全为零不符"]
    assert "而表四“行政诉讼/未经复议直接起诉”·总计等2格之和(0)，相差2" in litigation.message


def test_another_scope_is_told_as_such(found: Mapping[str, list[Finding]]) -> None:
    [finding] = found["全县"]
    assert finding.message == (
        "口径不同：第一部分写道：“全县有1件。”其中“本年新收政府信息公开申请”写的是“全县”的数，为1，"
        "本单位表三“一、本年新收政府信息公开申请数量”·总计(630)。"
    )


def test_a_list_is_told_with_its_parts(found: Mapping[str, list[Finding]]) -> None:
    [finding] = found["分项多"]
    assert finding.message == (
        "正文写道：“有。”其中“主动公开政府信息条数”共100，所列各项第0类(60)＋第1类(50)＝110，相差10。"
        "请核对；一条信息经几个渠道公开、重复计数的，请说明。"
    )
