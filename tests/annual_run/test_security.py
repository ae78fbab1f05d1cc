"""Every route of the pages in a real Airflow: who may what, what is tried on it, what stands in the log of actions.

The tests of this file tell one story and run in their order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from support.airflow.client import Person
from support.airflow.process import said_by
from support.office import YEAR, Office
from support.web.requests import address, asked
from support.web.routes import FOR_ANYBODY, LIST_ROUTES, Route
from township_reports.embedded.airflow_environment import AirflowInstallation

PRODUCT = "50337"
HOSTILE = "{{ 7*7191 }}<img src=x onerror=alert(1)>"
ROSTER = f"""code,name,kind,aliases,email
01,城关镇{HOSTILE},乡镇,城关镇,
02,河口乡,乡镇,,hekou@qingshan.gov.cn
"""
MAIL_PASSWORD = "geheim-Pa55wort-7f"
ACCOUNTS = {"stranger": "Public", "reader": "Viewer"}
TRIED = (
    "..%2F..%2F..%2Fsecrets.json", "%2Fetc%2Fpasswd", "..%5C..%5Csecrets.json", "%2e%2e%2f%2e%2e%2fconfig",
    "x%00.docx", "' or 1=1 --", "%27%3B drop table runs%3B --",
)  # fmt: skip
BROWSER = {"Accept": "text/html"}
REFUSED = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)
LARGE = 400_000_000


@pytest.fixture(scope="module")
def county(office: AirflowInstallation, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A county of a unit with a hostile name and one that has sent nothing."""
    county = Office(tmp_path_factory.mktemp("hostile") / "county", office.home, "绿水县")
    county.founded(ROSTER, "name: 绿水县\noffice: 绿水县人民政府办公室\ndeadline: 2022-02-08\n")
    county.send("01", said=HOSTILE)
    return county


@pytest.fixture(scope="module")
def run(person: Person, county: Office) -> str:
    """A released run, with a hostile reason."""
    run = person.trigger(source=str(county.source), year=YEAR, on_failed="ask")
    person.wait_for_question(run)
    assert person.answer(run, "不含未通过单位，继续汇总", HOSTILE) == "success"
    return run


@pytest.fixture(scope="module")
def guarded(office: AirflowInstallation) -> list[Route]:
    """Every route of the pages but those for anybody."""
    return [route for route in said_by(LIST_ROUTES, os.environ) if route["path"] not in FOR_ANYBODY]


@pytest.fixture(scope="module")
def accounts(office: AirflowInstallation, person: Person) -> dict[str, dict[str, str]]:
    """Two people with fewer rights than the office, each with the header that tells who it is."""
    return {name: signed_up(office, person, name, role) for name, role in ACCOUNTS.items()}


def signed_up(office: AirflowInstallation, person: Person, name: str, role: str) -> dict[str, str]:
    account = {"username": name, "password": f"{name}-2021"}
    about = {"email": f"{name}@localhost", "first_name": "某", "last_name": "人", "roles": [{"name": role}]}
    made = person.client.post("/auth/fab/v1/users", json=account | about)
    assert made.is_success, made.text
    token = httpx.post(f"{office.address}/auth/token", json=account).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def test_nobody_does_or_sees_anything_without_signing_in(
    office: AirflowInstallation, guarded: list[Route], run: str
) -> None:
    for route in guarded:
        assert asked(office, route, run).status_code == httpx.codes.UNAUTHORIZED, route
        assert asked(office, route, run, Authorization="Bearer e30.e30.x").status_code in REFUSED, route
        browser = asked(office, route, run, **BROWSER)
        assert browser.status_code == httpx.codes.FOUND, route
        assert browser.headers["location"].startswith(f"{office.address}/auth/login"), route


def test_who_has_no_right_sees_nothing_and_who_may_look_only_looks(
    office: AirflowInstallation, guarded: list[Route], accounts: dict[str, dict[str, str]], run: str
) -> None:
    for route in guarded:
        assert asked(office, route, run, **accounts["stranger"]).status_code == httpx.codes.FORBIDDEN, route
        looked = asked(office, route, run, **accounts["reader"]).status_code
        if route["methods"] == ["GET"]:
            assert looked in (httpx.codes.OK, httpx.codes.NOT_FOUND), route
        else:
            assert looked == httpx.codes.FORBIDDEN, route


def test_nothing_of_it_was_done(person: Person, run: str) -> None:
    from township_reports.pipeline.arrivals import list_arrivals
    from township_reports.pipeline.nothing_to_report import list_confirmations
    from township_reports.pipeline.notices import list_notices

    assert list_confirmations(run, "01") == ()
    assert list_notices(run) == {}
    assert [arrival.sent_by for arrival in list_arrivals(run)["01"].arrivals] == [""]


def test_every_action_stands_in_airflows_log_with_who_did_it(
    office: AirflowInstallation, guarded: list[Route], person: Person, run: str
) -> None:
    me = {"Authorization": person.client.headers["Authorization"]}
    acting = [route for route in guarded if route["methods"] == ["POST"]]
    for route in acting:
        assert asked(office, route, "无此汇总", **me).status_code in (409, 422), route
    listed = person.client.get("/api/v2/eventLogs", params={"limit": 200, "order_by": "-id"}).json()["event_logs"]
    mine = [entry for entry in listed if "无此汇总" in (entry["extra"] or "").encode().decode("unicode_escape")]
    assert len({entry["event"] for entry in mine}) == len(mine) == len(acting)
    assert {(entry["owner"], entry["event"][:5]) for entry in mine} == {("admin", "年报汇总：")}
    decided = {entry["event"] for entry in listed if entry["run_id"] == run}
    assert decided >= {"update_hitl_detail"}, decided
    assert "trigger_dag_run" in {entry["event"] for entry in listed}


