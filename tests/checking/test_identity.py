"""D-1: whose report it is, of which year, and only one."""

from __future__ import annotations

from dataclasses import replace

from checking.balanced import all_zero
from township_reports.checking.check import check_submissions
from township_reports.records.finding import Finding, Severity
from township_reports.records.roster import Unit
from township_reports.records.submission import Submission

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
    assert [finding.unit for finding in check(submission("周嘉镇", 2020), other)] == ["511", "b"]
