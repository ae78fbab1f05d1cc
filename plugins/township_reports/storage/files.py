"""The store of files, addressed by content: what came in and what was released."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.domain.errors import UserFacingError
from township_reports.files.paths import AnyPath, list_folder, write_atomically


class DamagedFileError(UserFacingError):
    """A stored file is gone or no longer what was stored; the message says in Chinese which."""


@dataclass(frozen=True)
class FileStore:
    """Files in a folder or bucket, each under its sha256. Storage that is away raises StorageUnavailableError."""

    folder: AnyPath

    def add(self, content: bytes) -> str:
        """Keep the content and return its sha256; the same content is kept once, also by two at a time."""
        digest = sha256(content).hexdigest()
        if not self.has(digest):
            write_atomically(self.path(digest), content)
        return digest

    def digests(self) -> Iterator[str]:
        """Return the sha256 of every kept file, whole or not, sorted."""
        for group in list_folder(self.folder) if self.folder.is_dir() else ():
            yield from (path.name for path in list_folder(group) if path.name.startswith(group.name))

    def path(self, digest: str) -> AnyPath:
        """Where a file is kept, whether or not it is."""
        return self.folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Whether the file is kept, and whole."""
        return self._whole(digest) is not None

    def read(self, digest: str) -> bytes:
        """Read the content of a kept file, the very bytes that were compared with its sha256.

        Raises DamagedFileError.
        """
        content = self._whole(digest)
        if content is None:
            raise DamagedFileError(
                f"文件库中的文件 {self.path(digest)} 缺失或已损坏（校验和不符）。请从备份恢复，或重新运行汇总。"
            )
        return content

    @contextmanager
    def local(self, digest: str) -> Iterator[Path]:
        """Return a kept file as one of this machine, where its reader needs a path; raises DamagedFileError."""
        content, path = self.read(digest), self.path(digest)
        if isinstance(path, Path):
            yield path
            return
        with TemporaryDirectory() as folder:
            copy = Path(folder) / digest
            copy.write_bytes(content)
            yield copy

    def _whole(self, digest: str) -> bytes | None:
        try:
            content = self.path(digest).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        return content if sha256(content).hexdigest() == digest else None
