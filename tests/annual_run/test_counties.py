"""Two counties of one name in a real Airflow: the clerk of one sees, triggers and signs off that one alone.

The clerk is made by the commands of the manual. The tests of this file tell one story and run in their order.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.airflow.client import Person
from support.airflow.few_units import NAMESAKES
from support.airflow.process import said_by
from support.folders import PROJECT
from support.office import YEAR
from support.web.requests import asked
from support.web.routes import FOR_ANYBODY, LIST_ROUTES
from township_reports.embedded.airflow_environment import AirflowInstallation

OWN, OTHER = NAMESAKES
KINDS = ("county_annual_report", "county_arrivals", "county_notices")
COMMANDS = PROJECT / "tests" / "support" / "airflow" / "commands.py"
MANUAL = PROJECT / "docs" / "运维.md"
ACCOUNT = {"username": "gulou", "password": "gulou-2021"}
GO_ON = "不含未通过单位，继续汇总"
Route = dict[str, Any]


@pytest.fixture(scope="module")
def office_run(person: Person, counties: Path) -> str:
    """The other county's run, with a unit that has sent nothing, released by the office."""
    theirs = person.of(f"county_annual_report_{OTHER}")
    theirs.wait(lambda: theirs.client.get(f"/api/v2/dags/{theirs.dag_id}").is_success, lambda: "no DAG")
    run = theirs.trigger(year=YEAR, on_failed="exclude")
    assert theirs.wait_for_end(run) == "success"
    return run


