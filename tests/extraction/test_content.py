"""Whatever stands at a path: its bytes or a sentence, and never a wait."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from support.documents.expected import DOCUMENTS
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction import incoming_content as content
from township_reports.extraction.api import read_report
from township_reports.extraction.incoming_content import read_content

KILOBYTES = 50_000
HEADS = {
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-1.7\n",
    "txt": "年报\n".encode(),
    "html": b"<html>",
    "doc": b"\xd0\xcf\x11\xe0",
}


@pytest.mark.parametrize("suffix", HEADS)
def test_a_file_of_200_megabytes_is_not_even_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"年报.{suffix}"
    with path.open("wb") as stream:
        stream.write(HEADS[suffix])
        stream.truncate(200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableReportError, match=r"文件过大（超过100兆字节），没有读取。请删去图片等附件，.*。"):
        read_report(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES


def test_a_pipe_into_which_nobody_writes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "年报.docx")
    with pytest.raises(UnreadableReportError, match=r"不是普通文件，没有读取：年报\.docx。"):
        read_report(tmp_path / "年报.docx")


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/null"])
def test_a_link_to_no_file(target: str, tmp_path: Path) -> None:
    (tmp_path / "年报.docx").symlink_to(target)
    with pytest.raises(UnreadableReportError, match="不是普通文件"):
        read_report(tmp_path / "年报.docx")


def test_a_link_to_a_report_is_the_report(tmp_path: Path) -> None:
    (tmp_path / "年报.docx").symlink_to(DOCUMENTS / "tabs.txt")
    assert read_report(tmp_path / "年报.docx") == read_report(DOCUMENTS / "tabs.txt")


@pytest.mark.parametrize("target", ["没有.docx", "年报.docx", "."])
def test_a_link_to_nothing_to_itself_or_to_a_folder(target: str, tmp_path: Path) -> None:
    (tmp_path / "年报.docx").symlink_to(target)
    with pytest.raises(UnreadableReportError, match=r"打不开文件：年报\.docx"):
        read_report(tmp_path / "年报.docx")


@pytest.mark.parametrize(("written", "length"), [(b"0", 9), (b"", 4), (b"0123456", 8)])
def test_a_file_that_is_written_while_it_is_read(
    written: bytes, length: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer, shorter, or as long as before but for its time."""
    path = tmp_path / "年报.txt"
    path.write_bytes(b"01234567")
    os.utime(path, (1, 1))

    def write(*_: object) -> None:
        with path.open("r+b") as stream:
            stream.write(written)
            stream.truncate(length)

    monkeypatch.setattr(content, "_refuse", write)
    with pytest.raises(UnreadableReportError, match=r"文件在读取时有改动，可能还在复制或保存：年报\.txt。请等"):
        read_content(path)


def test_a_file_that_is_removed_while_it_is_read_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "年报.txt"
    path.write_bytes(b"01234567")
    monkeypatch.setattr(content, "_refuse", lambda *_: path.unlink())
    assert read_content(path) == b"01234567"
