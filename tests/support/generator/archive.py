"""Office files are zip archives; here their bytes become the same at every writing. Knows nothing of the contents."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

WRITTEN = datetime(2021, 1, 15, 9, 30)
"""The one moment at which all generated office files say they were written."""


def pinned(archive: bytes) -> bytes:
    """The same archive with pinned times, stored uncompressed: zlib builds differ in what they make of it."""
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(target, "w", ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name))
    return target.getvalue()
