"""The door of the room: order, and what cannot be checked at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.reports.balanced import BLANK, all_zero, with_cell
from township_reports.domain.county import Unit
from township_reports.domain.form.form import load_form
from township_reports.domain.narrative import Narrative, Section
from township_reports.domain.report import Report
from township_reports.domain.submission import Submission
from township_reports.validation.check import check, check_in_batches, check_submissions
from township_reports.validation.frames.submissions import build_frame, prepare_submissions, stream_peer_stats
from township_reports.validation.suites.loader import SuiteError


def untidy(edition: str) -> Report:
    cells = {"requests.granted.total": 3, "requests.received.business": 1, "disputes.reconsideration.total": BLANK}
    return with_cell(all_zero(edition), cells)


def test_findings_stand_in_order_of_submission_rule_and_form() -> None:
    findings = check_submissions([Submission("b", untidy("2021")), Submission("a", untidy("2019"))])
    assert [(finding.unit, finding.rule, finding.cells[0]) for finding in findings] == [
        (unit, *rest)
        for unit in ("b", "a")
        for rest in (
            ("B-1", "disputes.reconsideration.total"),
            ("T3-1", "requests.received.business"),
            ("T3-2", "requests.handled_total.total"),
            ("T3-3", "requests.received.total"),
            ("T3-3", "requests.granted.total"),
        )
    ]


def test_findings_do_not_depend_on_the_order_of_submissions() -> None:
    submissions = [Submission("b", untidy("2021")), Submission("a", untidy("2019"))]
    forward, backward = check_submissions(submissions), check_submissions(submissions[::-1])
    assert sorted(forward, key=lambda finding: finding.unit) == sorted(backward, key=lambda finding: finding.unit)


def told(edition: str, unit: str, year: int) -> Submission:
    """A report of a text that others have too, for a unit and year that another may be for too."""
    text = "本单位围绕群众关心的事项及时公开信息，按时答复申请，加强平台建设，完善工作制度，接受社会监督。" * 6
    report = replace(untidy(edition), unit=unit, narrative=Narrative(sections=(Section("一", "总体情况", (text,)),)))
    return Submission(f"{unit}{edition}", report, Unit(unit, f"{unit}镇", "乡镇"), year)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_batch_by_batch_everything_is_found_as_at_once(size: int) -> None:
    every = [told("2021", "甲", 2021), told("2019", "乙", 2020), told("2021", "甲", 2021), told("2021", "丙", 2022)]
    batches = [every[first : first + size] for first in range(0, len(every), size)]
    at_once = check(every)
    assert check_in_batches(stream_peer_stats(iter(every)), batches) == at_once
    assert {"D-1", "N-3"} <= {finding.rule for finding in at_once.findings}


def test_nothing_to_check_is_an_error() -> None:
    with pytest.raises(SuiteError, match="没有可核对的报告"):
        check_submissions([])


def test_an_unknown_form_is_an_error() -> None:
    report = replace(all_zero("2019"), edition="2008")
    with pytest.raises(SuiteError, match="没有“2008”版的检查规则"):
        check_submissions([Submission("a", report)])


def test_a_frame_of_the_county_is_not_for_a_form() -> None:
    batch = prepare_submissions([Submission("a", all_zero("2019"))])
    with pytest.raises(SuiteError, match="只用于县级汇总"):
        build_frame("county_cells", load_form("2019"), batch)
