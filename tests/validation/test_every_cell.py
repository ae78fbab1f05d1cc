"""Every cell changed by one makes exactly the rules that contain it fire; the expected sets are TEMPLATE.md by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.reports.balanced import (
    APPLICANTS,
    OTHER_PARTS,
    RESULTS,
    all_zero,
    balanced_2019,
    balanced_2021,
    balanced_2021_other_as_one_row,
    findings_by_case,
    value_of,
    with_cell,
)
from township_reports.domain.finding import Finding
from township_reports.domain.report import Report, Status
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions

ROLL_FORWARD = ("received", "carried_in", "handled_total", "carried_out")
HANDLED = (
    "handled_total",
    "granted",
    "partly_granted",
    "refused_state_secret",
    "refused_prohibited_by_law",
    "refused_security_stability",
    "refused_third_party",
    "refused_internal_affairs",
    "refused_deliberative",
    "refused_enforcement_file",
    "refused_administrative_query",
    "unavailable_not_held",
    "unavailable_needs_creation",
    "unavailable_unclear",
    "not_processed_petition",
    "not_processed_repeated",
    "not_processed_published",
    "not_processed_excessive",
    "not_processed_confirmation",
)
OTHER = {"2019": ("other",), "2021": OTHER_PARTS, "2021 其他处理一行": ("other",)}
REPORTS: Mapping[str, Report] = {
    "2019": balanced_2019(),
    "2021": balanced_2021(),
    "2021 其他处理一行": balanced_2021_other_as_one_row(),
}
Broken = set[tuple[str, frozenset[str]]]


def rules_with(form: str, cell: str) -> Broken:
    """The identities of TEMPLATE.md a cell stands in, each with all its cells."""
    table, row, column = cell.split(".")
    if table == "proactive":
        return set()
    if table == "disputes":
        return {("T4-1", frozenset(f"disputes.{row}.{result}" for result in RESULTS))}
    rules = {("T3-3", frozenset(f"requests.{row}.{applicant}" for applicant in APPLICANTS))}
    for rule, rows in (("T3-1", ROLL_FORWARD), ("T3-2", HANDLED + OTHER[form])):
        if row in rows:
            rules.add((rule, frozenset(f"requests.{term}.{column}" for term in rows)))
    return rules


def printed(report: Report) -> list[str]:
    return [cell for cell, content in report.cells.items() if content.status is Status.READ]


@pytest.fixture(scope="module")
def findings() -> Mapping[str, list[Finding]]:
    """The findings on every report with one cell raised by one, all checked in one go."""
    changed = [
        Submission(f"{form}|{cell}", with_cell(report, {cell: value_of(report, cell) + 1}))
        for form, report in REPORTS.items()
        for cell in printed(report)
    ]
    return findings_by_case(changed)


@pytest.mark.parametrize(("form", "cells"), [("2019", 198), ("2021", 200), ("2021 其他处理一行", 186)])
def test_exactly_the_rules_of_a_changed_cell_fire(form: str, cells: int, findings: Mapping[str, list[Finding]]) -> None:
    every = printed(REPORTS[form])
    assert len(every) == cells
    for cell in every:
        found = findings[f"{form}|{cell}"]
        assert {(finding.rule, frozenset(finding.cells)) for finding in found} == rules_with(form, cell), cell
        assert len(found) == len(rules_with(form, cell))
        assert {abs(finding.difference or 0) for finding in found} <= {1}


def test_a_changed_cell_moves_its_own_side(findings: Mapping[str, list[Finding]]) -> None:
    [roll_forward, roll_up, total] = findings["2019|requests.handled_total.business"]
    assert (roll_forward.left, roll_forward.right, roll_forward.difference) == (99, 100, -1)
    assert (roll_up.left, roll_up.right, roll_up.difference) == (97, 96, 1)
    assert (total.left, total.right, total.difference) == (567, 568, -1)


@pytest.mark.parametrize("form", REPORTS)
def test_every_cell_of_tables_three_and_four_is_in_an_identity(form: str) -> None:
    cells = [cell for cell in printed(REPORTS[form]) if not cell.startswith("proactive.")]
    assert all(rules_with(form, cell) for cell in cells)


def test_nothing_fires_on_balanced_reports() -> None:
    reports = [*REPORTS.values(), all_zero("2019"), all_zero("2021")]
    assert check_submissions([Submission(str(number), report) for number, report in enumerate(reports)]) == []
