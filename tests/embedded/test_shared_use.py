"""Several processes share a server: the first starts it, the last one stops it, a killed one does not count."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.folders import enterable_folder
from support.postgres.server_folders import data_folder
from township_reports.embedded.postgres import run_postgres
from township_reports.embedded.postgres_process import find_server, stop_server

USE = """
import sys
from pathlib import Path
from township_reports.embedded.postgres import run_postgres
with run_postgres(Path(sys.argv[1])) as server:
    server.ensure_database("county")
    print("in use", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["short", "long"])
def data(request: pytest.FixtureRequest) -> Iterator[Path]:
    with enterable_folder() as base:
        yield data_folder(base, request.param)


@contextmanager
def user(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until it is told to leave."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", USE, str(data)]
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout and process.stdout.readline() == "in use\n"
    yield process
    process.communicate()


def pid(data: Path) -> int | None:
    server = find_server(data)
    return server.pid if server else None


def test_the_last_of_two_stops_it(data: Path) -> None:
    with run_postgres(data) as first:
        started = pid(data)
        with user(data):
            pass
        assert pid(data) == started
        first.ensure_database("other")
    assert pid(data) is None


def test_it_outlives_who_started_it(data: Path) -> None:
    with user(data) as starter:
        with run_postgres(data) as server:
            started = pid(data)
            starter.communicate()
            assert pid(data) == started
            server.ensure_database("other")
        assert pid(data) is None


def test_a_killed_user_does_not_count(data: Path) -> None:
    with user(data) as killed, run_postgres(data):
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
    assert pid(data) is None


def test_what_a_killed_process_left_running_is_started_afresh(data: Path) -> None:
    with user(data) as killed:
        left = pid(data)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
    assert pid(data) == left
    with run_postgres(data) as server:
        assert pid(data) not in (left, None)
        server.ensure_database("other")
    assert pid(data) is None


def test_one_that_has_died_is_started_again_at_the_same_address(data: Path) -> None:
    with run_postgres(data) as first:
        stop_server(data)
        with run_postgres(data) as again:
            assert again == first
            first.ensure_database("county")


def test_two_users_in_one_process(data: Path) -> None:
    with run_postgres(data) as server:
        with run_postgres(data):
            pass
        server.ensure_database("county")
    assert pid(data) is None