def test_no_address_leads_anywhere_else(guarded: list[Route], person: Person, run: str) -> None:
    looking = [route for route in guarded if route["methods"] == ["GET"]]
    tried = [
        address(route, run, **{name: what})
        for route in looking
        for name in re.findall(r"\{(\w+)\}", route["path"])
        for what in TRIED
    ]
    tried += [f"/county-reports/compare?before={run}&after={what}" for what in TRIED]
    tried += [f"/county-reports/static/{what}" for what in (*TRIED, "..%2Fapp.py", "%2e%2e/access.py")]
    assert len(tried) > len(TRIED) * len(looking)
    for path in tried:
        answer = person.client.get(path)
        assert answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.UNPROCESSABLE_ENTITY), path
        assert "fernet" not in answer.text, path
        assert "root:" not in answer.text, path


def test_whatever_is_sent_is_under_the_policy_or_a_download(guarded: list[Route], person: Person, run: str) -> None:
    from township_reports.pipeline.board import get_run_overview

    released = {"name": get_run_overview(run).files[0]}
    seen = 0
    for route in guarded:
        if route["methods"] != ["GET"]:
            continue
        answer = person.client.get(address(route, run, **released))
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff", route
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer"), route
        is_page = headers["content-type"].startswith("text/html") and "content-disposition" not in headers
        if is_page:
            assert headers["content-security-policy"].startswith("default-src 'none'"), route
        elif headers["content-type"] not in ("image/png", "application/json"):
            assert headers["content-disposition"].startswith("attachment"), route
        seen += answer.is_success
    assert seen >= len(("board", "unit", "version", "county", "cell", "sign-off", "audit", "files", "file"))


def test_nobody_is_sent_to_another_site(office: AirflowInstallation, person: Person, run: str) -> None:
    path = f"{address({'path': '/runs/{run_key}/units/{code}/nothing'}, run, code='02')}"
    own = f"{office.address}/county-reports/"
    confirmed = person.client.post(path, data={"reason": "无"}, headers=BROWSER | {"Referer": "https://example.org/x"})
    assert confirmed.status_code == httpx.codes.OK
    withdrawn = person.client.post(f"{path}/withdrawal", data={"reason": "无"}, headers=BROWSER | {"Referer": own})
    assert (withdrawn.status_code, withdrawn.headers["location"]) == (httpx.codes.SEE_OTHER, own)


@pytest.mark.parametrize(("signed_in", "answered"), [(False, 401), (True, 413)])
def test_what_is_too_large_or_from_a_stranger_is_refused_unread(
    office: AirflowInstallation, person: Person, run: str, signed_in: bool, answered: int
) -> None:
    """Only the headers are sent: the answer comes although the body never does."""
    connection = HTTPConnection("127.0.0.1", office.port, timeout=60)
    connection.putrequest("POST", address({"path": "/runs/{run_key}/files"}, run))
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(LARGE))
    if signed_in:
        connection.putheader("Authorization", person.client.headers["Authorization"])
    connection.endheaders()
    assert connection.getresponse().status == answered
    connection.close()


def test_text_that_no_table_takes_is_refused(person: Person, run: str) -> None:
    path = address({"path": "/runs/{run_key}/units/{code}/nothing"}, run, code="02")
    assert person.client.post(path, data={"reason": "a\0b"}).status_code == httpx.codes.UNPROCESSABLE_ENTITY


def test_what_a_unit_is_called_is_no_template_to_airflow(person: Person, run: str) -> None:
    name = f"城关镇{HOSTILE}"
    assert set(person.states(run, "submission_result")) == {name, "河口乡"}
    told = "\n".join(line["event"] for line in person.log(run, "submission_result", name))
    assert HOSTILE in told
    assert PRODUCT not in told
    board = person.client.get(address({"path": "/runs/{run_key}"}, run)).text
    assert "理由：{{ 7*7191 }}&lt;img" in board
    assert "<img" not in board


@pytest.fixture
def mail_server(person: Person) -> Iterator[None]:
    """A connection with a password to a mail server that does not answer."""
    about = {"conn_type": "smtp", "host": "127.0.0.1", "port": 1, "login": "office", "password": MAIL_PASSWORD}
    extra = {"extra": '{"from_email": "zwgk@qingshan.gov.cn", "retry_limit": 1}'}
    made = person.client.post("/api/v2/connections", json={"connection_id": "smtp_default", **about, **extra})
    assert made.status_code == httpx.codes.CREATED, made.text
    yield
    person.client.delete("/api/v2/connections/smtp_default")


def test_no_log_tells_a_secret(office: AirflowInstallation, person: Person, run: str, mail_server: None) -> None:
    notices = person.of("county_notices")
    order = notices.trigger(run_key=run, units=["02"], kind="催报通知")
    assert notices.wait_for_end(order) == "failed"
    assert "邮件没有寄出" in "".join(line["event"] for line in notices.log(order, "send_notice", "河口乡"))
    secrets = [*office.secrets.values(), MAIL_PASSWORD, *(f"{name}-2021" for name in ACCOUNTS)]
    logs = [path for path in office.home.rglob("*") if path.is_file() and "log" in str(path.relative_to(office.home))]
    assert len(logs) > len(("api-server", "scheduler", "dag-processor", "triggerer"))
    for log in logs:
        told = log.read_text(encoding="utf-8", errors="replace")
        assert not [secret for secret in secrets if secret in told], log


def test_what_holds_secrets_is_for_its_owner_alone(office: AirflowInstallation) -> None:
    for path in (office.home.parent / "secrets.json", office.home / "address.json"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert Path(office.home.parent / "secrets.json").is_file()
