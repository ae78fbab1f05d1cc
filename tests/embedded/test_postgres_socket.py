"""The socket's folder is our own: a name that somebody else has taken is not used."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.folders import enterable_folder
from support.postgres.other_account import needs_root
from support.postgres.server_folders import data_folder
from township_reports.embedded.postgres import run_postgres
from township_reports.embedded.postgres_account import choose_server_account
from township_reports.embedded.postgres_socket import SocketFolderError, choose_socket_folder


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that every account may enter, and in it the temporary folder, as open as the machine's."""
    with enterable_folder() as folder:
        (folder / "tmp").mkdir()
        (folder / "tmp").chmod(0o1777)
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmp"))
        yield folder


@pytest.fixture
def data(base: Path) -> Path:
    return data_folder(base, "long")


def chosen(data: Path) -> Path:
    return choose_socket_folder(data, choose_server_account(data))


def test_it_is_the_same_at_every_start(data: Path) -> None:
    first = chosen(data)
    assert chosen(data) == first
    first.rmdir()
    assert chosen(data) == first


def test_two_offices_have_two(base: Path, data: Path) -> None:
    assert chosen(data) != chosen(data.with_name("other"))


def take_by_file(folder: Path) -> None:
    folder.write_text("")


def take_by_link(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(folder.parent / "elsewhere")


def take_by_open_folder(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)


def take_by_folder_of_another(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    shutil.chown(folder, "nobody")


TAKEN = [take_by_file, take_by_link, take_by_open_folder, pytest.param(take_by_folder_of_another, marks=needs_root)]


@pytest.mark.parametrize("take", TAKEN)
def test_a_name_that_is_taken_is_passed_over(data: Path, take: pytest.FixtureRequest) -> None:
    usual = chosen(data)
    usual.rmdir()
    take(usual)
    with run_postgres(data) as server:
        server.ensure_database("county")
        assert server.socket_folder not in (usual, usual.resolve())
        assert server.socket_folder.name.startswith(f"{usual.name}-")
        assert not list(usual.iterdir() if usual.is_dir() else [])


def test_a_temporary_folder_others_can_change_is_not_used(base: Path, data: Path) -> None:
    (base / "tmp").chmod(0o777)  # without the bit that keeps others from renaming what is ours
    assert chosen(data).parent == Path("/tmp")
    chosen(data).rmdir()


def test_without_a_fit_folder_it_says_what_to_set(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("township_reports.embedded.postgres_socket.LONGEST", len(os.fsencode("/tmp/x")))
    with pytest.raises(SocketFolderError, match="TMPDIR"):
        chosen(data)
