"""A backup's one file: a tar whose last member tells the sha256 of every other.

Any tar program opens it. It is written beside its place and put there when whole, and verified before it is used.
"""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from township_reports.domain.errors import UserFacingError
from township_reports.files.paths import BEING_WRITTEN

FORMAT = 1
SUMMARY = "manifest."  # then its own sha256, then .json
CHUNK = 1 << 20
Words = Mapping[str, str | int | list[str] | None]


class ArchiveError(UserFacingError):
    """The file is no backup, or no longer the one that was written; the message says so in Chinese."""


@dataclass
class ArchiveWriter:
    """An archive being written: members by name, each counted in the summary."""

    tar: tarfile.TarFile
    sums: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> None:
        """Add a member of these bytes."""
        self._write(name, BytesIO(content), len(content))
        self.sums[name] = sha256(content).hexdigest()

    def add_file(self, name: str, path: Path) -> None:
        """Add a file of this machine, however large."""
        with path.open("rb") as stream:
            self.sums[name] = _sum(stream)
            size = stream.tell()
            stream.seek(0)
            self._write(name, stream, size)

    def close(self, about: Words) -> None:
        """End it with the summary: what it is about, and every member's sha256."""
        summary = json.dumps({"format": FORMAT, **about, "files": self.sums}, indent=1, sort_keys=True).encode()
        self._write(f"{SUMMARY}{sha256(summary).hexdigest()}.json", BytesIO(summary), len(summary))

    def _write(self, name: str, stream: BinaryIO, size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o644
        self.tar.addfile(member, stream)


@contextmanager
def open_new_archive(path: Path) -> Iterator[ArchiveWriter]:
    """Open an archive that stands at `path` when the block ends well, and nowhere when it does not; raises OSError."""
    temporary = path.with_name(f"{BEING_WRITTEN}{path.name}")
    try:
        with temporary.open("wb") as stream:
            temporary.chmod(0o600)  # whatever the office keeps is in it
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8") as tar:
                yield ArchiveWriter(tar)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@dataclass(frozen=True)
class UnpackedArchive:
    """A verified archive's members, in a folder, and what its summary says it is about."""

    folder: Path
    manifest: Words
    names: tuple[str, ...]

    def below(self, folder: str) -> Iterator[tuple[PurePosixPath, Path]]:
        """Return the members in a folder of the archive: the path in it, and where the member is unpacked."""
        for name in self.names:
            if name.startswith(f"{folder}/"):
                yield PurePosixPath(name).relative_to(folder), self.folder / name


def unpack_archive(path: Path, folder: Path) -> UnpackedArchive:
    """All of an archive, verified, in an empty folder; raises ArchiveError, and OSError for the disk's faults."""
    try:
        with tarfile.open(path, mode="r:", encoding="utf-8") as tar:
            sums = {member.name: _extract(tar, member, folder) for member in tar}
        return _verified(sums, folder)
    except FileNotFoundError:
        raise ArchiveError(f"没有找到备份文件：{path}。") from None
    except (tarfile.TarError, EOFError, ValueError, KeyError) as problem:
        raise ArchiveError(
            f"{path} 不是本软件的备份，或已损坏、不完整（{problem}）。没有还原任何内容，请换一份备份。"
        ) from problem


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    stream, name = tar.extractfile(member), PurePosixPath(member.name)
    if stream is None or not member.isreg() or name.is_absolute() or ".." in name.parts:
        raise ValueError(f"{member.name} 不应在备份中")
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with stream, target.open("xb") as kept:
        return _sum(cast(BinaryIO, stream), kept)


def _verified(sums: Mapping[str, str], folder: Path) -> UnpackedArchive:
    (*names, last) = sums or [""]
    if last != f"{SUMMARY}{sums.get(last)}.json":
        raise ValueError("结尾的清单缺失或有误")
    about = json.loads((folder / last).read_bytes())
    if about.pop("format") != FORMAT:
        raise ValueError("是另一种格式，由其他版本的软件写出")
    wanted = about.pop("files")
    wrong = [name for name in sorted(wanted.keys() | set(names)) if wanted.get(name) != sums.get(name)]
    if wrong:
        raise ValueError(f"{len(wrong)}个文件的校验和不符，如 {wrong[0]}")
    return UnpackedArchive(folder, about, tuple(names))


def _sum(stream: BinaryIO, copy: BinaryIO | None = None) -> str:
    digest = sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        if copy:
            copy.write(chunk)
    return digest.hexdigest()
