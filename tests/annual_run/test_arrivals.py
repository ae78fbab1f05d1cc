"""After the annual run has asked: files arrive and are checked without a click, letters go out only with one.

The tests of this file tell one story and run in their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from docx import Document
from support.airflow.client import Person
from support.mail_server import Mailbox, running_mailbox
from support.office import ABOUT, YEAR, Office
from township_reports.embedded.airflow_api import USER
from township_reports.embedded.airflow_environment import AirflowInstallation
from township_reports.pipeline.correction_slips import FOLDER
from township_reports.pipeline.workplace import get_reports_folder

WRONG = {"requests.received.total": 4000}
ROSTER = """code,name,kind,aliases,email
01,城关镇,乡镇,城关镇人民政府,
02,河口乡,乡镇,,hekou@qingshan.gov.cn
03,东门街道,街道,东门街道办事处,dongmen@qingshan.gov.cn
"""
DEADLINE = f"{ABOUT}deadline: 2022-02-08\n"


@pytest.fixture(scope="module")
def county(office: AirflowInstallation, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A county of three units: one in order, one with an error, one that has sent nothing."""
    county = Office(tmp_path_factory.mktemp("green_hills") / "county", office.home).founded(ROSTER, DEADLINE)
    county.send("01")
    county.send("02", WRONG)
    return county


@pytest.fixture(scope="module")
def run(person: Person, county: Office) -> str:
    """A run that waits for its question to be answered."""
    run = person.trigger(source=str(county.source), year=YEAR, on_failed="ask")
    person.wait_for_question(run)
    return run


@pytest.fixture(scope="module")
def arrivals(person: Person) -> Person:
    """The person at the check of arriving files."""
    return person.of("county_arrivals")


@pytest.fixture(scope="module")
def notices(person: Person) -> Person:
    """The person at the sending of letters."""
    return person.of("county_notices")


@pytest.fixture(scope="module")
def mailbox(person: Person) -> Iterator[Mailbox]:
    """A mail server of this machine, and the connection to it as an administrator sets it in Airflow."""
    extra = '{"from_email": "zwgk@qingshan.gov.cn", "disable_ssl": true, "disable_tls": true}'
    with running_mailbox() as mailbox:
        about = {"conn_type": "smtp", "host": "127.0.0.1", "port": mailbox.port, "extra": extra}
        set_up = person.client.post("/api/v2/connections", json={"connection_id": "smtp_default", **about})
        assert set_up.status_code == httpx.codes.CREATED, set_up.text
        yield mailbox
    person.client.delete("/api/v2/connections/smtp_default")


def log_text(person: Person, run: str, task: str, unit: str) -> str:
    lines = person.log(run, task, unit)
    assert {line["logger"] for line in lines} == {"年报"}
    return "\n".join(line["event"] for line in lines)


def outcomes(run: str) -> list[str]:
    """The outcome of each unit as the board shows it."""
    from township_reports.pipeline.board import get_run_overview

    return [str(unit.state.outcome) for unit in get_run_overview(run).units]


def checks_of(arrivals: Person, units: set[str], before: set[str]) -> list[str]:
    """The checks of these units since then, ended, the first first; Airflow may also check what other tests have left.

    A unit's name is on its task only once the check has ended.
    """
    later = [check for check in reversed(arrivals.runs()) if check not in before]
    for check in later:
        arrivals.wait_for_end(check)
    return [check for check in later if units & arrivals.states(check, "submission_result").keys()]


def test_files_that_arrive_turn_their_units_green_and_red_without_a_click(
    run: str, county: Office, arrivals: Person, notices: Person
) -> None:
    before = set(arrivals.runs())
    too_early = notices.trigger(run_key=run, units=["03"], kind="催报通知")
    county.send("02")
    county.send("03", WRONG)
    arrivals.wait(lambda: outcomes(run) == ["已通过", "已通过", "有错误"], lambda: outcomes(run))
    checks = checks_of(arrivals, {"河口乡", "东门街道"}, before)  # one for both files, or one for each
    assert {arrivals.state(check) for check in checks} == {"success"}, "a red unit is a result, not a fault"
    states = [arrivals.states(check, "submission_result") for check in checks]
    assert {unit: state for units in states for unit, state in units.items()} == {
        "河口乡": "success",
        "东门街道": "failed",
    }
    assert "东门街道：有错误（东门街道.txt，第1版）" in log_text(arrivals, checks[-1], "submission_result", "东门街道")
    assert notices.wait_for_end(too_early) == "failed"


