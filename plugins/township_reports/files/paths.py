"""Paths of files that may stand in a local folder or in a bucket: the one home of the difference."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile, TemporaryDirectory

from township_reports.files.bucket import ADDRESS, BucketPath, FileStat

AnyPath = Path | BucketPath
BEING_WRITTEN = ".writing-"


def parse_path(address: str) -> AnyPath:
    """Parse the path of an address: s3://bucket/folder, or a folder of this machine; raises BucketConfigError."""
    return BucketPath.at(address) if address.startswith(ADDRESS) else Path(address)


def prepare_folder(path: AnyPath) -> None:
    """Make the bucket a path is in, where it is not there; a folder is made by what is first written to it."""
    if isinstance(path, BucketPath):
        path.make_bucket()


def relative_path(path: AnyPath, folder: AnyPath) -> PurePath:
    """Return the path from a folder on that it lies in; raises ValueError where it does not."""
    return _pure(path).relative_to(_pure(folder))


def list_folder(folder: AnyPath) -> list[AnyPath]:
    """List what lies in a folder, sorted by name; raises OSError."""
    return sorted(folder.iterdir(), key=lambda path: path.name)


def write_atomically(path: AnyPath, content: bytes) -> None:
    """Write a file so that others see the old one or the whole new one, never a part; raise OSError."""
    write_together({path: content})


def write_together(files: Mapping[AnyPath, bytes]) -> None:
    """Write files, each atomically, all or none where the disk is full or not to be written on; raise OSError.

    A bucket takes one after the other.
    """
    with ExitStack() as written:
        beside: dict[Path, Path] = {}
        for path, content in files.items():
            if isinstance(path, Path):
                beside[path] = written.enter_context(_written_beside(path, content))
            else:
                path.write_bytes(content)
        for path, temporary in beside.items():
            temporary.replace(path)


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """Return a temporary file with the content, on the disk, until the block is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=BEING_WRITTEN, delete=False) as stream:
        temporary = Path(stream.name)
        try:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            temporary.chmod(0o644)
            stream.close()
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)


def copy(source: AnyPath, target: AnyPath) -> None:
    """Copy a file within its folder or bucket; a local one keeps its times. Raises OSError."""
    if isinstance(source, BucketPath) and isinstance(target, BucketPath):
        source.copy_to(target)
    elif isinstance(source, Path) and isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    else:
        write_atomically(target, source.read_bytes())


def file_stat(path: AnyPath) -> FileStat | None:
    """Return what changes with a file's content; None where there is no such file. Raises StorageUnavailableError."""
    if isinstance(path, BucketPath):
        return path.file_stat()
    try:
        about = path.stat()
    except OSError:
        return None
    return FileStat(about.st_size, str(about.st_mtime_ns), about.st_ctime)


@contextmanager
def open_local_folder(folder: AnyPath) -> Iterator[Path]:
    """Open a folder on this machine, for those who can read no other: itself, or a copy of what is in the bucket.

    Raises StorageUnavailableError, and ValueError for a key that leads out of the folder.
    """
    if isinstance(folder, Path):
        yield folder
        return
    with TemporaryDirectory() as copied:
        for file in folder.files():
            own = relative_path(file, folder)
            if ".." in own.parts:
                raise ValueError(f"a key that leads out of its folder: {file}")
            target = Path(copied) / own
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
        yield Path(copied)


def _pure(path: AnyPath) -> PurePath:
    return path.where if isinstance(path, BucketPath) else path
