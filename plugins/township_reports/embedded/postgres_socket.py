"""Chooses the folder of PostgreSQL's socket, which nobody but the server's account can enter."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

from township_reports.domain.errors import UserFacingError
from township_reports.embedded.postgres_account import ROOT, Account

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST = 103
"""Bytes of a socket's path that both Linux and macOS take."""
PLAIN = re.compile(r"/[A-Za-z0-9/._-]+")
"""What needs no quoting, neither in an address nor in PostgreSQL's list of folders."""
ONLY_OWNER = 0o700


class SocketFolderError(UserFacingError):
    """No folder is fit for the socket; the message says what to set."""


def choose_socket_folder(data: Path, account: Account) -> Path:
    """Choose the data folder, or one of our own in the temporary folder where its path is too long or odd.

    The second has the same name at every start, as long as nobody else has taken it. Raises SocketFolderError.
    """
    if _is_fit(data):
        return data
    for folder in _candidates(data):
        if _is_fit(folder) and _is_safe(folder.parent) and _made_private(folder, account):
            return folder
    raise SocketFolderError(
        f"临时文件夹 {gettempdir()} 不能存放数据库的套接字：路径要短，只含字母和数字，其他账号不能改动其中的内容。"
        "请把环境变量 TMPDIR 设为这样的文件夹。"
    )


def _candidates(data: Path) -> Iterator[Path]:
    name = f"township-reports-{sha256(os.fsencode(data)).hexdigest()[:16]}"
    for parent in dict.fromkeys((gettempdir(), "/tmp")):  # noqa: S108  what lies in it is ours alone
        yield Path(parent) / name
        yield Path(parent) / f"{name}-{token_hex(8)}"


def _is_fit(folder: Path) -> bool:
    path = folder / SOCKET
    return len(os.fsencode(path)) <= LONGEST and PLAIN.fullmatch(str(path)) is not None


def _is_safe(parent: Path) -> bool:
    """Whether nobody else can rename or remove what we make in it."""
    if not parent.is_dir():
        return False
    about = parent.stat()
    others_write = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return about.st_uid in (ROOT, os.geteuid()) and (not others_write or bool(about.st_mode & stat.S_ISVTX))


def _made_private(folder: Path, account: Account) -> bool:
    """Make the folder; False where somebody else, or a link, has its name."""
    try:
        folder.mkdir(ONLY_OWNER)
        os.chown(folder, account.uid, account.gid)
    except FileExistsError:
        about = folder.lstat()
        mine = stat.S_ISDIR(about.st_mode) and about.st_uid == account.uid
        if not mine or stat.S_IMODE(about.st_mode) != ONLY_OWNER:
            return False
    account.let_enter(folder)
    return True
