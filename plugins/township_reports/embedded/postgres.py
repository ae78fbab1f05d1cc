"""PostgreSQL from a Python wheel, reached through a Unix socket by the account that owns its data alone.

Knows no tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil
import psycopg
from psycopg import sql

from township_reports.embedded.postgres_account import choose_server_account
from township_reports.embedded.postgres_data import SUPERUSER, prepare_data_folder
from township_reports.embedded.postgres_process import ServerError, find_server, start_server, stop_server
from township_reports.embedded.postgres_socket import PORT, choose_socket_folder
from township_reports.embedded.shared_use import share_resource

Driver = Literal["psycopg", "psycopg2", "asyncpg"]
EARLIER_USERS = ".handle_pids.json"
"""Where versions up to 0.1.0 kept the numbers of the processes that use the server."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server; the kernel tells it who connects, and it takes the owner of its data and root."""

    socket_folder: Path

    def url(self, database: str, driver: Driver = "psycopg") -> str:
        """SQLAlchemy address of a database on this server."""
        return f"postgresql+{driver}://{SUPERUSER}@/{database}?host={self.socket_folder}&port={PORT}"

    def ensure_database(self, name: str) -> None:
        """Create the database unless it exists."""
        with self._connect() as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        """Drop the database and whoever is connected to it."""
        with self._connect() as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder), port=PORT, user=SUPERUSER, dbname=SUPERUSER, autocommit=True
        )


@contextmanager
def run_postgres(folder: Path) -> Iterator[PostgresServer]:
    """Run a server with its data in `folder` (made if absent), stopped when its last user leaves.

    Raises a UserFacingError where it cannot run, and OSError.
    """
    data = folder.resolve()
    choose_server_account(data)  # raises for another account's data before anything is written
    data.parent.mkdir(parents=True, exist_ok=True)
    with share_resource(data, lambda is_alone: _ensure_running(data, is_alone), lambda: stop_server(data)):
        server = find_server(data)
        assert server, "it has just been started"
        yield PostgresServer(server.socket_folder)


def restart(folder: Path) -> None:
    """Start the server, ending the one that runs: it may be open to others, and nobody of ours uses it."""
    data = folder.resolve()
    owner = choose_server_account(data)
    stop_server(data)
    prepare_data_folder(data, owner)
    start_server(data, owner, choose_socket_folder(data, owner))


def _ensure_running(data: Path, is_alone: bool) -> None:
    """Join the server that others use; one that nobody uses was left by a killed process or an earlier version."""
    if find_server(data) and not is_alone:
        return
    _refuse_beside_earlier_version(data)
    restart(data)
    (data / EARLIER_USERS).unlink(missing_ok=True)


def _refuse_beside_earlier_version(data: Path) -> None:
    """Raise ServerError where a process of an earlier version uses the server: it would lose its database."""
    with suppress(OSError, ValueError):
        for pid in json.loads((data / EARLIER_USERS).read_text(encoding="utf-8")):
            if find_server(data) and _is_python(pid):
                raise ServerError(f"以前的版本仍在运行（进程 {pid}），正在使用 {data}。请先停止它，再重试。")


def _is_python(pid: int) -> bool:
    with suppress(psutil.Error):
        return "python" in psutil.Process(pid).name()
    return False
