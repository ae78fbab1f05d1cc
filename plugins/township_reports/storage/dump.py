"""The whole dataset as a dump of PostgreSQL's own tools, and back in one transaction.

Only the dataset's own tables: it may share its database with others.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, exists, func, inspect, select
from sqlalchemy.engine import make_url

from township_reports.domain.errors import UserFacingError
from township_reports.storage.base import VERSION_TABLE
from township_reports.storage.engine import connect, open_database
from township_reports.storage.postgres_programs import find_wheel_programs
from township_reports.storage.tables import RunRow

SYSTEM = Path("/usr/lib/postgresql")  # where Debian keeps each version's tools
DATASET = RunRow.metadata
LIBPQ = ("host", "port", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey")
LOCK_SECONDS = 30


class MissingToolsError(UserFacingError):
    """No pg_dump new enough for the server is on this machine; the message says which is needed."""


class DumpError(UserFacingError):
    """PostgreSQL's tools refused; the message carries what they said."""


@dataclass(frozen=True, order=True)
class Tools:
    """pg_dump, pg_restore and psql of one major version, in one folder."""

    version: int
    folder: Path

    def run(self, name: str, url: str, *words: str) -> None:
        """Run one of them on the database to its end; raise DumpError."""
        command = [str(self.folder / name), *words]
        done = subprocess.run(command, env=_environment(url), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise DumpError(f"{name} 没有完成，数据库没有变化：\n{done.stderr.strip()[-2000:]}")


def dump(url: str, path: Path) -> int:
    """Write the dataset into a file and return the tools' version.

    Raises MissingToolsError, DumpError, DatabaseUnreachableError.
    """
    with connect(open_database(url)) as connection:
        tools = find_tools(connection)
    tables = [f'--table="{name}"' for name in (*DATASET.tables, VERSION_TABLE)]
    tools.run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", *tables, f"--file={path}")
    return tools.version


def is_empty(url: str) -> bool:
    """Whether nothing is kept in the dataset: it has no table, or tables without a row."""
    with connect(open_database(url)) as connection:
        there = set(inspect(connection).get_table_names())
        kept = [table for name, table in DATASET.tables.items() if name in there]
        return not any(connection.scalar(select(exists(select(1).select_from(table)))) for table in kept)


def restore(url: str, dumped: Path, version: int) -> None:
    """Put a dump of the tools' `version` in place of all that is in the database: wholly, or not at all.

    Raises MissingToolsError, DumpError, DatabaseUnreachableError.
    """
    with connect(open_database(url)) as connection:
        tools = find_tools(connection, version)
    dropping, script = dumped.with_suffix(".dropping.sql"), dumped.with_suffix(".sql")
    tables = ", ".join(f'"{name}"' for name in (*DATASET.tables, VERSION_TABLE))
    dropping.write_text(f"DROP TABLE IF EXISTS {tables};\n", encoding="utf-8")
    tools.run("pg_restore", url, "--no-owner", "--no-privileges", f"--file={script}", str(dumped))
    together = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc")
    tools.run("psql", url, *together, f"--file={dropping}", f"--file={script}")


def find_tools(connection: Connection, least: int = 0) -> Tools:
    """Find the oldest tools here that are as new as the server, and as `least`; raises MissingToolsError."""
    number = int(connection.scalar(select(func.current_setting("server_version_num"))) or 0)
    wanted = max(number // 10000, least)
    fitting = [tools for tools in map(_tools_in, _folders()) if tools and tools.version >= wanted]
    if not fitting:
        raise MissingToolsError(
            f"数据库需要 PostgreSQL {wanted} 或更新版本的 pg_dump、pg_restore 和 psql，本机没有。"
            f"请安装（如 apt-get install postgresql-client-{wanted}）后重试。"
        )
    return min(fitting)


def _folders() -> Iterator[Path]:
    """Return the wheel's, those on the PATH, and those of the system that are not on it."""
    yield from find_wheel_programs()
    found = shutil.which("pg_dump")
    if found:
        yield Path(found).parent
    yield from sorted(SYSTEM.glob("*/bin"))


def _tools_in(folder: Path) -> Tools | None:
    if not all((folder / name).is_file() for name in ("pg_dump", "pg_restore", "psql")):
        return None
    arguments = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r"\d+", arguments.stdout)
    return Tools(int(version.group()), folder) if version else None


def _environment(url: str) -> dict[str, str]:
    """Return the address as libpq's variables: a password on a command line could be read by everybody."""
    given = make_url(url)
    _, arguments = open_database(url).dialect.create_connect_args(given)
    names = {"dbname": "PGDATABASE", "options": "PGOPTIONS", **{word: f"PG{word.upper()}" for word in LIBPQ}}
    known = {names[word]: str(value) for word, value in arguments.items() if word in names}
    known["PGOPTIONS"] = f"{known.get('PGOPTIONS', '')} -c lock_timeout={LOCK_SECONDS}s".strip()
    return os.environ | {"PGCLIENTENCODING": "UTF8"} | known
