"""This year's figures beside last year's, on the same form and on the other."""

from __future__ import annotations

from checking.balanced import (
    BLANK,
    UNSURE,
    balanced_2019,
    balanced_2021,
    balanced_2021_other_as_one_row,
    with_cell,
)
from township_reports.checking.check import check_submissions
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import Report
from township_reports.records.submission import Submission

# What last year must have said for 2021's balanced report to follow from it.
LAST_2021 = {
    "requests.carried_out.natural_person": 5,
    "requests.carried_out.business": 2,
    "requests.carried_out.research": 3,
    "requests.carried_out.public_welfare": 4,
    "requests.carried_out.legal_service": 1,
    "requests.carried_out.other_org": 6,
    "requests.carried_out.total": 21,
    "proactive.regulations.in_force": 4,
    "proactive.normative_documents.in_force": 14,
}
LAST_2019 = {cell: value for cell, value in LAST_2021.items() if cell.startswith("requests.")} | {
    "proactive.licensing.previous_items": -1,
    "proactive.other_services.previous_items": 220,
    "proactive.penalties.previous_items": -2,
    "proactive.coercion.previous_items": 13,
    "proactive.fees.previous_items": 4,
}


def check(report: Report, previous: Report) -> list[Finding]:
    return check_submissions([Submission("511", report, previous=previous)])


def brief(findings: list[Finding]) -> list[tuple[str, Severity, tuple[str, ...]]]:
    return [(finding.rule, finding.severity, finding.cells) for finding in findings]


def test_figures_that_follow_from_last_year_raise_nothing() -> None:
    assert check(balanced_2021(), with_cell(balanced_2021(), LAST_2021)) == []
    assert check(balanced_2019(), with_cell(balanced_2019(), LAST_2019)) == []


def test_carried_in_is_compared_across_forms() -> None:
    last = with_cell(balanced_2019(), LAST_2019 | {"requests.carried_out.business": 3})
    [finding] = check(balanced_2021(), last)
    assert (finding.rule, finding.cells) == ("Y-1", ("requests.carried_in.business",))
    assert (finding.left, finding.right, finding.difference) == (2, 3, -1)


def test_a_blank_last_year_counts_as_zero_and_an_unread_one_as_nothing() -> None:
    blank, unread = (
        with_cell(balanced_2021(), LAST_2021 | {"requests.carried_out.business": c}) for c in (BLANK, UNSURE)
    )
    assert [finding.right for finding in check(balanced_2021(), blank)] == [0]
    [finding] = check(balanced_2021(), unread)
    assert (finding.rule, finding.severity) == ("Y-1", Severity.UNCHECKED)
    assert "上年四、结转下年度继续办理" in finding.message


def test_documents_in_force_follow_from_last_year() -> None:
    last = with_cell(balanced_2021(), LAST_2021 | {"proactive.normative_documents.in_force": 10})
    [finding] = check(balanced_2021(), last)
    assert (finding.rule, finding.left, finding.right, finding.difference) == ("Y-2", 17, 13, 4)
    assert finding.cells == tuple(
        f"proactive.normative_documents.{column}" for column in ("in_force", "issued", "repealed")
    )


def test_items_follow_from_last_year() -> None:
    last = with_cell(balanced_2019(), LAST_2019 | {"proactive.fees.previous_items": 5})
    [finding] = check(balanced_2019(), last)
    assert (finding.rule, finding.left, finding.right) == ("Y-3", 3, 4)


def test_rules_on_table_two_need_last_year_on_the_same_form() -> None:
    last = with_cell(balanced_2021(), LAST_2021 | {"proactive.regulations.in_force": 99})
    assert not {finding.rule for finding in check(balanced_2019(), last)} & {"Y-2", "Y-3"}


def test_more_than_tenfold_is_one_finding_a_table() -> None:
    ten_and_more = {
        "proactive.penalties.decisions": 400,
        "proactive.coercion.decisions": 21,
        "proactive.licensing.decisions": 149,
    }
    last = with_cell(balanced_2021(), LAST_2021 | ten_and_more)
    [finding] = check(balanced_2021(), last)
    assert brief([finding]) == [
        ("Y-4", Severity.WARNING, ("proactive.licensing.decisions", "proactive.coercion.decisions"))
    ]
    assert "行政强制·本年处理决定数量（上年21，今年2）" in finding.message


def test_one_row_this_year_is_not_compared_with_three_last_year() -> None:
    last = with_cell(balanced_2021(), LAST_2021)
    assert check(balanced_2021_other_as_one_row(), last) == []


def test_a_report_equal_to_last_years_is_told() -> None:
    last = balanced_2019()
    rules = [finding.rule for finding in check(last, last)]
    assert rules.count("Y-4") == 1
