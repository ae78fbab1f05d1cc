"""The bytes of a file that came from outside, whatever stands at its path."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from township_reports.domain.report import UnreadableReportError
from township_reports.files.bucket import BucketPath
from township_reports.files.paths import AnyPath

_MOST_BYTES = 100_000_000
_SEND = "另存为 .docx 或 .xlsx 后重新报送。"


def read_content(path: AnyPath) -> bytes:
    """All bytes of a file.

    Raises UnreadableReportError where there is none, where it is no ordinary file or too large, or while somebody
    writes it;
    StorageUnavailableError where the bucket cannot be reached.
    """
    return _of_bucket(path) if isinstance(path, BucketPath) else _of_folder(path)


def _of_folder(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_without_waiting) as stream:  # a Path opens with no opener
            before = os.fstat(stream.fileno())
            _refuse(path, before)
            data = stream.read(_MOST_BYTES + 1)
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise UnreadableReportError(_not_there(path.name)) from error
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise UnreadableReportError(
            f"文件在读取时有改动，可能还在复制或保存：{path.name}。请等复制或保存完毕后重新读取。"
        )
    return data


def _of_bucket(path: BucketPath) -> bytes:
    """One version of the object: a bucket shows none while it is being written."""
    about = path.file_stat()
    if about is None:
        raise UnreadableReportError(_not_there(path.name))
    _refuse_size(about.size)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableReportError(_not_there(path.name)) from error


def _not_there(name: str) -> str:
    return f"打不开文件：{name}。请核对文件是否在报送文件夹中，是否被其他程序占用。"


def _without_waiting(path: str, flags: int) -> int:
    """Open a file at once, also a pipe into which nobody writes."""
    return os.open(path, flags | os.O_NONBLOCK)


def _refuse(path: Path, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableReportError(f"不是普通文件，没有读取：{path.name}。请放入年报文件本身。")
    _refuse_size(about.st_size)


def _refuse_size(size: int) -> None:
    if size > _MOST_BYTES:
        raise UnreadableReportError(f"文件过大（超过100兆字节），没有读取。请删去图片等附件，{_SEND}")
