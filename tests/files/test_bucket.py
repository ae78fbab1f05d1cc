"""A bucket's files as those of a folder; nothing that fails is taken for an absent file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.bucket_server import put_folder
from township_reports.files.bucket import BucketConfigError, BucketPath, StorageUnavailableError, _file_system
from township_reports.files.paths import (
    copy,
    file_stat,
    list_folder,
    open_local_folder,
    parse_path,
    prepare_folder,
    relative_path,
    write_atomically,
)


def test_an_address_leads_into_a_bucket_or_a_folder() -> None:
    path = parse_path("s3://files/青山县")
    assert (str(path), str(path / "2021" / "城关镇.txt")) == ("s3://files/青山县", "s3://files/青山县/2021/城关镇.txt")
    assert parse_path("/srv/青山县") == Path("/srv/青山县")
    for wrong in ("s3://", "s3:///files", "s3://files/../others"):
        with pytest.raises(BucketConfigError, match="存储地址"):
            parse_path(wrong)


def test_the_bucket_is_made_once_and_a_folder_is_not(bucket: BucketPath, tmp_path: Path) -> None:
    other = parse_path("s3://not-made-yet/store")
    for _ in range(2):
        prepare_folder(other)
        write_atomically(other / "a.txt", b"kept")
    assert (other / "a.txt").read_bytes() == b"kept"
    prepare_folder(tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_files_and_folders_are_told_apart(bucket: BucketPath) -> None:
    file = bucket / "青山县" / "县 #1?.txt"
    assert (file.exists(), file.is_file(), file.file_stat()) == (False, False, None)
    write_atomically(file, b"old")
    assert (file.is_file(), file.is_dir(), file.read_bytes()) == (True, False, b"old")
    assert (file.parent.is_dir(), file.parent.is_file()) == (True, False)
    assert not (bucket / "青山").exists()


def test_a_made_folder_is_there_and_empty(bucket: BucketPath) -> None:
    folder = bucket / "2021"
    folder.mkdir()
    assert (folder.is_dir(), list_folder(folder), list(folder.files())) == (True, [], [])
    assert list_folder(bucket / "none") == []


def test_files_are_listed_in_the_order_of_a_folder_on_disk(bucket: BucketPath, tmp_path: Path) -> None:
    for name in ("b/二.txt", "b/一.txt", "b.txt", "a.txt", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    put_folder(tmp_path, bucket / "county")
    found = list((bucket / "county").files())
    assert [relative_path(path, bucket / "county").as_posix() for path in found] == [
        "a.txt", "b/一.txt", "b/二.txt", "b.txt", "c/d/e.txt"
    ]  # fmt: skip
    assert [path.name for path in list_folder(bucket / "county")] == ["a.txt", "b", "b.txt", "c"]
    with open_local_folder(bucket / "county") as copied:
        assert (copied / "b" / "一.txt").read_bytes() == "b/一.txt".encode()
    assert not copied.exists()


def test_removing_a_file_whose_name_looks_like_a_pattern_removes_no_other(bucket: BucketPath) -> None:
    names = ["报告1.docx", "报告[1].docx", "报告*.docx"]
    for name in names:
        (bucket / "2021" / name).write_bytes(b"x")
    (bucket / "2021" / "报告[1].docx").unlink()
    (bucket / "2021" / "报告*.docx").unlink()
    assert [path.name for path in (bucket / "2021").files()] == ["报告1.docx"]


def test_a_file_is_another_when_its_content_is(bucket: BucketPath) -> None:
    path = bucket / "a.txt"
    path.write_bytes(b"one")
    [listed] = bucket.files()
    before = file_stat(path)
    assert before and (before == file_stat(listed)) and before.size == 3
    path.write_bytes(b"two")
    after = file_stat(path)
    assert after and after.mark != before.mark


def test_copies_are_made_within_the_bucket(bucket: BucketPath) -> None:
    (bucket / "a[1].txt").write_bytes(b"one")
    copy(bucket / "a[1].txt", bucket / "aside" / "a[1].txt")
    assert (bucket / "aside" / "a[1].txt").read_bytes() == b"one"


def test_a_large_file_is_read_in_one_request(bucket: BucketPath) -> None:
    assert _file_system(None, 0).max_concurrency == 1


def test_what_fails_is_told(bucket: BucketPath, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StorageUnavailableError, match="没有存储桶“nowhere”"):
        (parse_path("s3://nowhere") / "a.txt").write_bytes(b"x")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    for ask in (bucket.is_dir, (bucket / "a").is_file, bucket.files, bucket.iterdir, (bucket / "a").read_bytes):
        with pytest.raises(StorageUnavailableError, match="现在不能访问"):
            ask()


def test_without_s3fs_it_is_told_what_to_install(bucket: BucketPath, monkeypatch: pytest.MonkeyPatch) -> None:
    _file_system.cache_clear()
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(BucketConfigError, match=r"township-reports\[cluster\]"):
        bucket.is_dir()
