"""Whoever watches an office: its health without signing in, and what Airflow measures of its runs."""

from __future__ import annotations

import json

import httpx
import pytest
from support.airflow.client import Person
from support.airflow.metrics import Metrics
from township_reports.embedded.airflow_environment import AirflowInstallation


def test_health_is_told_without_signing_in(office: AirflowInstallation) -> None:
    answer = httpx.get(f"{office.address}/county-reports/health", timeout=60)
    assert (answer.status_code, answer.json()["status"]) == (200, "healthy")
    assert httpx.get(f"{office.address}/county-reports/runs", timeout=60).status_code == httpx.codes.UNAUTHORIZED


def test_runs_and_tasks_are_measured(person: Person, metrics: Metrics) -> None:
    run = person.trigger(source="没有这个文件夹", year=2021, on_failed="wait")
    assert person.wait_for_end(run) == "failed"
    wanted = {
        "airflow.dagrun.duration.failed.county_annual_report": "ms",
        "airflow.dag.county_annual_report.list_units.duration": "ms",
        "airflow.ti.finish.county_annual_report.list_units.failed": "c",
        "airflow.scheduler_heartbeat": "c",
    }
    person.wait(lambda: wanted.keys() <= metrics.values.keys(), lambda: sorted(metrics.values))
    assert {name: metrics.values[name].rpartition("|")[2] for name in wanted} == wanted


@pytest.mark.parametrize("name", ["scheduler", "triggerer", "dag-processor"])  # a library of the pages prints a word
def test_with_the_switch_set_every_line_of_a_process_is_json(office: AirflowInstallation, name: str) -> None:
    log = (office.home / "services" / f"{name}.log").read_text(encoding="utf-8")
    told = [json.loads(line) for line in log.splitlines()]
    assert told
    assert [line for line in told if not {"event", "level", "timestamp"} <= line.keys()] == []
