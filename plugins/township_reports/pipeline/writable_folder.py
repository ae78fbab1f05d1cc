"""A folder of files made for people, who may write in them: made again without taking what they wrote."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from township_reports.files.paths import AnyPath, list_folder, write_atomically
from township_reports.runs.dependencies import get_file_store


def replace_files(folder: AnyPath, contents: Mapping[str, bytes]) -> list[AnyPath]:
    """Put the files, also kept in the file store, in place of those of before; return their paths.

    A file that a person has changed since it was made stays, and a new one of its name is numbered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in list_folder(folder):
        if _is_unchanged(path):
            path.unlink()
    paths = [_free(folder / name) for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        get_file_store().add(content)
        write_atomically(path, content)
    return paths


def _is_unchanged(path: AnyPath) -> bool:
    """Whether a file is as it was made: the store then has its content."""
    return path.is_file() and get_file_store().has(sha256(path.read_bytes()).hexdigest())


def _free(path: AnyPath) -> AnyPath:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free
