"""docker-compose.yml: valid, refused without its secrets, closed to other machines, and every command really runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
import yaml
from support.compose_locally import DATA_IN_THE_IMAGE, IN_THE_IMAGE, PROJECT, Service, services
from township_reports.embedded.kept_process import terminate_trees
from township_reports.embedded.postgres import PostgresServer
from township_reports.embedded.secrets import load_secrets
from township_reports.embedded.services import find_free_port

SECRETS = tuple(line[:-1] for line in (PROJECT / "env.example").read_text("utf-8").splitlines() if line.endswith("="))
PORT = find_free_port(18380)
SECONDS = 180
Running = dict[str, "subprocess.Popen[bytes]"]

COMPOSE = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]

needs_compose = pytest.mark.skipif(
    not shutil.which(COMPOSE[0]) or subprocess.run([*COMPOSE, "version"], capture_output=True, check=False).returncode,
    reason="没有安装 docker compose，跳过",
)


def compose_config(folder: Path, secrets: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    filled = folder / "filled.env"
    filled.write_text("".join(f"{name}=x\n" for name in secrets), encoding="utf-8")
    command = [*COMPOSE, "-f", str(PROJECT / "docker-compose.yml"), "--env-file", str(filled), "config", "-q"]
    clean = {name: value for name, value in os.environ.items() if name not in SECRETS}
    return subprocess.run(command, env=clean, capture_output=True, text=True, check=False)


@needs_compose
def test_valid(tmp_path: Path) -> None:
    assert compose_config(tmp_path, SECRETS).returncode == 0


@needs_compose
@pytest.mark.parametrize("absent", SECRETS)
def test_refused_without_a_secret(tmp_path: Path, absent: str) -> None:
    answer = compose_config(tmp_path, tuple(name for name in SECRETS if name != absent))
    assert answer.returncode != 0
    assert f"请在 .env 中设置 {absent}" in answer.stderr


def test_published_on_this_machine_only() -> None:
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:${PORT:-8080}:8080"]


def test_every_long_running_service_has_a_health_check() -> None:
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert {name for name, service in compose["services"].items() if "healthcheck" not in service} == {"init"}


@pytest.fixture(scope="module")
def local_services(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Service]:
    folder = tmp_path_factory.mktemp("server")
    secrets = load_secrets(folder / "secrets.json")
    settings = dict.fromkeys(SECRETS, "unused") | {name: secrets[name.lower()] for name in SECRETS[:3]}
    postgres.ensure_database("compose_airflow")
    postgres.ensure_database("compose_county")
    socket = f"postgres@/compose_airflow?host={postgres.socket_folder}"
    places = {
        IN_THE_IMAGE: str(PROJECT),
        DATA_IN_THE_IMAGE: str(folder / "data"),
        "airflow:unused@postgres/airflow": socket,
        "airflow:unused@postgres/township_reports": socket.replace("compose_airflow", "compose_county"),
        # no Redis here: Celery's other broker, which is the same to a worker but for answering a ping
        "redis://:unused@redis:6379/0": f"sqla+postgresql+psycopg2://{socket}",
        "s3://township-reports": str(folder / "store"),
        "http://api-server:8080": f"http://127.0.0.1:{PORT}",
        "0.0.0.0": "127.0.0.1",
    }
    local = services(settings, places)
    for service in local.values():
        service.environment["AIRFLOW_HOME"] = str(folder / "airflow")
        service.environment["AIRFLOW_CONFIG"] = str(PROJECT / "config" / "airflow.cfg")  # the image sets it
        service.environment["AIRFLOW__API__PORT"] = str(PORT)
        service.environment["AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT"] = str(find_free_port(18793))
    return local


@pytest.fixture(scope="module")
def running(local_services: dict[str, Service]) -> Iterator[Running]:
    """init run to its end, then the other services side by side."""
    done = start(local_services["init"])
    assert done.wait(SECONDS) == 0
    processes = {name: start(service) for name, service in local_services.items() if name != "init"}
    yield processes
    terminate_trees([process.pid for process in processes.values()], within=2)


def start(service: Service) -> subprocess.Popen[bytes]:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | service.environment | {"PATH": programs}
    # without a terminal, as in a container
    return subprocess.Popen(
        service.command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_the_services_become_healthy_together(running: Running) -> None:
    deadline = time.monotonic() + SECONDS
    parts = ("metadatabase", "scheduler", "dag_processor", "triggerer")
    while time.monotonic() < deadline:
        assert {name: process.poll() for name, process in running.items()} == dict.fromkeys(running)
        try:
            health = httpx.get(f"http://127.0.0.1:{PORT}/api/v2/monitor/health", timeout=10).json()
        except httpx.HTTPError:
            health = {}
        if health and all(health[part]["status"] == "healthy" for part in parts):
            return
        time.sleep(1)
    pytest.fail("the services did not become healthy")


def test_init_has_made_both_databases_and_the_account(running: Running, postgres: PostgresServer) -> None:
    with psycopg.connect(f"host={postgres.socket_folder} user=postgres dbname=compose_airflow") as airflow:
        assert airflow.execute("select username from ab_user").fetchall() == [("admin",)]
    with psycopg.connect(f"host={postgres.socket_folder} user=postgres dbname=compose_county") as county:
        assert county.execute("select count(*) from runs").fetchone() == (0,)
