"""A published report with known mistakes; skipped where the folder of real reports is not at hand."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from support.folders import SHARED
from support.reports.balanced import APPLICANTS, NOT_PRINTED, OTHER_PARTS
from township_reports.domain.report import Cell, Report, Status
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions
from township_reports.validation.error_localization.localize import localize_errors

HONGZE = SHARED / "real" / "hongze_2023.csv"


def hongze() -> Report:
    with HONGZE.open(encoding="utf-8-sig", newline="") as stream:
        read = {row["cell"]: Cell(Decimal(row["value"]), row["value"], Status.READ) for row in csv.DictReader(stream)}
    parts = {f"requests.{row}.{column}": NOT_PRINTED for row in OTHER_PARTS for column in APPLICANTS}
    return Report("洪泽区", 2023, "2021", parts | read)


@pytest.mark.skipif(not HONGZE.is_file(), reason="no folder of real reports")
def test_the_totals_printed_as_zero_are_found() -> None:
    findings = check_submissions([Submission("洪泽区", hongze())])
    assert [(finding.rule, finding.cells[0], finding.left, finding.right) for finding in findings] == [
        ("T4-1", "disputes.reconsideration.total", 0, 11),
        ("T4-1", "disputes.litigation_after_reconsideration.total", 0, 5),
    ]


@pytest.mark.skipif(not HONGZE.is_file(), reason="no folder of real reports")
def test_the_total_that_can_only_be_wrong_is_in_every_repair() -> None:
    repairs = localize_errors(Submission("洪泽区", hongze())).repairs
    assert all(("disputes.reconsideration.total", 0, 11) in repair.changes for repair in repairs)
    assert len(repairs) == 2
