"""This year's figures beside last year's, on the same form and on the other."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.reports.balanced import (
    BLANK,
    UNSURE,
    all_zero,
    balanced_2019,
    balanced_2021,
    balanced_2021_other_as_one_row,
    findings_by_case,
    with_cell,
)
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import Cell, Report, Value
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions

CARRIED_OUT = {
    "requests.carried_out.natural_person": 5,
    "requests.carried_out.business": 2,
    "requests.carried_out.research": 3,
    "requests.carried_out.public_welfare": 4,
    "requests.carried_out.legal_service": 1,
    "requests.carried_out.other_org": 6,
    "requests.carried_out.total": 21,
}
IN_FORCE = {
    "proactive.regulations.in_force": 4,
    "proactive.normative_documents.in_force": 14,
}
ITEMS = {
    "proactive.licensing.previous_items": -1,
    "proactive.other_services.previous_items": 220,
    "proactive.penalties.previous_items": -2,
    "proactive.coercion.previous_items": 13,
    "proactive.fees.previous_items": 4,
}
BUSINESS = "requests.carried_out.business"


def last_2019(**changed: Value | Cell) -> Report:
    """The report 2019's balanced one follows from."""
    return with_cell(balanced_2019(), {**CARRIED_OUT, **ITEMS, **changed})


def last_2021(**changed: Value | Cell) -> Report:
    """The report 2021's balanced one follows from."""
    return with_cell(balanced_2021(), {**CARRIED_OUT, **IN_FORCE, **changed})


TENFOLD = {
    "proactive.licensing.decisions": 149,  # 1496 is more than ten times as much
    "proactive.penalties.decisions": 400,  # 40 is a tenth, and not less
    "proactive.coercion.decisions": 21,  # 2 is less than a tenth
}
CASES: Mapping[str, tuple[Report, Report]] = {
    "same form": (balanced_2021(), last_2021()),
    "same old form": (balanced_2019(), last_2019()),
    "carried over": (balanced_2021(), last_2019(**{BUSINESS: 3})),
    "blank last year": (balanced_2021(), last_2021(**{BUSINESS: BLANK})),
    "unread last year": (balanced_2021(), last_2021(**{BUSINESS: UNSURE})),
    "in force": (balanced_2021(), last_2021(**{"proactive.normative_documents.in_force": 10})),
    "items": (balanced_2019(), last_2019(**{"proactive.fees.previous_items": 5})),
    "newer form last year": (balanced_2019(), last_2021(**{"proactive.regulations.in_force": 99})),
    "tenfold": (balanced_2021(), last_2021(**TENFOLD)),
    "one row after three": (balanced_2021_other_as_one_row(), last_2021()),
    "repeated": (balanced_2019(), balanced_2019()),
}


@pytest.fixture(scope="module")
def found() -> Mapping[str, list[Finding]]:
    return findings_by_case(Submission(case, report, previous=previous) for case, (report, previous) in CASES.items())


def test_figures_that_follow_from_last_year_raise_nothing(found: Mapping[str, list[Finding]]) -> None:
    assert found["same form"] == []
    assert found["same old form"] == []


def test_carried_in_is_compared_across_forms(found: Mapping[str, list[Finding]]) -> None:
    [finding] = found["carried over"]
    assert (finding.rule, finding.cells) == ("Y-1", ("requests.carried_in.business",))
    assert (finding.left, finding.right, finding.difference) == (2, 3, -1)


def test_one_cause_is_one_warning_and_an_error_is_told_by_itself() -> None:
    moved = {f"requests.{row}.{column}": 3 for row in ("carried_in", "carried_out") for column in ("business", "total")}
    warned = Submission("x", with_cell(all_zero("2021"), moved), previous=all_zero("2021"))
    [finding] = [one for one in check_submissions([warned]) if one.rule == "Y-1"]
    assert (finding.left, len(finding.cells)) == (None, 2)
    assert finding.message.count("相差3，应相等") == 2
    assert finding.message.count("请与上年报告核对") == 1
    wrong = Submission("x", with_cell(all_zero("2021"), {cell: 3 for cell in moved if "carried_in" in cell}))
    assert [one.rule for one in check_submissions([wrong])] == ["T3-1", "T3-1"]


def test_a_blank_last_year_counts_as_zero_and_an_unread_one_as_nothing(found: Mapping[str, list[Finding]]) -> None:
    assert [(finding.rule, finding.right) for finding in found["blank last year"]] == [("Y-1", 0)]
    [finding] = found["unread last year"]
    assert (finding.rule, finding.severity) == ("Y-1", Severity.UNCHECKED)
    assert "上年四、结转下年度继续办理" in finding.message


def test_documents_in_force_follow_from_last_year(found: Mapping[str, list[Finding]]) -> None:
    [finding] = found["in force"]
    columns = ("in_force", "issued", "repealed")
    assert (finding.rule, finding.left, finding.right, finding.difference) == ("Y-2", 17, 13, 4)
    assert finding.cells == tuple(f"proactive.normative_documents.{column}" for column in columns)


def test_items_follow_from_last_year(found: Mapping[str, list[Finding]]) -> None:
    [finding] = found["items"]
    assert (finding.rule, finding.left, finding.right) == ("Y-3", 3, 4)


def test_rules_on_table_two_need_last_year_on_the_same_form(found: Mapping[str, list[Finding]]) -> None:
    assert {finding.rule for finding in found["newer form last year"]} == {"Y-4"}


def test_more_than_tenfold_is_one_finding_a_table(found: Mapping[str, list[Finding]]) -> None:
    [finding] = found["tenfold"]
    assert (finding.rule, finding.severity) == ("Y-4", Severity.WARNING)
    assert finding.cells == ("proactive.licensing.decisions", "proactive.coercion.decisions")
    assert "行政强制·本年处理决定数量（上年21，今年2）" in finding.message


def test_one_row_this_year_is_not_compared_with_three_last_year(found: Mapping[str, list[Finding]]) -> None:
    assert found["one row after three"] == []


def test_a_report_equal_to_last_years_is_told(found: Mapping[str, list[Finding]]) -> None:
    [equal] = [finding for finding in found["repeated"] if finding.rule == "Y-4"]
    assert equal.message == "可以与上年相比的198格数据全部与上年相同。请核对是否误报了上年的报告。"
