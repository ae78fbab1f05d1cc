"""Which cells of a finding a clerk is reported of."""

from __future__ import annotations

from support.reports.balanced import UNSURE, balanced_2021, with_cell
from township_reports.domain.description.cell_descriptions import describe_cells
from township_reports.domain.finding import Severity
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions


def test_of_a_rule_that_could_not_be_applied_only_what_is_not_read() -> None:
    report = with_cell(balanced_2021(), {"requests.granted.business": UNSURE})
    unchecked = [one for one in check_submissions([Submission("x", report)]) if one.severity is Severity.UNCHECKED]
    assert [one.rule for one in unchecked] == ["T3-2", "T3-3"]
    assert all([cell.id for cell in describe_cells(one, report)] == ["requests.granted.business"] for one in unchecked)
