"""Packs a zip that is the same at any time: a zip notes the time of each part."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def pack_zip(target: Path | BinaryIO, parts: Mapping[str, bytes | Path]) -> None:
    """Write the parts, some of which may be files, in their order; no file is held."""
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            if isinstance(content, bytes):
                package.writestr(entry, content)
                continue
            entry.file_size = content.stat().st_size  # or a part over 2 GB would be refused
            with content.open("rb") as source, package.open(entry, "w") as part:
                copyfileobj(source, part)
