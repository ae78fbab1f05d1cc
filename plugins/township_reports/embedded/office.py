"""One office's whole installation on this machine: sets it up once, starts it, and ends it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from township_reports.config import settings
from township_reports.embedded.airflow_api import USER
from township_reports.embedded.airflow_environment import (
    AIRFLOW_DATABASE_VARIABLE,
    COUNTY_DATABASE,
    DATABASE_VARIABLE,
    AirflowInstallation,
    build_airflow_environment,
    build_database_environment,
    needs_embedded_postgres,
)
from township_reports.embedded.postgres import run_postgres
from township_reports.embedded.private_file import ONLY_OWNER, replace_private
from township_reports.embedded.secrets import load_secrets
from township_reports.embedded.services import find_free_port, is_healthy, run_airflow, run_services

FIRST_PORT = 8080
Tell = Callable[[str], None]


@contextmanager
def run_office(tell: Tell) -> Iterator[AirflowInstallation]:
    """Run the office's Airflow with its databases: one that runs already is used and left running."""
    home = settings.home()
    already = _already_running(home)
    if already:
        place, environment = already
        os.environ.update(environment)
        yield place
        return
    with ExitStack() as stack:
        yield _start(home, stack, tell)


def _start(home: Path, stack: ExitStack, tell: Tell) -> AirflowInstallation:
    secrets = load_secrets(home / "secrets.json")
    port = find_free_port(int(os.environ.get("TOWNSHIP_REPORTS_PORT", FIRST_PORT)))
    place = AirflowInstallation(home / "airflow", secrets, port)
    place.home.mkdir(parents=True, exist_ok=True)
    environment = build_airflow_environment(place) | _start_databases(home, stack, tell)
    environment["TOWNSHIP_REPORTS_HOME"] = str(home)
    os.environ.update(environment)
    _set_up_once(place, environment, tell)
    tell("启动 Airflow（调度、解析、触发、界面四个进程）……")
    stack.enter_context(run_services(place, environment))
    address = _remember_address(place, environment)
    stack.callback(address.unlink, missing_ok=True)
    return place


def _start_databases(home: Path, stack: ExitStack, tell: Tell) -> dict[str, str]:
    if not needs_embedded_postgres():
        tell("使用环境变量指定的 PostgreSQL。")
        return build_database_environment(None)
    tell("启动内置 PostgreSQL……")
    server = stack.enter_context(run_postgres(home / "postgres"))
    server.ensure_database("airflow")
    server.ensure_database(COUNTY_DATABASE)
    return build_database_environment(server)


def _set_up_once(place: AirflowInstallation, environment: dict[str, str], tell: Tell) -> None:
    """Migrates both databases and makes the first account, again only after an upgrade or for another database."""
    from township_reports.storage.database import migrate

    migrate(settings.database_url())
    done = place.home / "set-up.json"
    wanted = {"airflow": version("apache-airflow"), "database": os.environ[AIRFLOW_DATABASE_VARIABLE]}
    if done.exists():
        done.chmod(ONLY_OWNER)  # earlier versions left it open, and the address of a given database has a password
        if json.loads(done.read_text(encoding="utf-8")) == wanted:
            return
    tell("首次使用：准备 Airflow 数据库和账号，约一分钟……")
    run_airflow(environment, "db", "migrate")
    account = {"username": USER, "role": "Admin", "email": "admin@localhost"}
    person = {"firstname": "县", "lastname": "政务公开办"}
    words = [f"--{name}={value}" for name, value in (account | person).items()]
    # typed, and again to confirm: on the command line another account of this machine could see it
    run_airflow(environment, "users", "create", *words, typed=f"{place.secrets['password']}\n" * 2)
    replace_private(done, json.dumps(wanted))


def _remember_address(place: AirflowInstallation, environment: dict[str, str]) -> Path:
    address = place.home / "address.json"
    databases = {name: os.environ[name] for name in (DATABASE_VARIABLE, AIRFLOW_DATABASE_VARIABLE)}
    replace_private(address, json.dumps({"port": place.port, "environment": databases}))
    return address


def _already_running(home: Path) -> tuple[AirflowInstallation, dict[str, str]] | None:
    address = home / "airflow" / "address.json"
    if not address.exists():
        return None
    known = json.loads(address.read_text(encoding="utf-8"))
    place = AirflowInstallation(home / "airflow", load_secrets(home / "secrets.json"), known["port"])
    return (place, known["environment"]) if is_healthy(place) else None
