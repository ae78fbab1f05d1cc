"""Blank, unread and missing cells: counted as zero and stated, or 未核对; never a silent pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from support.reports.balanced import (
    APPLICANTS,
    BLANK,
    MISSING,
    NOT_PRINTED,
    OTHER_PARTS,
    RESULTS,
    SLASH,
    UNSURE,
    all_zero,
    balanced_2019,
    balanced_2021,
    balanced_2021_other_as_one_row,
    findings_by_case,
    with_cell,
)
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import Cell, Report, Status
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions
from township_reports.validation.suites.loader import SuiteError

TABLE_THREE = [cell for cell in balanced_2021().cells if cell.startswith("requests.")]
TWO_GROUPS = [f"disputes.{row}.{result}" for row in ("reconsideration", "litigation_direct") for result in RESULTS]
SUB_ROWS = [f"requests.{row}.{column}" for row in OTHER_PARTS for column in APPLICANTS]
DETAILS = [f"requests.granted.{applicant}" for applicant in APPLICANTS[:-1]]
NOT_MENTIONED = replace(
    balanced_2019(),
    cells={cell: content for cell, content in balanced_2019().cells.items() if cell != "proactive.penalties.decisions"},
)
CASES: Mapping[str, Report] = {
    "blank": with_cell(all_zero("2019"), {"requests.granted.total": BLANK}),
    "slash": with_cell(all_zero("2019"), {"requests.granted.total": SLASH}),
    "blank figure": with_cell(balanced_2019(), {"disputes.reconsideration.upheld": BLANK}),
    "blank details": with_cell(all_zero("2021"), {**dict.fromkeys(DETAILS, BLANK), "requests.granted.total": 5}),
    "blank tables": with_cell(all_zero("2021"), dict.fromkeys(["proactive.coercion.decisions", *TWO_GROUPS], BLANK)),
    "missing": with_cell(balanced_2019(), {"requests.granted.business": MISSING}),
    "unsure": with_cell(balanced_2019(), {"requests.granted.business": UNSURE}),
    "missing table": with_cell(balanced_2021(), dict.fromkeys(TABLE_THREE, MISSING)),
    "not mentioned": NOT_MENTIONED,
    "unsure in table two": with_cell(
        balanced_2021(), {"proactive.licensing.decisions": UNSURE, "proactive.fees.amount": UNSURE}
    ),
    "one row": balanced_2021_other_as_one_row(),
    "one row wrong": with_cell(balanced_2021_other_as_one_row(), {"requests.other.business": 13}),
    "sub-rows gone": with_cell(balanced_2021(), dict.fromkeys(SUB_ROWS, NOT_PRINTED)),
    "no value": with_cell(all_zero("2021"), {"disputes.reconsideration.total": Cell(None, "?", Status.READ)}),
}


@pytest.fixture(scope="module")
def found() -> Mapping[str, list[Finding]]:
    return findings_by_case(Submission(case, report) for case, report in CASES.items())


def brief(findings: list[Finding]) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for finding in findings]


@pytest.mark.parametrize("case", ["blank", "slash"])
def test_a_blank_in_a_sum_that_holds_with_zero_is_only_told(case: str, found: Mapping[str, list[Finding]]) -> None:
    [finding] = found[case]
    assert (finding.rule, finding.severity) == ("B-1", Severity.WARNING)
    assert finding.cells == ("requests.granted.total",)


def test_a_blank_in_place_of_a_figure_breaks_the_sum(found: Mapping[str, list[Finding]]) -> None:
    [told, broken] = found["blank figure"]
    assert brief([told, broken]) == [("B-1", Severity.WARNING), ("T4-1", Severity.ERROR)]
    assert (broken.left, broken.right, broken.difference) == (10, 9, 1)


def test_blank_details_under_a_filled_total_are_an_error_of_the_row(found: Mapping[str, list[Finding]]) -> None:
    [row] = [finding for finding in found["blank details"] if finding.rule == "T3-3"]
    assert (row.severity, row.left, row.right) == (Severity.ERROR, 5, 0)


def test_blanks_of_one_table_are_one_finding(found: Mapping[str, list[Finding]]) -> None:
    cells = [finding.cells for finding in found["blank tables"]]
    assert cells == [("proactive.coercion.decisions",), tuple(TWO_GROUPS)]


@pytest.mark.parametrize("case", ["missing", "unsure"])
def test_an_unread_term_leaves_its_rules_unchecked(case: str, found: Mapping[str, list[Finding]]) -> None:
    [unread, *unchecked] = found[case]
    assert brief([unread]) == [("T3-9", Severity.ERROR)]
    assert brief(unchecked) == [("T3-2", Severity.UNCHECKED), ("T3-3", Severity.UNCHECKED)]
    for finding in unchecked:
        assert "requests.granted.business" in finding.cells
        assert (finding.left, finding.right, finding.difference) == (None, None, None)


def test_a_missing_table_is_one_finding_and_each_of_its_rules_unchecked_once(
    found: Mapping[str, list[Finding]],
) -> None:
    [unread, *unchecked] = found["missing table"]
    assert (unread.rule, unread.cells) == ("T3-9", tuple(TABLE_THREE))
    assert brief(unchecked) == [(rule, Severity.UNCHECKED) for rule in ("T3-1", "T3-2", "T3-3")]
    assert set(unchecked[2].cells) == set(TABLE_THREE)


def test_a_cell_the_report_does_not_mention_is_missing(found: Mapping[str, list[Finding]]) -> None:
    assert brief(found["not mentioned"]) == [("T2-9", Severity.ERROR), ("P-1", Severity.UNCHECKED)]


def test_unread_figures_of_table_two_are_warnings(found: Mapping[str, list[Finding]]) -> None:
    assert brief(found["unsure in table two"]) == [("T2-9", Severity.WARNING), ("P-3", Severity.WARNING)]


def test_rows_printed_as_another_are_neither_blank_nor_counted(found: Mapping[str, list[Finding]]) -> None:
    by_rule = {finding.rule: finding for finding in found["one row wrong"]}
    assert found["one row"] == []
    assert by_rule.keys() == {"T3-2", "T3-3"}
    assert not set(by_rule["T3-2"].cells) & set(SUB_ROWS)


def test_sub_rows_left_out_without_the_one_row_count_as_zero_and_are_told(found: Mapping[str, list[Finding]]) -> None:
    assert {finding.rule for finding in found["sub-rows gone"]} == {"B-1", "T3-2"}


def test_a_read_cell_without_a_value_is_not_taken_for_zero(found: Mapping[str, list[Finding]]) -> None:
    assert brief(found["no value"]) == [("T4-1", Severity.UNCHECKED)]


def test_a_cell_unknown_to_the_form_stops_the_check() -> None:
    report = with_cell(balanced_2019(), {"requests.granted.nobody": 0})
    with pytest.raises(SuiteError, match=r"2019年版表格没有这些单元格：requests\.granted\.nobody"):
        check_submissions([Submission("511", report)])
