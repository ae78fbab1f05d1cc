"""A data folder is made whole or not at all, and one that was copied, opened or left by a crash is used."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from support.folders import enterable_folder
from support.postgres.other_account import needs_root, run_as
from support.postgres.server_folders import PATHS, data_folder
from township_reports.embedded import postgres_data, postgres_process
from township_reports.embedded.postgres import PostgresServer, run_postgres
from township_reports.embedded.postgres_data import DataFolderError
from township_reports.embedded.postgres_process import ServerError, find_server
from township_reports.storage.postgres_programs import VERSION, find_server_programs, find_wheel_folder


@pytest.fixture
def data() -> Iterator[Path]:
    with enterable_folder() as base:
        yield data_folder(base, "short")


def write_figure(server: PostgresServer) -> None:
    with connected(server) as connection:
        connection.execute("create table figures as select 7 as figure")


def figure(server: PostgresServer) -> int:
    with connected(server) as connection:
        return int(connection.execute("select figure from figures").fetchall()[0][0])


def connected(server: PostgresServer) -> psycopg.Connection:
    return psycopg.connect(host=str(server.socket_folder), user="postgres")


def test_what_a_killed_set_up_left_is_no_hindrance(data: Path) -> None:
    half = data.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text(VERSION)
    with run_postgres(data) as server:
        write_figure(server)
    assert not half.exists()


def test_an_empty_folder_becomes_the_data_folder(data: Path) -> None:
    data.mkdir()
    with run_postgres(data) as server:
        write_figure(server)


def test_a_folder_of_other_things_is_refused_and_kept(data: Path) -> None:
    data.mkdir()
    (data / "年报.docx").write_text("x")
    with pytest.raises(DataFolderError, match="中有别的内容"), run_postgres(data):
        pass
    assert (data / "年报.docx").read_text() == "x"


def test_data_of_another_version_are_refused(data: Path) -> None:
    data.mkdir()
    (data / "PG_VERSION").write_text("16\n")
    with pytest.raises(DataFolderError, match=f"PostgreSQL 16 的数据，软件带的是 {VERSION}"), run_postgres(data):
        pass


def test_an_opened_folder_is_closed_again(data: Path) -> None:
    with run_postgres(data) as server:
        write_figure(server)
    data.chmod(0o755)
    with run_postgres(data) as server:
        assert figure(server) == 7
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


@needs_root
def test_a_copy_that_root_has_made_is_used(data: Path) -> None:
    with run_postgres(data) as server:
        write_figure(server)
    copied = data.with_name("copied")
    shutil.copytree(data, copied)
    assert (copied / "base").stat().st_uid == 0
    with run_postgres(copied) as server:
        assert figure(server) == 7


@pytest.mark.parametrize("name", ["postmaster.pid", ".s.PGSQL.5432.lock"])
def test_a_number_that_another_program_has_got_since_is_no_server(data: Path, name: str) -> None:
    def use() -> int:
        with run_postgres(data) as server:
            write_figure(server)
        other = subprocess.Popen(["sleep", "300"])
        try:
            (data / name).write_text(f"{other.pid}\n{data}\n1796107080\n5432\n{data}\n\n 1 1\nready\n")
            assert find_server(data) is None
            with run_postgres(data) as server:
                return figure(server)
        finally:
            other.kill()
            other.wait()

    if os.geteuid() == 0:  # PostgreSQL only minds a program of its own account
        shutil.chown(data.parent, "daemon")
        assert run_as("daemon", use) == "7"
    else:
        assert use() == 7


def test_a_server_that_does_not_start_says_why(data: Path) -> None:
    with run_postgres(data):
        pass
    with (data / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(ServerError, match=r"日志 .*/log 的末尾：\n(.*\n)*.*no_such_setting"), run_postgres(data):
        pass


def test_programs_in_an_odd_folder_run_and_nothing_in_its_name_does(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = data.parent / PATHS["odd"] / "wheel"
    wheel = find_wheel_folder()
    assert wheel
    shutil.copytree(find_server_programs().parent, installed / find_server_programs().parent.name)
    shutil.copytree(wheel.with_name(f"{wheel.name}.libs"), installed.with_name(f"{wheel.name}.libs"))
    for module in (postgres_data, postgres_process):
        monkeypatch.setattr(
            module, "find_server_programs", lambda: installed / find_server_programs().parent.name / "bin"
        )
    monkeypatch.chdir(data.parent)
    with run_postgres(data) as server:
        write_figure(server)
    assert not list(data.parent.rglob("x"))
