"""A unit with nothing to report is confirmed so by a person: it counts as done, adds nothing, and may still send."""

from __future__ import annotations

import pytest
from docx import Document
from support.office import RUN, Office
from township_reports.decisions.nothing_to_report import confirm_nothing, list_confirmations, withdraw_confirmation
from township_reports.decisions.sign_off import list_red_units, sign_off
from township_reports.domain.submission import Outcome
from township_reports.pipeline.correction_notices import write_correction_notices
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.render_report import render_report
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.runs.dependencies import PreconditionFailedError

WHY = "已撤并，职责划入城关镇"


@pytest.fixture
def confirmed(office: Office) -> Office:
    """Two units in order; of the third it was confirmed that it has nothing to report."""
    office.send("01")
    office.send("02")
    office.check()
    confirm_nothing(RUN, "03", "王芳", WHY)
    return office


def test_the_unit_is_done_at_once_and_the_result_says_by_whom_and_why(confirmed: Office) -> None:
    result = get_submission_result(RUN, "03")
    assert (result.outcome, result.outcome.is_valid) == (Outcome.NOTHING_TO_REPORT, True)
    assert result.lines[0] == "东门街道：零报告确认"
    assert result.lines[1].startswith("原因：王芳于20")
    assert result.lines[1].endswith(f"日确认：{WHY}")
    assert list_red_units(RUN) == []


def test_it_holds_in_every_run_of_the_year(confirmed: Office) -> None:
    assert confirmed.check("run 2") == {Outcome.ACCEPTED: 2, Outcome.NOTHING_TO_REPORT: 1}
    confirmed.send_all(2020)
    assert confirmed.check("last year", 2020) == {Outcome.ACCEPTED: 3}


def test_the_report_lists_it_and_adds_nothing(confirmed: Office) -> None:
    sign_off(RUN, "exclude", "李强", "补报截止日期已过")
    merge_county(RUN)
    document = Document(render_report(RUN)["docx"])
    (line,) = [
        cells for table in document.tables for row in table.rows
        if "东门街道" in (cells := [cell.text for cell in row.cells]) and len(cells) == 6
    ]  # fmt: skip
    assert line[3:5] == ["零报告确认", "否"]
    assert line[5].endswith(WHY)
    assert any("未计入的1家（零报告确认1家）" in paragraph.text for paragraph in document.paragraphs)


def test_no_notice_goes_to_it(confirmed: Office) -> None:
    assert not any("东门街道" in path.name for path in write_correction_notices(RUN))


def test_it_ends_by_itself_when_a_file_arrives_and_that_is_told(confirmed: Office) -> None:
    confirmed.send("03")
    assert "原由王芳确认为零报告，因收到文件，确认自行撤回。" in read_submission(RUN, "03")
    assert confirmed.check() == {Outcome.ACCEPTED: 3}
    (confirmed.source / "2021" / "东门街道.txt").unlink()
    assert confirmed.check() == {Outcome.ACCEPTED: 2, Outcome.NOT_RECEIVED: 1}
    assert [(said.is_active, said.confirmed_by, said.reason) for said in list_confirmations(RUN, "03")] == [
        (True, "王芳", WHY),
        (False, "收到报送文件", "东门街道.txt"),
    ]


def test_it_can_be_taken_back(confirmed: Office) -> None:
    withdraw_confirmation(RUN, "03", "李强", "误报")
    assert get_submission_result(RUN, "03").outcome is Outcome.NOT_RECEIVED
    with pytest.raises(PreconditionFailedError, match="东门街道没有确认过零报告，或已经撤回"):
        withdraw_confirmation(RUN, "03", "李强", "误报")


@pytest.mark.parametrize(("by", "reason"), [("", WHY), ("王芳", " ")])
def test_name_and_reason_are_needed(confirmed: Office, by: str, reason: str) -> None:
    with pytest.raises(PreconditionFailedError, match="都要写明姓名和理由"):
        confirm_nothing(RUN, "03", by, reason)


def test_who_has_sent_something_has_something_to_report(confirmed: Office) -> None:
    with pytest.raises(PreconditionFailedError, match="城关镇已有报送文件，不能确认为零报告"):
        confirm_nothing(RUN, "01", "王芳", WHY)


def test_a_county_of_confirmations_alone_has_no_report(office: Office) -> None:
    office.check()
    for code in ("01", "02", "03"):
        confirm_nothing(RUN, code, "王芳", WHY)
    with pytest.raises(PreconditionFailedError, match="没有一个单位的报送材料可以汇总"):
        merge_county(RUN)
