from pathlib import Path

import pytest
from township_reports.storage.files import DamagedFile, FileStore, write_atomically


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def test_what_was_added_is_read_again(store: FileStore) -> None:
    digest = store.add(b"report")
    assert store.read(digest) == b"report"


def test_the_same_content_is_kept_once(store: FileStore) -> None:
    assert store.add(b"report") == store.add(b"report")
    assert len([path for path in store.folder.rglob("*") if path.is_file()]) == 1


def test_a_damaged_file_is_refused_and_mended_by_adding_it_again(store: FileStore) -> None:
    digest = store.add(b"report")
    store.path(digest).write_bytes(b"rep0rt")
    with pytest.raises(DamagedFile, match="缺失或已损坏"):
        store.read(digest)
    store.add(b"report")
    assert store.read(digest) == b"report"


def test_an_unknown_file_is_refused(store: FileStore) -> None:
    with pytest.raises(DamagedFile):
        store.path("0" * 64)


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    write_atomically(path, b"old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
