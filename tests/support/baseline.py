"""Collects what the program puts out for the sample county and the test documents, as sha256 sums by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import psycopg
from support.folders import PROJECT

DOCUMENTS = PROJECT / "tests" / "documents"
SAMPLE_COUNTY = PROJECT / "sample_county"
YEARS = (2020, 2021)
# What changes with every commit and says nothing about the output: the digest of the code itself.
CODE_DIGEST = "code"
SCHEMA = """
    select table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns where table_schema = 'public' order by table_name, column_name
"""
CONSTRAINTS = """
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2
"""


def collect_readings() -> dict[str, str]:
    """Digest of what `extract --json` prints of each test document, by file name."""
    files = sorted(path for path in DOCUMENTS.iterdir() if path.suffix not in (".yaml", ".md"))
    readings = json.loads(_run("extract", *files, "--json"))
    return {Path(reading.pop("file")).name: _digest_json(reading) for reading in readings}


def collect_findings() -> dict[str, str]:
    """Digest of what `check --json` prints of each file of the sample county's second year, by file name."""
    first, second = (sorted((SAMPLE_COUNTY / str(year)).iterdir()) for year in YEARS)
    previous = [word for path in first for word in ("--previous", path)]
    checked = json.loads(_run("check", *second, *previous, "--json"))
    return {Path(entry.pop("file")).name: _digest_json(entry) for entry in checked}


def collect_rule_page(folder: Path) -> str:
    """Digest of the page that `rules --markdown` writes."""
    page = folder / "rules.md"
    _run("rules", "--markdown", page)
    return _digest(page.read_bytes())


def collect_runs(folder: Path, database_url: str) -> dict[str, str]:
    """Digest of every file that the sample county's annual runs release or write for the units, by path.

    Args:
        folder: an empty folder for everything the program writes.
        database_url: SQLAlchemy address of an empty database.
    """
    environment = {"TOWNSHIP_REPORTS_HOME": str(folder), "TOWNSHIP_REPORTS_DATABASE_URL": database_url}
    _run("migrate", environment=environment)
    for year in YEARS:
        _run("run", SAMPLE_COUNTY, "--year", year, "--on-failed", "exclude", environment=environment)
        _run("slips", environment=environment)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "files" not in path.parts)
    return dict(pair for path in files for pair in _digests_of(path.relative_to(folder).as_posix(), path.read_bytes()))


def collect_schema(database_url: str) -> dict[str, str]:
    """Digest of the columns and constraints of each table of a migrated database, by table."""
    tables: dict[str, list[object]] = {}
    with psycopg.connect(database_url.replace("postgresql+psycopg", "postgresql")) as connection:
        for table, *row in [*connection.execute(SCHEMA), *connection.execute(CONSTRAINTS)]:
            tables.setdefault(table, []).append(row)
    return {table: _digest_json(rows) for table, rows in tables.items()}


def _digests_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if name.endswith("）.zip"):
        with ZipFile(BytesIO(content)) as package:
            for member in package.namelist():
                yield from _digests_of(f"{name}/{member}", package.read(member))
    elif name.endswith("（核验）.json"):
        yield name, _digest_json(_without_code_digest(json.loads(content)))
    else:
        yield name, _digest(content)


def _without_code_digest(proof: dict[str, object]) -> dict[str, object]:
    made_with = proof["made_with"]
    assert isinstance(made_with, dict)
    assert made_with.pop(CODE_DIGEST)
    return proof


def _run(*words: object, environment: Mapping[str, str] | None = None) -> str:
    """Standard output of the command; exit code 1 only says that files have errors."""
    command = [sys.executable, "-m", "township_reports.cli", *map(str, words)]
    python_path = {"PYTHONPATH": str(PROJECT / "plugins")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **python_path, **(environment or {})}
    )
    assert done.returncode in (0, 1, 2), done.stderr[-3000:]
    return done.stdout


def _digest_json(value: object) -> str:
    return _digest(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode())


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:24]
