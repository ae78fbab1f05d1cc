"""Blank, unread and missing cells: counted as zero and told, or 未核对; never a silent pass."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checking.balanced import (
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
    with_cell,
)
from township_reports.checking.check import check_submissions
from township_reports.checking.suites import SuiteError
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import Cell, Report, Status
from township_reports.records.submission import Submission


def check(report: Report) -> list[Finding]:
    return check_submissions([Submission("511", report)])


def brief(findings: list[Finding]) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for finding in findings]


@pytest.mark.parametrize("cell", [BLANK, SLASH])
def test_a_blank_in_a_sum_that_holds_with_zero_is_only_told(cell: Cell) -> None:
    [finding] = check(with_cell(all_zero("2019"), {"requests.granted.total": cell}))
    assert (finding.rule, finding.severity) == ("B-1", Severity.WARNING)
    assert finding.cells == ("requests.granted.total",)


def test_a_blank_in_place_of_a_figure_breaks_the_sum() -> None:
    findings = check(with_cell(balanced_2019(), {"disputes.reconsideration.upheld": BLANK}))
    assert brief(findings) == [("B-1", Severity.WARNING), ("T4-1", Severity.ERROR)]
    assert (findings[1].left, findings[1].right, findings[1].difference) == (10, 9, 1)


def test_blank_details_under_a_filled_total_are_an_error_of_the_row() -> None:
    details = {f"requests.granted.{applicant}": BLANK for applicant in APPLICANTS[:-1]}
    findings = check(with_cell(all_zero("2021"), {**details, "requests.granted.total": 5}))
    row = next(finding for finding in findings if finding.rule == "T3-3")
    assert (row.severity, row.left, row.right) == (Severity.ERROR, 5, 0)


def test_blanks_of_one_table_are_one_finding() -> None:
    cells = [f"disputes.{row}.{result}" for row in ("reconsideration", "litigation_direct") for result in RESULTS]
    blanks = dict.fromkeys([*cells, "proactive.coercion.decisions"], BLANK)
    findings = check(with_cell(all_zero("2021"), blanks))
    assert [finding.cells for finding in findings] == [
        ("proactive.coercion.decisions",),
        tuple(sorted(cells, key=cells.index)),
    ]


@pytest.mark.parametrize("cell", [MISSING, UNSURE])
def test_an_unread_term_leaves_its_rules_unchecked(cell: Cell) -> None:
    findings = check(with_cell(balanced_2019(), {"requests.granted.business": cell}))
    assert brief(findings) == [
        ("T3-9", Severity.ERROR),
        ("T3-2", Severity.UNCHECKED),
        ("T3-3", Severity.UNCHECKED),
    ]
    for finding in findings[1:]:
        assert "requests.granted.business" in finding.cells
        assert (finding.left, finding.right, finding.difference) == (None, None, None)


def test_a_missing_table_is_one_finding_and_each_of_its_rules_unchecked_once() -> None:
    report = balanced_2021()
    cells = [cell for cell in report.cells if cell.startswith("requests.")]
    findings = check(with_cell(report, dict.fromkeys(cells, MISSING)))
    assert brief(findings) == [
        ("T3-9", Severity.ERROR),
        ("T3-1", Severity.UNCHECKED),
        ("T3-2", Severity.UNCHECKED),
        ("T3-3", Severity.UNCHECKED),
    ]
    assert findings[0].cells == tuple(cells)
    assert set(findings[3].cells) == set(cells)


def test_a_cell_the_report_does_not_mention_is_missing() -> None:
    report = balanced_2019()
    cells = {cell: content for cell, content in report.cells.items() if cell != "proactive.penalties.decisions"}
    findings = check(replace(report, cells=cells))
    assert brief(findings) == [("T2-9", Severity.ERROR), ("P-1", Severity.UNCHECKED)]


def test_unread_figures_of_table_two_are_warnings() -> None:
    unread = {"proactive.licensing.decisions": UNSURE, "proactive.fees.amount": UNSURE}
    findings = check(with_cell(balanced_2021(), unread))
    assert brief(findings) == [("T2-9", Severity.WARNING), ("P-3", Severity.WARNING)]


def test_rows_printed_as_another_are_neither_blank_nor_counted() -> None:
    report = balanced_2021_other_as_one_row()
    wrong = with_cell(report, {"requests.other.business": 13})
    by_rule = {finding.rule: finding for finding in check(wrong)}
    assert check(report) == []
    assert by_rule.keys() == {"T3-2", "T3-3"}
    assert not any(part in cell for cell in by_rule["T3-2"].cells for part in OTHER_PARTS)


def test_a_sub_row_left_out_without_the_one_row_counts_as_zero_and_is_told() -> None:
    gone = {f"requests.{row}.{column}": NOT_PRINTED for row in OTHER_PARTS for column in APPLICANTS}
    rules = {finding.rule for finding in check(with_cell(balanced_2021(), gone))}
    assert rules == {"B-1", "T3-2"}


def test_a_read_cell_without_a_value_is_not_taken_for_zero() -> None:
    findings = check(with_cell(all_zero("2021"), {"disputes.reconsideration.total": Cell(None, "?", Status.READ)}))
    assert brief(findings) == [("T4-1", Severity.UNCHECKED)]


def test_a_cell_unknown_to_the_form_stops_the_check() -> None:
    with pytest.raises(SuiteError, match=r"2019年版表格没有这些单元格：requests\.granted\.nobody"):
        check(with_cell(balanced_2019(), {"requests.granted.nobody": 0}))
