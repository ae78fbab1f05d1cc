"""The account the embedded PostgreSQL runs as, and what that account has to be able to reach."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from township_reports.domain.errors import UserFacingError

ROOT = 0
SERVER_ACCOUNT = "pgserver"
"""Runs the server where root starts it, as which PostgreSQL refuses to run."""


class AccountError(UserFacingError):
    """The data cannot be used by the account that starts the server; the message says which can."""


class Account(NamedTuple):
    """An account of this machine."""

    name: str
    uid: int
    gid: int

    def process_options(self) -> dict[str, Any]:
        """Return what makes `subprocess` run a program as this account and with none of our groups."""
        if os.geteuid() != ROOT:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether the folder's mode lets this account through."""
        about = folder.stat()
        return bool(about.st_mode & self._entering(about))

    def let_enter(self, folder: Path) -> None:
        """Lets this account through the folder and all it lies in, and nobody read what is in them.

        Only root has to: for any other account the server is its own.
        """
        if os.geteuid() == ROOT:
            for one in (folder, *folder.parents):
                if not self.can_enter(one):
                    one.chmod(stat.S_IMODE(one.stat().st_mode) | self._entering(one.stat()))

    def _entering(self, about: os.stat_result) -> int:
        if about.st_uid == self.uid:
            return stat.S_IXUSR
        return stat.S_IXGRP if about.st_gid == self.gid else stat.S_IXOTH


def choose_server_account(data: Path) -> Account:
    """Who runs the server: the owner of its data, of new data ourselves or, for root, `pgserver`.

    Raises AccountError for another account's data.
    """
    owner = data.stat().st_uid if data.exists() else os.geteuid()
    if os.geteuid() not in (ROOT, owner):
        raise AccountError(f"数据文件夹 {data} 由账号 {_starting_account(owner)} 使用，请用该账号运行。")
    return _server_account_of_root() if owner == ROOT else find_account(owner)


def find_account(uid: int) -> Account:
    """Find the account of a number; raises AccountError where the machine has none."""
    with suppress(KeyError):
        known = pwd.getpwuid(uid)
        return Account(known.pw_name, known.pw_uid, known.pw_gid)
    raise AccountError(f"本机没有编号为 {uid} 的账号，PostgreSQL 不能运行。请换一个账号。")


def let_read(folder: Path) -> None:
    """Open installed programs to all who run them: pip leaves them closed where the umask does."""
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = mode | stat.S_IRGRP | stat.S_IROTH
        if mode & stat.S_IXUSR:
            wanted |= stat.S_IXGRP | stat.S_IXOTH
        if wanted != mode:
            path.chmod(wanted)


def _server_account_of_root() -> Account:
    with suppress(KeyError):
        return find_account(pwd.getpwnam(SERVER_ACCOUNT).pw_uid)
    _create_server_account()
    return find_account(pwd.getpwnam(SERVER_ACCOUNT).pw_uid)


def _create_server_account() -> None:
    program = shutil.which("useradd")
    words = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_ACCOUNT]
    done = program and subprocess.run([program, *words], capture_output=True, text=True, check=False)  # noqa: S603
    if not done or done.returncode:
        raise AccountError(
            f"PostgreSQL 不能以 root 运行，也没能建立账号 {SERVER_ACCOUNT}。请用普通账号运行，或先建立这个账号。"
        )


def _starting_account(owner: int) -> str:
    with suppress(AccountError):
        name = find_account(owner).name
        return "root" if name == SERVER_ACCOUNT else name
    return str(owner)
