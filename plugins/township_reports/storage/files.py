"""The store of files, addressed by content: what came in and what was released. Knows no unit and no run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from township_reports.refusal import Refusal


class DamagedFile(Refusal):
    """A stored file is gone or no longer what was stored; the message says in Chinese which."""


BEING_WRITTEN = ".writing-"


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file so that others see the old one or the whole new one, never a part; raises OSError."""
    write_together({path: content})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Writes files, each atomically, all or none where the disk is full or not to be written on; raises OSError."""
    with ExitStack() as written:
        beside = {path: written.enter_context(_written_beside(path, content)) for path, content in files.items()}
        for path, temporary in beside.items():
            temporary.replace(path)


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """A temporary file with the content, on the disk, until the block is left."""
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

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def _is_whole(self, digest: str) -> bool:
        path = self._path(digest)
        return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest
