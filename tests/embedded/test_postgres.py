"""Only the owner of the data, and root, get into the embedded PostgreSQL, whatever the path and the account."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psutil
import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine
from support.folders import enterable_folder
from support.postgres.other_account import needs_root, run_as, run_program
from support.postgres.server_folders import PATHS, SOCKET_PATH_LIMIT, data_folder
from township_reports.embedded.postgres import PostgresServer, restart, run_postgres
from township_reports.embedded.postgres_account import AccountError
from township_reports.embedded.postgres_process import find_server

RUNTIME_FOLDERS = ("unset", "own", "foreign", "open to all")
QUESTION = text("select current_user || ' ' || count(*) from pg_database where datname = 'county'")


@pytest.fixture
def base() -> Iterator[Path]:
    with enterable_folder() as folder:
        yield folder


@pytest.fixture(
    scope="module",
    params=[*((path, "unset") for path in PATHS), *(("long", runtime) for runtime in RUNTIME_FOLDERS[1:])],
    ids=lambda pair: f"{pair[0]} path, runtime folder {pair[1]}",
)
def data(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The data folder of a running server; its path and XDG_RUNTIME_DIR are as the parameter says."""
    path, runtime = request.param
    with enterable_folder() as base, pytest.MonkeyPatch.context() as patch:
        set_runtime_folder(base / "runtime", runtime, patch)
        data = data_folder(base, path)
        assert (len(os.fsencode(data)) > SOCKET_PATH_LIMIT) == (path == "long")
        with run_postgres(data) as server:
            yield data
        assert find_server(data) is None
        assert server.socket_folder == data or not server.socket_folder.exists()
        assert not (Path.cwd() / "x").exists() and not list(base.rglob("x"))


@pytest.fixture
def server(data: Path) -> PostgresServer:
    found = find_server(data)
    assert found
    return PostgresServer(found.socket_folder)


def set_runtime_folder(folder: Path, kind: str, patch: pytest.MonkeyPatch) -> None:
    if kind == "unset":
        patch.delenv("XDG_RUNTIME_DIR", raising=False)
        return
    folder.mkdir()
    folder.chmod(0o777 if kind == "open to all" else 0o700)
    if kind == "foreign" and os.geteuid() == 0:
        shutil.chown(folder, "daemon")
    patch.setenv("XDG_RUNTIME_DIR", str(folder))


def postmaster(data: Path) -> psutil.Process:
    server = find_server(data)
    assert server
    return psutil.Process(server.pid)


def ask(server: PostgresServer) -> dict[str, str]:
    """What each driver is told on the database `county`."""
    server.ensure_database("county")
    told = {}
    for driver in ("psycopg", "psycopg2"):
        engine = create_engine(server.url("county", driver))
        with engine.connect() as connection:
            told[driver] = str(connection.scalar(QUESTION))
        engine.dispose()
    told["asyncpg"] = asyncio.run(ask_asyncpg(server.url("county", "asyncpg")))
    return told


async def ask_asyncpg(url: str) -> str:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        told = str(await connection.scalar(QUESTION))
    await engine.dispose()
    return told


def test_the_owner_gets_in_with_every_driver(server: PostgresServer) -> None:
    assert ask(server) == dict.fromkeys(("psycopg", "psycopg2", "asyncpg"), "postgres 1")


def test_no_port_is_open(data: Path) -> None:
    process = postmaster(data)
    for one in (process, *process.children()):
        assert one.net_connections(kind="inet") == []


@needs_root
def test_nobody_else_gets_in(data: Path, server: PostgresServer) -> None:
    place = {"host": str(server.socket_folder), "user": "postgres"}
    for password in ({}, {"password": "wrong"}, {"password": "postgres"}):
        told = run_as("nobody", lambda password=password: run_program(**place, **password))
        assert told.startswith("OperationalError: ") and "Permission denied" in told
    for folder in {server.socket_folder, data}:
        assert run_as("nobody", lambda folder=folder: list(folder.iterdir())).startswith("PermissionError")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@needs_root
@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_gets_in_where_even_the_folder_is_open(base: Path, path: str) -> None:
    data = data_folder(base, path)
    with run_postgres(data) as server:
        server.socket_folder.chmod(0o777)
        (server.socket_folder / ".s.PGSQL.5432").chmod(0o777)
        for user in ("postgres", "nobody", "root"):
            for password in ({}, {"password": "wrong"}):
                place = {"host": str(server.socket_folder), "user": user, **password}
                told = run_as("nobody", lambda place=place: run_program(**place))
                assert f'Peer authentication failed for user "{user}"' in told


@pytest.mark.parametrize("path", PATHS)
def test_settings_in_the_data_folder_do_not_open_it(base: Path, path: str) -> None:
    data = data_folder(base, path)
    with run_postgres(data) as server:
        with psycopg.connect(host=str(server.socket_folder), user="postgres", autocommit=True) as connection:
            for name, value in (("listen_addresses", "*"), ("unix_socket_permissions", "0777"), ("port", "6543")):
                connection.execute(f"alter system set {name} = '{value}'")
            connection.execute(f"alter system set unix_socket_directories = '{base}'")
        (data / "pg_hba.conf").write_text("local all all trust\nhost all all all trust\n")
        restart(data)
        assert postmaster(data).net_connections(kind="inet") == []
        assert not (base / ".s.PGSQL.5432").exists() and not (base / ".s.PGSQL.6543").exists()
        assert stat.S_IMODE((server.socket_folder / ".s.PGSQL.5432").stat().st_mode) == 0o700
        assert "trust" not in (data / "pg_hba.conf").read_text()
        ask(server)


def test_variables_of_another_postgresql_do_not_lead_astray(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PGPORT", "6543"), ("PGHOST", "elsewhere"), ("PGUSER", "clerk"), ("PGDATA", "/elsewhere")):
        monkeypatch.setenv(name, value)
    with run_postgres(data_folder(base, "short")) as server:
        assert ask(server)["asyncpg"] == "postgres 1"


@needs_root
def test_the_server_has_nothing_of_root(base: Path) -> None:
    data = data_folder(base, "short")
    with run_postgres(data):
        process = postmaster(data)
        assert process.uids().real == process.uids().saved == data.stat().st_uid != 0
        groups = Path(f"/proc/{process.pid}/status").read_text().partition("Groups:")[2].split("\n")[0]
        assert (0 in process.gids(), groups.split()) == (False, [])


@needs_root
def test_the_folders_above_are_opened_to_pass_through_not_to_be_read(base: Path) -> None:
    data = data_folder(base, "short")
    data.parent.chmod(0o700)
    with run_postgres(data):
        assert stat.S_IMODE(data.parent.stat().st_mode) == 0o701


@contextmanager
def persons_folder(name: str) -> Iterator[Path]:
    """A folder that belongs to an account and is closed to all others, as a home is."""
    folder = Path(mkdtemp(prefix="township-tests-"))
    shutil.chown(folder, name)
    yield folder
    shutil.rmtree(folder)


@needs_root
@pytest.mark.parametrize("path", PATHS)
def test_a_persons_server_is_the_persons_and_roots(path: str) -> None:
    with persons_folder("daemon") as home:
        data = home / PATHS[path]

        def use() -> dict[str, str]:
            with run_postgres(data) as server:
                return {"owner": psutil.Process(find_server(data).pid).username(), **ask(server)}

        told = run_as("daemon", use)
        assert told == str({"owner": "daemon", **dict.fromkeys(("psycopg", "psycopg2", "asyncpg"), "postgres 1")})
        with run_postgres(data) as server:  # as root, for a backup
            assert postmaster(data).username() == "daemon"
            assert ask(server)["psycopg"] == "postgres 1"
            assert stat.S_IMODE(home.stat().st_mode) == 0o700
            server.socket_folder.chmod(0o777)
            place = {"host": str(server.socket_folder), "user": "postgres"}
            assert run_as("nobody", lambda: run_program(**place)).startswith("OperationalError: ")
        assert run_as("daemon", use) == told


@needs_root
def test_root_does_not_lock_the_person_out() -> None:
    """Where root is the first to use the data after they were copied to a new place, say."""
    with persons_folder("daemon") as home:
        data = home / "postgres"
        assert run_as("daemon", lambda: run_postgres(data).__enter__().socket_folder) == str(data)
        for lock in home.glob("postgres.*"):
            lock.unlink()
        with run_postgres(data):
            pass
        assert run_as("daemon", lambda: run_postgres(data).__enter__().socket_folder) == str(data)
        with run_postgres(data):
            pass


@needs_root
def test_another_accounts_data_are_refused(base: Path) -> None:
    data = data_folder(base, "short")
    with run_postgres(data):
        pass
    base.joinpath("home").chmod(0o777)
    told = run_as("nobody", lambda: run_postgres(data).__enter__())
    assert told == f"{AccountError.__name__}: 数据文件夹 {data} 由账号 root 使用，请用该账号运行。"
