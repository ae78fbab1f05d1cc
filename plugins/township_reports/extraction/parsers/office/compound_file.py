"""Names of the streams at the root of an OLE compound file (.doc, .xls, .wps, .et)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_NO_SECTOR = 0xFFFFFFFA
_MOST_SECTORS = 20_000
_MOST_ENTRIES = 5_000


def list_root_streams(data: bytes) -> set[str]:
    """List the names at the root, without those of embedded objects; none where the directory is damaged."""
    try:
        directory = b"".join(_directory(data))
        (child,) = struct.unpack_from("<I", directory, 76)
        return set(_names(directory, child))
    except (struct.error, IndexError, UnicodeDecodeError):
        return set()


def _directory(data: bytes) -> Iterator[bytes]:
    """Return the sectors of the directory, along the chain that the allocation table tells."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    places = [place for place in struct.unpack_from("<109I", data, 76) if place < _NO_SECTOR]
    table = b"".join(_sector(data, place, size) for place in places)
    (sector,) = struct.unpack_from("<I", data, 48)
    for _ in range(_MOST_SECTORS):
        if sector >= _NO_SECTOR:
            return
        yield _sector(data, sector, size)
        (sector,) = struct.unpack_from("<I", table, 4 * sector)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _names(directory: bytes, first: int) -> Iterator[str]:
    """Return the names of an entry and of its brothers."""
    waiting, seen = [first], set[int]()
    while waiting and len(seen) < _MOST_ENTRIES:
        number = waiting.pop()
        if number >= _NO_SECTOR or number in seen:
            continue
        seen.add(number)
        entry = directory[number * _ENTRY : (number + 1) * _ENTRY]
        length, left, right = struct.unpack_from("<H2xII", entry, 64)
        yield entry[: max(length - 2, 0)].decode("utf-16-le")
        waiting += [left, right]
