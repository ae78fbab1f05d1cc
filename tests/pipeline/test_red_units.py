import pytest
from support.office import RUN, Office
from township_reports.pipeline.board import get_run_overview
from township_reports.pipeline.check_reports import UNFINISHED, check_reports
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.sign_off import list_open_questions, list_red_units, sign_off
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.pipeline.workplace import PreconditionFailedError
from township_reports.records.submission import Outcome

GRANTED = "requests.granted.natural_person"


@pytest.fixture
def red_office(office: Office) -> Office:
    """城关镇 sent a wrong report, 河口乡 something unreadable, 东门街道 nothing."""
    office.send("01", {"disputes.reconsideration.total": 99})
    (office.source / "2021" / "河口乡.docx").write_bytes(b"PK\x03\x04 broken off")
    office.check()
    return office


def test_each_red_unit_is_told_what_is_wrong_where_and_what_to_do(red_office: Office) -> None:
    wrong, unreadable, missing = (get_submission_result(RUN, code) for code in ("01", "02", "03"))
    assert [wrong.outcome, unreadable.outcome, missing.outcome] == [
        Outcome.HAS_ERRORS,
        Outcome.UNREADABLE,
        Outcome.NOT_RECEIVED,
    ]
    text = "\n".join(wrong.lines)
    assert wrong.lines[0] == "城关镇：有错误（城关镇.txt，第1版）"
    assert "【错误】T4-1，共1处：" in wrong.lines
    assert "表四“行政复议”·总计：99（第" in text
    assert wrong.lines[-1].startswith(f"处理办法：请城关镇核对改正后重新报送，替换 {red_office.source}/2021 中的原文件")
    assert unreadable.lines[0] == "河口乡：无法读取（河口乡.docx，第1版）"
    assert unreadable.lines[1].startswith("原因：")
    assert missing.lines[-1].startswith("处理办法：请催东门街道报送；")
    assert "“东门街道办事处”或“东门街道”" in missing.lines[-1]


def test_a_file_that_cannot_be_taken_in_harms_no_other_unit(office: Office) -> None:
    office.send_all()
    path = office.source / "2021" / "城关镇.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    office.check()
    large, other = get_submission_result(RUN, "01"), get_submission_result(RUN, "02")
    assert (large.outcome, large.lines[1]) == (
        Outcome.UNREADABLE,
        "原因：文件过大（超过100兆字节），没有读取。请删去图片等附件，另存为 .docx 或 .xlsx 后重新报送。",
    )
    assert other.outcome.is_valid
    office.send("01")
    office.check()
    assert get_submission_result(RUN, "01").outcome.is_valid


def test_an_undecided_red_unit_stops_the_merge(red_office: Office) -> None:
    with pytest.raises(PreconditionFailedError, match="以下单位未通过，也没有决定不含：城关镇、河口乡、东门街道"):
        merge_county(RUN)


def test_the_question_shows_every_red_unit(red_office: Office) -> None:
    lines = list_open_questions(RUN)
    assert lines[0] == "青山县2021年度：以下3个单位未通过。"
    assert lines[1].startswith("  · 城关镇：有错误（T4-1：")
    assert lines[3] == "  · 东门街道：未报送（没有收到报送文件）"


def test_without_any_valid_unit_there_is_no_county(red_office: Office) -> None:
    sign_off(RUN, "exclude", by="张三", reason="")
    with pytest.raises(PreconditionFailedError, match="没有一个单位的报送材料可以汇总"):
        merge_county(RUN)


def test_a_decision_goes_on_without_the_red_units_and_a_replaced_file_brings_them_back(office: Office) -> None:
    office.send_all()
    wrong = office.send("01", {"disputes.reconsideration.total": 99})
    office.check()
    assert list_red_units(RUN) == [{"code": "01", "name": "城关镇"}]
    sign_off(RUN, "wait", by="张三", reason="")
    with pytest.raises(PreconditionFailedError, match="城关镇"):
        merge_county(RUN)
    sign_off(RUN, "exclude", by="李四", reason="逾期未补报")
    without = office.run()
    assert "逾期未补报" in without["html"].decode()

    assert office.send("01") == wrong
    whole = office.run()
    assert list_red_units(RUN) == []
    assert "逾期未补报" not in whole["html"].decode()
    assert [(entry.version, entry.decision, entry.decided_by) for entry in get_run_overview(RUN).sign_offs] == [
        (1, "wait", "张三"),
        (2, "exclude", "李四"),
    ]
    assert get_run_overview(RUN).units[0].selected_file.version == 2  # type: ignore[union-attr]
    assert office.run("run 2") == whole


def test_two_files_that_say_different_things_are_an_error(office: Office) -> None:
    office.send_all()
    office.send("01", {GRANTED: 77}, name="城关镇（改）")
    office.check()
    result = get_submission_result(RUN, "01")
    assert result.outcome is Outcome.HAS_ERRORS
    assert any(
        "收到两份内容不同的文件：城关镇.txt、城关镇（改）.txt，有1格不同（表三“" in line for line in result.lines
    )


def test_two_files_that_say_the_same_are_one_submission(office: Office) -> None:
    office.send_all()
    office.send("01", name="城关镇（又）", form="html")
    office.check()
    result = get_submission_result(RUN, "01")
    assert result.outcome.is_valid
    assert "  · 收到两份数据相同的文件：城关镇.txt、城关镇（又）.html，采用前一份。" in result.lines


def test_a_readable_file_counts_beside_an_unreadable_one_and_both_are_told(office: Office) -> None:
    office.send_all()
    (office.source / "2021" / "城关镇 附件.docx").write_bytes(b"PK\x03\x04")
    office.check()
    result = get_submission_result(RUN, "01")
    assert (result.outcome, result.lines[0]) == (Outcome.HAS_WARNINGS, "城关镇：有提示（城关镇.txt，第2版）")
    assert any("另一份文件 城关镇 附件.docx 无法读取" in line for line in result.lines)


def test_a_unit_whose_reading_broke_off_is_not_taken_for_valid(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.send_all()
    office.check()
    office.send("01", {GRANTED: 77})

    def crash(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("township_reports.pipeline.read_submission.read_report", crash)
    with pytest.raises(MemoryError):
        read_submission(RUN, "01")
    with pytest.raises(PreconditionFailedError, match="城关镇还没有核对"):
        get_submission_result(RUN, "01")
    check_reports(RUN)
    result = get_submission_result(RUN, "01")
    assert (result.outcome, result.lines[1:]) == (Outcome.UNREADABLE, (f"原因：{UNFINISHED}",))


def test_a_rule_the_county_takes_less_seriously_sends_nothing_back(office: Office) -> None:
    office.send_all()
    office.send("01", {"disputes.reconsideration.total": 99})
    assert office.check()[Outcome.HAS_ERRORS] == 1
    lowered = "lowered: [{rule: T4-1, severity: info, reason: 试行表四的新口径}]"
    (office.source / "rules.yaml").write_text(lowered, encoding="utf-8")
    assert Outcome.HAS_ERRORS not in office.check()
    assert any("T4-1" in line for line in get_submission_result(RUN, "01").lines)
