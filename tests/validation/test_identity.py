"""D-1: whose report it is, of which year, and only one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.reports.balanced import all_zero
from township_reports.domain.county import Unit
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import IdentityMention
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions

TOWN = Unit("511", "周嘉镇", "乡镇", ("周嘉镇政府",))


def submission(told: str | None, year: int | None, unit: Unit | None = TOWN, key: str = "511") -> Submission:
    return Submission(key, replace(all_zero("2019"), unit=told, year=year), unit, 2020 if unit else None)


def check(*submissions: Submission) -> list[Finding]:
    return check_submissions(submissions)


def with_code(told: str) -> Submission:
    """A submission of a town of its own, so that many can be checked together."""
    return submission(told, 2020, replace(TOWN, code=told), key=told)


def test_a_unit_is_known_by_its_names() -> None:
    names = ["周嘉镇", "周嘉镇人民政府", "垫江县周嘉镇", "重庆市垫江县周嘉镇人民政府", " 周嘉 镇", "周嘉镇政府"]
    assert check(*map(with_code, names)) == []


def test_another_unit_is_an_error() -> None:
    others = ["三溪镇", "新周嘉镇", "垫江县", "嘉镇"]
    findings = check(*map(with_code, others))
    assert [finding.unit for finding in findings] == others
    assert {(finding.rule, finding.severity, finding.cells) for finding in findings} == {("D-1", Severity.ERROR, ())}
    assert findings[0].message.startswith("文件写的单位是“三溪镇”，名册上应为“周嘉镇”。")


def test_another_year_is_an_error() -> None:
    [finding] = check(submission("周嘉镇", 2021))
    assert (finding.rule, finding.left, finding.right, finding.difference) == ("D-1", 2021, 2020, 1)


def test_a_document_that_tells_neither_is_not_checked() -> None:
    findings = check(submission(None, None))
    assert [(finding.rule, finding.severity) for finding in findings] == [("D-1", Severity.UNCHECKED)] * 2


def test_without_a_roster_identity_is_not_checked() -> None:
    assert check(submission("三溪镇", 2018, unit=None)) == []


def test_two_reports_for_one_unit_and_year_are_both_refused() -> None:
    findings = check(
        submission("周嘉镇", 2020, None, "a.docx"),
        submission("周嘉镇", 2019, None, "b.docx"),
        submission("周嘉镇", 2020, None, "c.docx"),
    )
    assert [(finding.rule, finding.unit) for finding in findings] == [("D-1", "a.docx"), ("D-1", "c.docx")]
    assert findings[0].message == "同一单位、同一年度收到了2份报告。请确定以哪一份为准，其余撤回。"


def test_two_reports_on_different_forms_are_duplicates_too() -> None:
    other = Submission("b", replace(all_zero("2021"), unit="周嘉镇", year=2020), TOWN, 2020)
    findings = check(submission("周嘉镇", 2020), other)
    assert [(finding.rule, finding.unit) for finding in findings] == [("D-1", "511"), ("D-2", "b"), ("D-1", "b")]


def says(
    *told: IdentityMention, county: str | None = "云汀县", unit: Unit | None = TOWN, key: str = "511"
) -> Submission:
    report = replace(all_zero("2019"), unit="周嘉镇", year=2020, identity_mentions=told)
    return Submission(key, report, unit, 2020 if unit else None, county=county)


@pytest.mark.parametrize(
    "name", ["云汀县周嘉镇", "重庆市云汀县周嘉镇人民政府", "周嘉镇", "本县周嘉镇", "重庆市周嘉镇", "云汀自治县周嘉镇"]
)
def test_a_town_of_the_county_itself(name: str) -> None:
    assert check(says(IdentityMention("unit", "标题", name))) == []


def test_a_town_of_that_name_in_another_county_is_another_unit() -> None:
    [finding] = check(says(IdentityMention("unit", "标题", "清源县周嘉镇")))
    assert finding.message.startswith("文件写的单位是“清源县周嘉镇”，名册上应为“周嘉镇”。")


def test_without_a_county_any_region_may_stand_before_the_name() -> None:
    assert check(says(IdentityMention("unit", "标题", "清源县周嘉镇"), county=None)) == []


def test_places_that_name_different_units_are_told() -> None:
    title, signature = (
        IdentityMention("unit", "标题", "周嘉镇"),
        IdentityMention("unit", "落款", "云汀县三溪镇人民政府"),
    )
    [finding] = check(says(title, IdentityMention("unit", "正文", "云汀县周嘉镇人民政府"), signature))
    assert (finding.rule, finding.severity) == ("D-1", Severity.WARNING)
    assert "标题写“周嘉镇”，落款写“云汀县三溪镇人民政府”" in finding.message


def test_places_that_name_different_years_are_told() -> None:
    [finding] = check(says(IdentityMention("year", "标题", "2020"), IdentityMention("year", "统计期限", "2019")))
    assert (finding.rule, finding.severity) == ("D-1", Severity.WARNING)
    assert "标题写“2020年”，统计期限写“2019年”" in finding.message


def test_the_file_name_speaks_only_where_no_roster_has_sorted_the_files() -> None:
    told = (
        IdentityMention("unit", "标题", "周嘉镇"),
        IdentityMention("unit", "文件名", "三溪镇"),
        IdentityMention("year", "文件名", "2019"),
    )
    more = (*told, IdentityMention("year", "标题", "2020"))
    assert check(says(*more)) == []
    assert [finding.rule for finding in check(says(*more, unit=None))] == ["D-1", "D-1"]


@pytest.mark.parametrize(
    ("title", "file_name", "is_same"),
    [
        ("云汀县财政局", "县财政局", True),
        ("云汀县发展和改革局", "发改局", True),
        ("云汀县卫生健康委员会", "卫健委", True),
        ("云汀县发展和改革局", "改发局", False),
        ("新周嘉镇", "周嘉镇", False),
        ("新城关镇", "新镇", False),
    ],
)
def test_a_file_may_be_named_after_an_office_in_short(title: str, file_name: str, is_same: bool) -> None:
    told = (IdentityMention("unit", "标题", title), IdentityMention("unit", "文件名", file_name))
    assert (check(says(*told, unit=None)) == []) is is_same


def test_only_a_file_name_is_short() -> None:
    told = (IdentityMention("unit", "标题", "云汀县发展和改革局"), IdentityMention("unit", "落款", "发改局"))
    assert [finding.rule for finding in check(says(*told, unit=None))] == ["D-1"]


def test_an_office_named_with_another_county_is_another_unit() -> None:
    office = Unit("602", "县财政局", "部门")
    assert check(says(IdentityMention("unit", "标题", "云汀县财政局"), unit=office, key="602")) == []
    [finding] = check(says(IdentityMention("unit", "标题", "清源县财政局"), unit=office, key="602"))
    assert (finding.rule, finding.severity) == ("D-1", Severity.ERROR)


OFFICE = Unit("601", "人民政府办公室", "本级")
RIVER_TOWN = Unit("602", "江镇", "乡镇")


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (OFFICE, "云汀县政府办公室"),
        (OFFICE, "云汀县人民政府办公室"),
        (OFFICE, "云汀县政府办"),
        (RIVER_TOWN, "云汀县江镇政府"),
        (RIVER_TOWN, "江镇人民政府"),
        (Unit("603", "东门街道", "街道"), "东门街道办"),
    ],
)
def test_a_government_may_be_named_in_either_form(unit: Unit, name: str) -> None:
    assert check(says(IdentityMention("unit", "标题", name), unit=unit, key=unit.code)) == []


@pytest.mark.parametrize(
    ("unit", "name"), [(OFFICE, "城关镇政府办公室"), (OFFICE, "清源县政府办公室"), (RIVER_TOWN, "两江镇政府")]
)
def test_another_government_is_another_unit(unit: Unit, name: str) -> None:
    [finding] = check(says(IdentityMention("unit", "标题", name), unit=unit, key=unit.code))
    assert (finding.rule, finding.severity) == ("D-1", Severity.ERROR)


def test_a_form_of_other_years_is_a_warning() -> None:
    report = replace(all_zero("2019"), unit="周嘉镇", year=2022)
    [finding] = check(Submission("511", report, TOWN, 2022))
    assert (finding.rule, finding.severity) == ("D-2", Severity.WARNING)
    assert "用的是2019年版格式，这一年度应当使用2021年版格式" in finding.message
