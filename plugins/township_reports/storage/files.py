"""The store of files, addressed by content: what came in and what was released. Knows no unit and no run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from township_reports.refusal import Refusal


class DamagedFile(Refusal):
    """A stored file is gone or no longer what was stored; the message says in Chinese which."""


BEING_WRITTEN = ".writing-"


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file so that others see the old one or the whole new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=BEING_WRITTEN, delete=False) as stream:
        temporary = Path(stream.name)
        try:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


@dataclass(frozen=True)
class FileStore:
    """Files in a folder, each under its sha256."""

    folder: Path

    def add(self, content: bytes) -> str:
        """Keeps the content and returns its sha256; the same content is kept once."""
        digest = sha256(content).hexdigest()
        if not self._is_whole(digest):
            write_atomically(self._path(digest), content)
        return digest

    def path(self, digest: str) -> Path:
        """Where the file stands, after checking that it is whole; raises DamagedFile."""
        if not self._is_whole(digest):
            raise DamagedFile(
                f"文件库中的文件 {self._path(digest)} 缺失或已损坏（校验和不符）。请从备份恢复，或重新运行汇总。"
            )
        return self._path(digest)

    def read(self, digest: str) -> bytes:
        """The content of a kept file; raises DamagedFile."""
        return self.path(digest).read_bytes()

    def digests(self) -> Iterator[str]:
        """The sha256 of every kept file, whole or not, sorted."""
        for group in sorted(self.folder.iterdir(), key=lambda path: path.name) if self.folder.is_dir() else ():
            yield from sorted(path.name for path in group.iterdir() if path.name.startswith(group.name))

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def _is_whole(self, digest: str) -> bool:
        path = self._path(digest)
        return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest
