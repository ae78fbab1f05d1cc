"""Writes files that only one account can read, from the moment they exist."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

ONLY_OWNER = 0o600


def create_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read; raise FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)


def replace_private(path: Path, text: str, owner: tuple[int, int] | None = None) -> None:
    """Write a file, in place of one that may be there, that only its owner (uid and gid, else we) can read."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.", encoding="utf-8", delete=False) as stream:
        stream.write(text)  # the temporary file has mode 0600, and so has what it is renamed to
        stream.flush()
        os.fsync(stream.fileno())
        if owner:
            os.fchown(stream.fileno(), *owner)
    Path(stream.name).replace(path)