@pytest.fixture(scope="module")
def clerk(office: AirflowInstallation, person: Person, office_run: str) -> Person:
    """The clerk of one of the two, made by the manual's commands."""
    section = MANUAL.read_text(encoding="utf-8").partition("### 加一个县和它的文员")[2].partition("\n## ")[0]
    commands = re.findall("^airflow .*$", section, re.MULTILINE)
    assert [line.split()[1:3] for line in commands] == [
        ["roles", "import"], ["roles", "create"], ["roles", "add-perms"], ["users", "create"], ["users", "add-role"],
    ]  # fmt: skip
    commands[3] += f" --password={ACCOUNT['password']}"
    told = subprocess.run([sys.executable, COMMANDS], cwd=PROJECT, env=os.environ, input="\n".join(commands),
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert told.returncode == 0, told.stderr[-3000:]
    token = httpx.post(f"{office.address}/auth/token", json=ACCOUNT, timeout=60).json()["access_token"]
    client = httpx.Client(base_url=office.address, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    return Person(client, f"county_annual_report_{OWN}")


@pytest.fixture(scope="module")
def run(clerk: Person) -> str:
    """The clerk's own run, triggered and signed off by the clerk."""
    run = clerk.trigger(year=YEAR, on_failed="ask")
    clerk.wait_for_question(run)
    assert clerk.answer(run, GO_ON, "逾期未报") == "success"
    return run


@pytest.fixture(scope="module")
def guarded(office: AirflowInstallation) -> list[Route]:
    """Every route of the pages but those for anybody."""
    return [route for route in said_by(LIST_ROUTES, os.environ) if route["path"] not in FOR_ANYBODY]


def test_airflow_shows_the_clerk_the_dags_of_the_own_county_alone(clerk: Person, person: Person) -> None:
    listed = clerk.client.get("/api/v2/dags", params={"limit": 100}).json()["dags"]
    assert {dag["dag_id"] for dag in listed} == {f"{kind}_{OWN}" for kind in KINDS}
    everything = person.client.get("/api/v2/dags", params={"limit": 100}).json()["dags"]
    assert {dag["dag_id"] for dag in everything} >= {
        f"{kind}{end}" for kind in KINDS for end in ("", f"_{OWN}", f"_{OTHER}")
    }


def test_the_clerk_of_a_county_triggers_no_other(clerk: Person, run: str, office_run: str) -> None:
    body = {"logical_date": None, "conf": {"year": YEAR}}
    for kind in KINDS:
        for end in ("", f"_{OTHER}"):
            path = f"/api/v2/dags/{kind}{end}"
            assert clerk.client.get(path).status_code == httpx.codes.FORBIDDEN
            assert clerk.client.post(f"{path}/dagRuns", json=body).status_code == httpx.codes.FORBIDDEN


def test_a_countys_dag_reads_no_other_folder(clerk: Person, counties: Path) -> None:
    for source in (str(counties / OTHER), "sample_county"):
        body = {"logical_date": None, "conf": {"year": YEAR, "source": source}}
        answer = clerk.client.post(f"/api/v2/dags/{clerk.dag_id}/dagRuns", json=body)
        assert answer.status_code == httpx.codes.BAD_REQUEST, answer.text


def test_airflow_tells_the_clerk_nothing_of_another_countys_run(clerk: Person, run: str, office_run: str) -> None:
    theirs = f"/api/v2/dags/county_annual_report_{OTHER}"
    of_run = f"{theirs}/dagRuns/{office_run}"
    for path in (
        f"{theirs}/dagRuns", f"{theirs}/details", f"{theirs}/tasks", of_run, f"{of_run}/taskInstances",
        f"{of_run}/taskInstances/list_units/logs/1", f"{of_run}/taskInstances/list_units/xcomEntries/return_value",
        f"{of_run}/hitlDetails", "/api/v2/eventLogs", "/api/v2/assets/events", "/api/v2/importErrors",
        "/api/v2/variables", "/api/v2/connections", "/api/v2/jobs",
    ):  # fmt: skip
        assert clerk.client.get(path).status_code == httpx.codes.FORBIDDEN, path
    anywhere = "/api/v2/dags/~/dagRuns"
    for path in (
        anywhere, f"{anywhere}/~/taskInstances", f"{anywhere}/~/hitlDetails",
        f"{anywhere}/~/taskInstances/~/xcomEntries",
    ):  # fmt: skip
        answer = clerk.client.get(path, params={"limit": 1000})
        assert answer.status_code == httpx.codes.OK, path
        assert run in answer.text, path
        assert office_run not in answer.text, path
        assert f"_{OTHER}" not in answer.text, path


def test_the_clerk_changes_nothing_of_another_countys_run(clerk: Person, run: str, office_run: str) -> None:
    theirs = f"/api/v2/dags/county_annual_report_{OTHER}"
    clear = {"dag_run_id": office_run, "dry_run": False, "only_failed": False, "reset_dag_runs": True}
    answered = {"chosen_options": [GO_ON], "params_input": {"reason": "无"}}
    one = f"{theirs}/dagRuns/{office_run}"
    for method, path, body in (
        ("POST", f"{theirs}/clearTaskInstances", clear),
        ("POST", f"{one}/clear", {"dry_run": False}),
        ("PATCH", one, {"state": "failed"}),
        ("PATCH", f"{one}/taskInstances/list_units", {"new_state": "failed"}),
        ("PATCH", f"{one}/taskInstances/sign_off/-1/hitlDetails", answered),
        ("PATCH", theirs, {"is_paused": True}),
        ("DELETE", one, None),
        (
            "POST",
            f"/api/v2/dags/{clerk.dag_id}/dagRuns/{run}/taskInstances/list_units/xcomEntries",
            {"key": "a", "value": 1},
        ),
    ):
        refused = clerk.client.request(method, path, json=body)
        assert refused.status_code == httpx.codes.FORBIDDEN, (method, path, refused.text)


def test_every_page_answers_for_another_countys_run_as_for_one_that_is_not_there(
    office: AirflowInstallation, guarded: list[Route], clerk: Person, run: str, office_run: str
) -> None:
    me, nobodys = {"Authorization": clerk.client.headers["Authorization"]}, "没有这个汇总"
    named = [route for route in guarded if "{run_key}" in route["path"] or route["path"] == "/compare"]
    assert len(named) == len(guarded) - len(("/", "/runs", "/rules"))
    for route in named:
        theirs, none = (asked(office, route, key, **me) for key in (office_run, nobodys))
        assert theirs.status_code == (404 if route["methods"] == ["GET"] else 409), route
        assert none.status_code == theirs.status_code, route
        assert theirs.text.replace(office_run, nobodys) == none.text, route
        own = asked(office, route, run, **me).status_code
        assert own not in (httpx.codes.FORBIDDEN, httpx.codes.INTERNAL_SERVER_ERROR), route


def test_a_run_of_another_county_is_not_compared_with_an_own_one(clerk: Person, run: str, office_run: str) -> None:
    for pair in ({"before": run, "after": office_run}, {"before": [office_run, run], "after": run}):
        assert clerk.client.get("/county-reports/compare", params=pair).status_code == httpx.codes.NOT_FOUND


def test_lists_show_the_own_countys_runs_alone(clerk: Person, person: Person, run: str, office_run: str) -> None:
    newest, listed = (clerk.client.get(f"/county-reports{path}").text for path in ("/", "/runs"))
    assert f'data-dags="_{OWN}"' in newest
    assert f"/dags/county_annual_report_{OWN}/runs/{run}" in newest.replace("%2B", "+")
    for text in (newest, listed):
        assert run in text
        assert office_run not in text
    everything = person.client.get("/county-reports/runs").text
    assert run in everything
    assert office_run in everything


def test_nothing_of_it_was_done(office_run: str) -> None:
    from township_reports.pipeline.arrivals import list_arrivals
    from township_reports.pipeline.nothing_to_report import list_confirmations
    from township_reports.pipeline.notices import list_notices
    from township_reports.pipeline.workplace import get_dataset

    assert [arrival.sent_by for arrival in list_arrivals(office_run)["01"].arrivals] == [""]
    assert (list_confirmations(office_run, "01"), list_notices(office_run)) == ((), {})
    with get_dataset().transaction() as work:
        assert len(work.releases.sign_offs(office_run)) == 1
        assert work.corrections.list_by_unit(office_run) == {}


def test_what_was_tried_stands_in_the_log_of_actions(person: Person, guarded: list[Route], office_run: str) -> None:
    listed = person.client.get("/api/v2/eventLogs", params={"limit": 200, "owner": ACCOUNT["username"]}).json()
    tried = {entry["event"] for entry in listed["event_logs"] if office_run in str(entry["extra"])}
    tried = {event for event in tried if event.startswith("年报汇总：")}
    assert len(tried) == len([route for route in guarded if route["methods"] == ["POST"]]), tried


def test_a_dag_of_one_county_touches_no_run_of_another(clerk: Person, run: str, office_run: str) -> None:
    """Whoever may trigger tells a run's key, or names the own run after another's: each is refused."""
    arrivals, notices = (clerk.of(f"{kind}_{OWN}") for kind in KINDS[1:])
    checked = arrivals.trigger(run_key=office_run, units=["01"])
    sent = notices.trigger(run_key=office_run, units=["03"], kind="催报通知")
    body = {"logical_date": None, "conf": {"year": YEAR}, "dag_run_id": office_run}
    assert clerk.client.post(f"/api/v2/dags/{clerk.dag_id}/dagRuns", json=body).is_success
    for dag, key, task, why in (
        (arrivals, checked, "list_changed", "没有编号为"),
        (notices, sent, "list_recipients", "没有编号为"),
        (clerk, office_run, "list_units", "已用于另一个流程的汇总"),
    ):
        assert dag.wait_for_end(key) == "failed"
        assert why in "".join(line["event"] for line in dag.log(key, task, "-1"))
    for task in ("check_reports", "sign_off"):  # which run whatever became of the tasks before
        assert clerk.states(office_run, task) == {"-1": "failed"}
        assert "没有编号为" in "".join(line["event"] for line in clerk.log(office_run, task, "-1"))
    from township_reports.pipeline.workplace import get_dataset

    with get_dataset().transaction() as work:
        assert work.runs.get(office_run).dag == f"county_annual_report_{OTHER}"


def test_the_clerk_has_the_files_of_the_own_county_checked_and_sees_the_log(
    clerk: Person, run: str, counties: Path
) -> None:
    arrivals = clerk.of(f"county_arrivals_{OWN}")
    checked = arrivals.trigger(run_key=run, units=["01"])
    assert arrivals.wait_for_end(checked) == "success"
    assert arrivals.log(checked, "submission_result", "城关镇") != []


def test_who_may_only_look_at_a_county_does_nothing(
    office: AirflowInstallation, person: Person, guarded: list[Route], run: str
) -> None:
    """A role that has only `can_read` on the county's DAGs."""
    may_read = [{"action": {"name": "can_read"}, "resource": {"name": f"DAG:county_annual_report_{OWN}"}}]
    made = person.client.post("/auth/fab/v1/roles", json={"name": "只看", "actions": may_read})
    assert made.is_success, made.text
    account = {"username": "zhikan", "password": "zhikan-2021"}
    about = {"email": "z@localhost", "first_name": "某", "last_name": "人"}
    roles = {"roles": [{"name": "分县文员"}, {"name": "只看"}]}
    assert person.client.post("/auth/fab/v1/users", json=account | about | roles).is_success
    token = httpx.post(f"{office.address}/auth/token", json=account, timeout=60).json()["access_token"]
    me = {"Authorization": f"Bearer {token}"}
    for route in guarded:
        status = asked(office, route, run, **me).status_code
        if route["methods"] == ["GET"]:
            assert status in (httpx.codes.OK, httpx.codes.NOT_FOUND), route
        else:
            assert status == httpx.codes.FORBIDDEN, route
    board = httpx.get(f"{office.address}/county-reports/", headers=me, timeout=60)
    assert 'data-act="' not in board.text
