"""A folder of files made for people, who may write in them: made anew without taking what they wrote."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from township_reports.pipeline.workplace import file_store
from township_reports.storage.files import DamagedFile, write_atomically


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Puts the files, also kept in the file store, in place of those of before; returns their paths.

    A file that a person has changed since it was made stays, and a new one of its name is numbered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.iterdir()):
        if _is_unchanged(path):
            path.unlink()
    paths = [_free(folder / name) for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        file_store().add(content)
        write_atomically(path, content)
    return paths


def _is_unchanged(path: Path) -> bool:
    """Whether a file is as it was made: the store then has its content."""
    try:
        return path.is_file() and file_store().path(sha256(path.read_bytes()).hexdigest()).is_file()
    except DamagedFile:
        return False


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free
