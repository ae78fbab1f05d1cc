"""What `make` makes sure of when it sets up .venv, before two minutes of installing are spent in vain.

Of the standard library alone, and without newer syntax: an old Python must come as far as being told that it is old.
"""

import os
import re
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)
UNFIT = re.compile("[:%{}\r\n\ud800-\udfff]|[$][A-Za-z_]")
"""What a path cannot have: `:` for venv, `%` for Alembic, braces and `$NAME` for setuptools, line ends for a .pth file.

Airflow, too, puts a variable's value in the place of `$NAME`.
"""
READ_BY_SHELL = re.compile(rb"\A#!/bin/sh\n'''exec' .*\n")
"""How pip begins a script where the interpreter's path is long or has a space: a shell reads `$( )` in that path."""
FOUND_BY_SHELL = b"""#!/bin/sh
'''exec' "$(dirname "$(readlink -f "$0")")/python" "$0" "$@"
"""


def check_machine() -> None:
    """End with what to do where Python or the project's folder is not fit."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"需要 Python 3.11 至 3.13，当前为 {sys.version.split()[0]}。请用 PYTHON=路径 指定。")
    folder = str(Path.cwd())
    if UNFIT.search(folder):
        sys.exit(
            "请把项目移到另一个文件夹再运行：路径中不能有冒号、百分号、花括号、换行、不是 UTF-8 的文字，"
            "也不能有“$”后跟字母或下划线。当前文件夹：" + _show(folder)
        )


def check_county(county: str) -> None:
    """End with what to do where there is no such folder."""
    if not county or not Path(county).expanduser().is_dir():
        sys.exit(
            f"没有找到县的文件夹：{_show(county) or '（空）'}。"
            "请核对 COUNTY=文件夹，写完整路径或相对于项目的路径；名称有空格等符号的，加单引号。"
        )


def make_scripts_safe(folder: str) -> None:
    """Lets pip's scripts find the interpreter beside them, instead of by a path that a shell reads."""
    for path in Path(folder).iterdir():
        if path.is_file():
            script = path.read_bytes()
            safe = READ_BY_SHELL.sub(lambda _: FOUND_BY_SHELL, script)
            if safe != script:
                path.write_bytes(safe)


def _show(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


if __name__ == "__main__":
    check_machine()
    if sys.argv[1:2] == ["county"]:
        check_county(sys.argv[2])
    elif sys.argv[1:2] == ["scripts"]:
        make_scripts_safe(sys.argv[2])
