"""Which database is used, and that nothing listens to other machines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from township_reports.embedded.airflow_environment import (
    AIRFLOW_DATABASE_VARIABLE,
    DATABASE_VARIABLE,
    AirflowInstallation,
    UnfitFolderError,
    build_airflow_environment,
    build_database_environment,
    needs_embedded_postgres,
)
from township_reports.embedded.postgres import PostgresServer

SERVER = PostgresServer(Path("/socket"))
SECRETS = dict.fromkeys(("fernet_key", "jwt_secret", "api_secret", "password"), "x")


@pytest.fixture(autouse=True)
def no_databases_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    monkeypatch.delenv(AIRFLOW_DATABASE_VARIABLE, raising=False)


def test_both_databases_are_embedded_by_default() -> None:
    assert needs_embedded_postgres()
    assert build_database_environment(SERVER) == {
        AIRFLOW_DATABASE_VARIABLE: "postgresql+psycopg2://postgres@/airflow?host=/socket&port=5432",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": "postgresql+asyncpg://postgres@/airflow?host=/socket&port=5432",
        DATABASE_VARIABLE: "postgresql+psycopg://postgres@/township_reports?host=/socket&port=5432",
    }


def test_a_given_database_is_used_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql+psycopg://elsewhere/reports")
    assert needs_embedded_postgres()  # Airflow's own is still to be had
    assert DATABASE_VARIABLE not in build_database_environment(SERVER)


def test_no_server_is_started_when_both_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql+psycopg://elsewhere/reports")
    monkeypatch.setenv(AIRFLOW_DATABASE_VARIABLE, "postgresql+psycopg2://elsewhere/airflow")
    assert not needs_embedded_postgres()
    assert build_database_environment(None) == {}


def test_airflow_listens_to_this_machine_only(tmp_path: Path) -> None:
    environment = build_airflow_environment(AirflowInstallation(tmp_path, SECRETS, 8080))
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert environment["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:8080"


@pytest.mark.parametrize("name", ["a$COUNTY_NAME", "a${COUNTY_NAME}"])
def test_a_folder_airflow_would_take_for_another_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTY_NAME", "x")
    with pytest.raises(UnfitFolderError, match="TOWNSHIP_REPORTS_HOME"):
        build_airflow_environment(AirflowInstallation(tmp_path / name, SECRETS, 8080))


ODD = ["100% {b}", "%(home)s %s", 'it\'s "my" $(touch pwned) `touch pwned`; 县', "a:b [c] \\n $1 ~ #"]


@pytest.mark.parametrize("name", ODD)
def test_airflow_takes_an_odd_folder_as_it_is(tmp_path: Path, name: str) -> None:
    environment = build_airflow_environment(
        AirflowInstallation(tmp_path / name, SECRETS, 8080)
    ) | build_database_environment(SERVER)
    names = ("base_log_folder", "dag_processor_child_process_log_directory")
    ask = f"from airflow.configuration import conf; print(*(conf.get('logging', name) for name in {names}), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    logs = tmp_path / name / "logs"
    assert done.stdout.splitlines()[-2:] == [str(logs), str(logs / "dag_processor")]
