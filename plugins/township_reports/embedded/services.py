"""Airflow's four processes on this machine: first set-up, start, health, and an end that reaches every child."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

from township_reports.domain.errors import UserFacingError
from township_reports.embedded.airflow_environment import AirflowInstallation
from township_reports.embedded.supervisor import SupervisedProcess, restart_ended, terminate_trees, write_pids

# Airflow's own log server would listen on all addresses; the API server reads the log folder itself.
SERVICES = {
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
    "triggerer": ("triggerer", "--skip-serve-logs"),
    "api-server": ("api-server",),
}
START_SECONDS = 180


class ServiceError(UserFacingError):
    """A part of Airflow did not start or ended by itself; the message names its log."""


def find_free_port(first: int) -> int:
    """Find the first port from `first` on that nothing listens to on 127.0.0.1."""
    for port in range(first, first + 200, 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise ServiceError(f"端口 {first} 至 {first + 200} 都已被占用，请关闭其他程序后重试。")


def run_airflow(environment: Mapping[str, str], *arguments: str, typed: str = "") -> None:
    """Run one Airflow command to its end, answering what it asks for; raise ServiceError with its last lines.

    In a session of its own: it asks for a password on the terminal where there is one.
    """
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "airflow", *arguments],
        env={**os.environ, **environment},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode:
        raise ServiceError(f"airflow {arguments[0]} 失败：\n{(done.stdout + done.stderr)[-3000:]}")


@contextmanager
def run_services(place: AirflowInstallation, environment: Mapping[str, str]) -> Iterator[None]:
    """Run the four processes, healthy, until the block is left; one that ends by itself is restarted.

    Leftovers of a killed start are ended first.
    """
    pids = place.home / "services.pids"
    _end_leftovers(pids)
    folder = place.home / "services"
    folder.mkdir(parents=True, exist_ok=True)
    processes = {
        name: SupervisedProcess([sys.executable, "-m", "airflow", *words], environment, folder / f"{name}.log")
        for name, words in SERVICES.items()
    }
    write_pids(pids, processes.values())
    try:
        _wait_until_healthy(place, processes, folder)
        with restart_ended(list(processes.values()), pids):
            yield
    finally:
        terminate_trees([process.pid for process in processes.values()])
        pids.unlink(missing_ok=True)


def _wait_until_healthy(place: AirflowInstallation, processes: Mapping[str, SupervisedProcess], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for name, process in processes.items():
            if process.has_ended():
                raise ServiceError(f"Airflow 的 {name} 已退出，日志：{process.log}")
        if is_healthy(place):
            return
        time.sleep(0.5)
    raise ServiceError(f"Airflow 在 {START_SECONDS} 秒内没有就绪，日志在 {folder}。")


def is_healthy(place: AirflowInstallation) -> bool:
    """Whether the API server answers and says that all parts are well."""
    with suppress(httpx.HTTPError, ValueError):
        answer = httpx.get(f"{place.address}/api/v2/monitor/health", timeout=5).json()
        parts = ("metadatabase", "scheduler", "dag_processor", "triggerer")
        return all(answer[part]["status"] == "healthy" for part in parts)
    return False


def _end_leftovers(pids: Path) -> None:
    if pids.exists():
        left = [int(pid) for pid in pids.read_text(encoding="utf-8").split()]
        terminate_trees([pid for pid in left if _is_airflow(pid)])


def _is_airflow(pid: int) -> bool:
    """Whether the process is one of ours still, and not another that got its number since."""
    with suppress(psutil.Error):
        return "airflow" in " ".join(psutil.Process(pid).cmdline())
    return False
