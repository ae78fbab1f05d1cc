"""Letters to units: what is sent to whom, what is refused, and what is kept of who was informed of what."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from support.office import ABOUT, RUN, Office
from township_reports.notices.notices import (
    NoticeLetter,
    NoticeOrder,
    list_notices,
    list_recipients,
    record_download,
    send_notice,
    write_letter,
)
from township_reports.runs.dependencies import PreconditionFailedError, get_file_store
from township_reports.storage.runs import UnknownRunError

WRONG = {"requests.received.total": 4000}
RETURN = NoticeOrder("退回修改通知", "王芳", "manual 1", date(2022, 2, 1))
REMIND = NoticeOrder("催报通知", "王芳", "manual 1", date(2022, 2, 1))
ROSTER = """code,name,kind,aliases,email
01,城关镇,乡镇,城关镇人民政府,
02,河口乡,乡镇,,hekou@qingshan.gov.cn
03,东门街道,街道,东门街道办事处,dongmen@qingshan.gov.cn
"""
DEADLINE = f"{ABOUT}deadline: 2022-02-08\n"


class Post:
    """Takes letters in and keeps them."""

    def __init__(self) -> None:
        self.letters: list[NoticeLetter] = []

    def __call__(self, letter: NoticeLetter) -> None:
        self.letters.append(letter)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def checked(office: Office) -> Office:
    """One unit wrong without an address, one wrong with one, one that sent nothing."""
    (office.source / "units.csv").write_text(ROSTER, encoding="utf-8")
    (office.source / "county.yaml").write_text(DEADLINE, encoding="utf-8")
    office.send("01", WRONG)
    office.send("02", WRONG)
    office.check()
    return office


def paragraphs(document: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(document)).paragraphs]


def test_a_returned_report_goes_back_dated_and_with_nothing_left_to_fill_in(checked: Office, post: Post) -> None:
    told = send_notice(RUN, "02", RETURN, post)
    assert told == "河口乡：退回修改通知已寄到 hekou@qingshan.gov.cn（退回修改通知（河口乡）.docx）。"
    (letter,) = post.letters
    assert letter.title == "关于退回修改2021年政府信息公开工作年度报告的通知"
    assert "4000" in letter.html
    told_there = paragraphs(letter.document)
    assert "2022年2月1日" in told_there
    assert any("请于2022年2月8日前" in text for text in told_there)
    assert not any("【待填" in text for text in (*told_there, letter.html))


def test_a_reminder_goes_to_who_sent_nothing(checked: Office, post: Post) -> None:
    assert "催报通知已寄到 dongmen@" in send_notice(RUN, "03", REMIND, post)
    assert "至今没有收到，现予催报" in post.letters[0].html


def test_who_was_told_what_and_by_whom_is_kept_with_the_letter(checked: Office, post: Post) -> None:
    send_notice(RUN, "02", RETURN, post)
    (notice,) = list_notices(RUN)["02"].notices
    assert (notice.kind, notice.channel, notice.address, notice.sent_by) == (
        "退回修改",
        "邮件",
        "hekou@qingshan.gov.cn",
        "王芳",
    )
    assert get_file_store().read(notice.sha256) == post.letters[0].document
    assert notice.sent_at.utcoffset() is not None


def test_an_order_is_carried_out_once(checked: Office, post: Post) -> None:
    send_notice(RUN, "02", RETURN, post)
    assert send_notice(RUN, "02", RETURN, post) == "河口乡：这次已经寄出，不重复寄。"
    assert len(post.letters) == len(list_notices(RUN)["02"].notices) == 1


def test_a_letter_that_did_not_go_is_not_kept(checked: Office) -> None:
    def refuse(_: NoticeLetter) -> None:
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        send_notice(RUN, "02", RETURN, refuse)
    assert list_notices(RUN) == {}


@pytest.mark.parametrize(
    ("code", "order", "why"),
    [
        ("01", RETURN, "城关镇没有邮箱地址，没有寄出"),
        ("02", REMIND, "河口乡现在应寄退回修改通知，不是催报通知，没有寄出"),
        ("03", RETURN, "东门街道现在应寄催报通知，不是退回修改通知，没有寄出"),
    ],
)
def test_what_must_not_go_out_is_refused(checked: Office, post: Post, code: str, order: NoticeOrder, why: str) -> None:
    with pytest.raises(PreconditionFailedError, match=why):
        send_notice(RUN, code, order, post)
    assert (post.letters, list_notices(RUN)) == ([], {})


def test_a_unit_in_order_gets_no_letter(checked: Office, post: Post) -> None:
    checked.send("02")
    checked.check()
    with pytest.raises(PreconditionFailedError, match="河口乡：已通过，没有要寄的通知"):
        send_notice(RUN, "02", RETURN, post)


def test_a_letter_with_places_left_open_does_not_go_out(checked: Office, post: Post) -> None:
    (checked.source / "county.yaml").write_text(ABOUT, encoding="utf-8")
    with pytest.raises(PreconditionFailedError, match="给东门街道的通知中还没有写明报送期限，没有寄出"):
        send_notice(RUN, "03", REMIND, post)


def test_a_download_is_for_the_office_to_fill_in_and_is_kept_too(checked: Office) -> None:
    letter = record_download(RUN, "01", "李强")
    assert letter.file_name == "退回修改通知（城关镇）.docx"
    assert {"【待填：发文字号】", "【待填：成文日期】"} <= set(paragraphs(letter.document))
    (notice,) = list_notices(RUN)["01"].notices
    assert (notice.channel, notice.sent_by, notice.address) == ("下载", "李强", "")


def test_a_report_is_returned_once_however_often_its_unit_is_told(checked: Office, post: Post) -> None:
    send_notice(RUN, "02", RETURN, post)
    record_download(RUN, "02", "李强")
    told = list_notices(RUN)["02"]
    assert (told.times_returned, told.is_returned) == (1, True)
    checked.send("02", {"requests.received.total": 5000})
    checked.check()
    assert (list_notices(RUN)["02"].times_returned, list_notices(RUN)["02"].is_returned) == (1, False)
    send_notice(RUN, "02", NoticeOrder("退回修改通知", "王芳", "manual 2", date(2022, 2, 3)), post)
    assert (list_notices(RUN)["02"].times_returned, list_notices(RUN)["02"].is_returned) == (2, True)
    checked.check("run 2")
    assert list_notices("run 2")["02"].times_returned == 2


def test_reminders_return_nothing(checked: Office, post: Post) -> None:
    send_notice(RUN, "03", REMIND, post)
    assert (list_notices(RUN)["03"].times_returned, list_notices(RUN)["03"].is_returned) == (0, False)


def test_recipients_are_named_and_their_addresses_are_those_of_now(checked: Office) -> None:
    (checked.source / "units.csv").write_text(ROSTER.replace("人民政府,\n", "人民政府,a@b.cn\n"), encoding="utf-8")
    assert [unit["name"] for unit in list_recipients(RUN, ["03", "01"])] == ["城关镇", "东门街道"]
    assert write_letter(RUN, "01").address == "a@b.cn"
    with pytest.raises(PreconditionFailedError, match="没有写明单位"):
        list_recipients(RUN, [])
    with pytest.raises(UnknownRunError, match="没有编码“99”"):
        list_recipients(RUN, ["99"])