def test_without_a_mail_server_nothing_goes_out_and_the_log_says_what_to_do(run: str, notices: Person) -> None:
    from township_reports.pipeline.notices import list_notices

    (too_early,) = notices.runs()
    told = log_text(notices, too_early, "send_notice", "东门街道")
    assert "没有寄出，还没有设置邮件服务器或发件地址" in told
    assert "smtp_default" in told
    assert list_notices(run) == {}


def test_a_letter_goes_out_when_a_person_orders_it(
    run: str, notices: Person, arrivals: Person, mailbox: Mailbox
) -> None:
    order = notices.trigger(run_key=run, units=["02", "03"], kind="退回修改通知")
    by_hand = arrivals.trigger(run_key=run, units=["01"])
    assert notices.wait_for_end(order) == "failed"
    assert notices.states(order, "send_notice") == {"河口乡": "failed", "东门街道": "success"}
    assert "河口乡：已通过，没有要寄的通知" in log_text(notices, order, "send_notice", "河口乡")
    assert mailbox.to == [["dongmen@qingshan.gov.cn"]]
    assert arrivals.wait_for_end(by_hand) == "success"
    assert arrivals.states(by_hand, "submission_result") == {"城关镇": "success"}


def test_the_mail_is_the_letter(mailbox: Mailbox) -> None:
    (mail,) = mailbox.mails
    assert mail["Subject"] == "关于退回修改2021年政府信息公开工作年度报告的通知"
    assert mail["From"] == "zwgk@qingshan.gov.cn"
    page, letter = mail.iter_parts()
    assert page.get_content_type() == "text/html"
    assert "▲4000" in page.get_content()  # type: ignore[attr-defined]
    assert letter.get_filename() == "退回修改通知（东门街道）.docx"
    told = [paragraph.text for paragraph in Document(BytesIO(letter.get_content())).paragraphs]  # type: ignore[attr-defined]
    assert any("请于2022年2月8日前" in text for text in told)


def test_who_was_told_is_kept(run: str, mailbox: Mailbox) -> None:
    from township_reports.pipeline.notices import list_notices

    told = list_notices(run)["03"]
    (notice,) = told.notices
    assert (notice.sent_by, notice.channel, notice.address) == (USER, "邮件", "dongmen@qingshan.gov.cn")
    assert (told.times_returned, told.is_returned) == (1, True)


@pytest.fixture(scope="module")
def administrator(person: Person, mailbox: Mailbox) -> str:
    """The address that letters about faults go to."""
    variable = {"key": "county_failure_mail", "value": "admin@qingshan.gov.cn"}
    assert person.client.post("/api/v2/variables", json=variable).status_code == httpx.codes.CREATED
    return "admin@qingshan.gov.cn"


def letters_about(mailbox: Mailbox, run: str) -> list[EmailMessage]:
    return [mail for mail in mailbox.mails if run in mail["Subject"]]


def test_a_fault_of_the_machine_is_reported_to_the_administrator(
    run: str, arrivals: Person, mailbox: Mailbox, administrator: str
) -> None:
    slips = Path(str(get_reports_folder("青山县", YEAR))) / FOLDER
    aside = slips.rename(slips.with_name("aside"))
    slips.write_bytes(b"a file where the folder of the slips belongs")
    check = arrivals.trigger(run_key=run, units=["01"])
    assert arrivals.wait_for_end(check) == "failed"
    slips.unlink()
    aside.rename(slips)
    assert arrivals.states(check, "correction_slips") == {"-1": "failed"}
    arrivals.wait(lambda: bool(letters_about(mailbox, check)), lambda: "no letter")
    (letter,) = letters_about(mailbox, check)
    assert letter["Subject"] == f"没有完成：收件核对（{check}）"
    assert letter["To"] == administrator


def test_a_red_unit_is_no_fault_and_nobody_gets_a_letter(
    run: str, arrivals: Person, mailbox: Mailbox, administrator: str
) -> None:
    check = arrivals.trigger(run_key=run, units=["03"])
    assert arrivals.wait_for_end(check) == "success"
    assert arrivals.states(check, "submission_result") == {"东门街道": "failed"}
    assert letters_about(mailbox, check) == []


def test_the_annual_run_goes_on_with_what_has_arrived(run: str, person: Person, county: Office) -> None:
    from township_reports.pipeline.board import get_run_overview

    assert person.answer(run, "不含未通过单位，继续汇总", "补报截止日期已过") == "success"
    assert get_run_overview(run).files != ()
