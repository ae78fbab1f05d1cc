"""A run that ends unfinished is told by letter to whom the administrator has named, and to nobody else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.airflow.process import environment as airflow_environment
from support.folders import PROJECT
from support.mail_server import Mailbox, running_mailbox

RUN = "manual__<b>{{ 7*7 }}</b>\r\nBcc: somebody@example.org"
PAGE = "https://zwgk.example.org/dags/county_annual_report/runs/manual__%3Cb%3E%7B%7B%207%2A7%20%7D%7D%3C%2Fb%3E"


def letters(folder: Path, dag_ids: tuple[str, ...], to: str, tell: list[str]) -> Mailbox:
    """What is sent when a run of each DAG ends unfinished; the lines Airflow logs are added to `tell`."""
    runs = "\n".join(json.dumps({"dag_id": dag_id, "run_id": RUN}) for dag_id in dag_ids)
    script = PROJECT / "tests" / "support" / "airflow" / "fail_runs.py"
    with running_mailbox() as mailbox:
        environment = airflow_environment(folder) | settings_of(mailbox.port, to)
        done = subprocess.run(
            [sys.executable, script], env=environment, input=runs, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr[-3000:]
    tell.append(done.stdout + done.stderr)
    return mailbox


def settings_of(port: int, to: str) -> dict[str, str]:
    """What an administrator sets in Airflow: the mail server at that port, and whom letters go to."""
    connection = {
        "conn_type": "smtp",
        "host": "127.0.0.1",
        "port": port,
        "extra": {"from_email": "airflow@example.org", "disable_ssl": True, "disable_tls": True, "retry_limit": 1},
    }
    return {
        "AIRFLOW__API__BASE_URL": "https://zwgk.example.org",
        "AIRFLOW_CONN_SMTP_DEFAULT": json.dumps(connection),
        "AIRFLOW_VAR_COUNTY_FAILURE_MAIL": to,
    }


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Mailbox:
    dags = ("county_annual_report", "county_arrivals", "county_notices")
    return letters(tmp_path_factory.mktemp("airflow"), dags, "admin@example.org, chief@example.org", [])


def test_the_annual_run_and_the_arrivals_tell_everybody_named(mailbox: Mailbox) -> None:
    assert mailbox.to == [["admin@example.org", "chief@example.org"]] * 2
    subjects = [mail["Subject"] for mail in mailbox.mails]
    assert [subject.partition("（")[0] for subject in subjects] == [
        "没有完成：县级政府信息公开年报汇总",
        "没有完成：收件核对",
    ]


def test_the_letter_says_which_run_and_where_to_look(mailbox: Mailbox) -> None:
    (part,) = mailbox.mails[0].iter_parts()
    text = part.get_content()  # type: ignore[attr-defined]
    assert PAGE in text
    assert "county_annual_report" in text
    assert "点开红色的任务看日志" in text


def test_what_a_run_is_called_stays_text(mailbox: Mailbox) -> None:
    (part,) = mailbox.mails[0].iter_parts()
    text = part.get_content()  # type: ignore[attr-defined]
    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in text
    assert mailbox.mails[0]["Bcc"] is None


def test_nobody_named_nothing_is_sent(tmp_path: Path) -> None:
    told: list[str] = []
    assert letters(tmp_path, ("county_annual_report",), " ", told).mails == []
    assert "rror" not in told[0]
