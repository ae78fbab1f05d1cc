"""`make secrets`: the `.env` of docker-compose.yml, every empty line of env.example filled with a secret of its own.

Of the standard library alone: a server that runs only containers has nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

from township_reports.embedded.private_file import create_private
from township_reports.embedded.secrets import generate_fernet_key, generate_password

FERNET = "FERNET_KEY"  # Airflow asks for a key of this very form; all others are passwords


def fill_env_file(example: str) -> str:
    """Return the example with a new secret in every line that has none."""
    return "".join(f"{_filled_line(line)}\n" for line in example.splitlines())


def _filled_line(line: str) -> str:
    name, equals, value = line.partition("=")
    if line.startswith("#") or not equals or value:
        return line
    return f"{name}={generate_fernet_key() if name == FERNET else generate_password()}"


def main(example: Path, target: Path) -> int:
    """Write the file for its owner only; one that is there stays: without its secrets nothing opens again."""
    if target.exists():
        sys.stderr.write(f"{target} 已存在，没有改动。换掉其中的密钥，已有的数据将打不开。\n")
        return 1
    create_private(target, fill_env_file(example.read_text(encoding="utf-8")))
    sys.stdout.write(f"已写入 {target}。网页的用户名是 admin，密码是其中的 ADMIN_PASSWORD。请妥善保管，不要给别人。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
