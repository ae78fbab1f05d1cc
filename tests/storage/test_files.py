from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from township_reports.bucket import BucketPath, StorageUnavailableError
from township_reports.paths import AnyPath, write_atomically
from township_reports.storage.files import DamagedFileError, FileStore


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    place: AnyPath = tmp_path if request.param == "folder" else request.getfixturevalue("bucket")
    return FileStore(place / "files")


def kept(store: FileStore) -> list[AnyPath]:
    if isinstance(store.folder, BucketPath):
        return list(store.folder.files())
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_what_was_added_is_read_again(store: FileStore) -> None:
    digest = store.add(b"report")
    assert store.read(digest) == b"report"
    with store.local(digest) as path:
        assert path.read_bytes() == b"report"


def test_nothing_is_a_content_too(store: FileStore) -> None:
    assert store.read(store.add(b"")) == b""


def test_the_same_content_is_kept_once(store: FileStore) -> None:
    assert store.add(b"report") == store.add(b"report")
    assert len(kept(store)) == 1


def test_two_may_keep_the_same_content_at_once(store: FileStore) -> None:
    content = b"report" * 100_000
    with ThreadPoolExecutor(4) as pool:
        [digest] = set(pool.map(store.add, [content] * 8))
    assert store.read(digest) == content
    assert len(kept(store)) == 1


def test_a_damaged_file_is_refused_and_mended_by_adding_it_again(store: FileStore) -> None:
    digest = store.add(b"report")
    store.path(digest).write_bytes(b"rep0rt")
    with pytest.raises(DamagedFileError, match="缺失或已损坏"):
        store.read(digest)
    with pytest.raises(DamagedFileError), store.local(digest):
        pass
    store.add(b"report")
    assert store.read(digest) == b"report"


def test_an_unknown_file_is_refused(store: FileStore) -> None:
    with pytest.raises(DamagedFileError):
        store.read("0" * 64)


def test_storage_that_is_away_is_no_damage_and_loses_nothing(
    bucket: BucketPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileStore(bucket / "files")
    digest = store.add(b"report")
    with monkeypatch.context() as away:
        away.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
        for ask in (lambda: store.read(digest), lambda: store.add(b"another")):
            with pytest.raises(StorageUnavailableError, match=r"现在不能访问.*AWS_ENDPOINT_URL_S3"):
                ask()
    assert store.read(digest) == b"report"


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
