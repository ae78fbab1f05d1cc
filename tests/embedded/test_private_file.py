"""A private file is its owner's alone from the moment it exists, whatever the umask, and replaced whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from township_reports.embedded.private_file import create_private, replace_private


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_private(tmp_path: Path) -> None:
    create_private(tmp_path / "one", "a")
    replace_private(tmp_path / "other", "b")
    assert (mode(tmp_path / "one"), mode(tmp_path / "other")) == (0o600, 0o600)


def test_an_open_file_that_is_replaced_is_private(tmp_path: Path) -> None:
    path = tmp_path / "address.json"
    path.write_text("open")
    assert mode(path) == 0o666
    with path.open() as reader:
        replace_private(path, "secret")
        assert reader.read() == "open"  # who had it open does not get to read what is written later
    assert (mode(path), path.read_text()) == (0o600, "secret")
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    create_private(tmp_path / "one", "a")
    with pytest.raises(FileExistsError):
        create_private(tmp_path / "one", "b")
    assert (tmp_path / "one").read_text() == "a"
