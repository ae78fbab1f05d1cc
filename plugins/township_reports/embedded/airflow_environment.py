"""The environment Airflow's processes run in on this machine: addresses, folders, secrets.

Everything that is the same on a server stands in config/airflow.cfg.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from township_reports.config.settings import PROJECT
from township_reports.domain.errors import UserFacingError
from township_reports.embedded.postgres import PostgresServer

DATABASE_VARIABLE = "TOWNSHIP_REPORTS_DATABASE_URL"
AIRFLOW_DATABASE_VARIABLE = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
COUNTY_DATABASE = "township_reports"


class UnfitFolderError(UserFacingError):
    """Airflow would use another folder than the one given."""


@dataclass(frozen=True)
class AirflowInstallation:
    """Where the embedded Airflow lives: its folder, its secrets and its port on 127.0.0.1."""

    home: Path
    secrets: dict[str, str]
    port: int

    @property
    def address(self) -> str:
        """The address of the UI and the REST API."""
        return f"http://127.0.0.1:{self.port}"


def needs_embedded_postgres() -> bool:
    """Whether a database is left to the embedded PostgreSQL because no environment variable names one."""
    return not (os.environ.get(DATABASE_VARIABLE) and os.environ.get(AIRFLOW_DATABASE_VARIABLE))


def build_database_environment(server: PostgresServer | None) -> dict[str, str]:
    """Addresses of both databases; those given by environment variables come before the embedded server's."""
    if server is None:
        return {}
    airflow = {
        AIRFLOW_DATABASE_VARIABLE: server.url("airflow", "psycopg2"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": server.url("airflow", "asyncpg"),
    }
    embedded = {} if os.environ.get(AIRFLOW_DATABASE_VARIABLE) else airflow
    if not os.environ.get(DATABASE_VARIABLE):
        embedded[DATABASE_VARIABLE] = server.url(COUNTY_DATABASE)
    return embedded


def build_airflow_environment(place: AirflowInstallation) -> dict[str, str]:
    """Folders, addresses and secrets for Airflow's processes, to be laid over the present environment.

    Raises UnfitFolderError.
    """
    for folder in (place.home, PROJECT):
        _refuse_variable(folder)
    return {
        "AIRFLOW_HOME": str(place.home),
        "AIRFLOW_CONFIG": str(PROJECT / "config" / "airflow.cfg"),
        "AIRFLOW__CORE__DAGS_FOLDER": os.environ.get("AIRFLOW__CORE__DAGS_FOLDER", str(PROJECT / "dags")),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(place.home / "logs"),
        # by itself Airflow finds this one no longer where the path has a % in it
        "AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY": str(place.home / "logs" / "dag_processor"),
        "AIRFLOW__FAB__CONFIG_FILE": str(PROJECT / "config" / "webserver_config.py"),
        "AIRFLOW__CORE__FERNET_KEY": place.secrets["fernet_key"],
        "AIRFLOW__API_AUTH__JWT_SECRET": place.secrets["jwt_secret"],
        "AIRFLOW__API__SECRET_KEY": place.secrets["api_secret"],
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(place.port),
        "AIRFLOW__API__BASE_URL": place.address,
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{place.address}/execution/",
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(place.port + 1),
    }


def _refuse_variable(folder: Path) -> None:
    """Airflow puts its value in the place of every `$NAME` in a setting; no other way to write a `$` is known to it.

    Raises UnfitFolderError.
    """
    if os.path.expandvars(folder) != str(folder):
        raise UnfitFolderError(
            f"文件夹的路径中“$”后跟着环境变量的名称，Airflow 会换成变量的值：{folder}。"
            "请给文件夹改名，或把环境变量 TOWNSHIP_REPORTS_HOME 设为另一个文件夹。"
        )
