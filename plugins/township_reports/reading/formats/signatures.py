"""Recognises a file format by its content. Parses nothing; a file's suffix is never asked."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO

from township_reports.reading.formats.encoding import decode

Recogniser = Callable[[bytes], bool]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|body)[\s>]|<table[\s>].*<td[\s>]", re.IGNORECASE | re.DOTALL)
_MOST_CONTROLS = 0.01
_SAMPLE = 100_000


def starts_with(*magics: bytes) -> Recogniser:
    """Recognises a file by its first bytes."""
    return lambda data: data.startswith(magics)


def ole_with(*streams: str) -> Recogniser:
    """Recognises an OLE compound file by the name of one of its streams."""
    names = tuple(stream.encode("utf-16-le") for stream in streams)
    return lambda data: data.startswith(OLE) and any(name in data for name in names)


def zip_with(member: str) -> Recogniser:
    """Recognises a zip package by a pattern for the name of one of its members."""
    pattern = re.compile(member)
    return lambda data: data.startswith(_ZIP) and any(map(pattern.fullmatch, _zip_names(data)))


def is_archive(data: bytes) -> bool:
    """Whether the file is an archive or a zip package of a kind that is not read."""
    return data.startswith((*_ZIP, *_ARCHIVES))


def is_image(data: bytes) -> bool:
    """Whether the file is a picture."""
    return data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def is_broken_zip(data: bytes) -> bool:
    """Whether the file begins as a zip package but cannot be opened as one: cut off or damaged."""
    return data.startswith(_ZIP) and not _zip_names(data)


def is_empty(data: bytes) -> bool:
    """Whether nothing is in the file."""
    return not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe")


def looks_like_html(data: bytes) -> bool:
    """Whether the file is a web page or a table of one, whatever its encoding; text may hold a stray tag or two."""
    return _PAGE.search(data.replace(b"\0", b"")) is not None


def looks_like_text(data: bytes) -> bool:
    """Whether the file can be decoded and holds almost no control characters."""
    try:
        text = decode(data)
    except UnicodeError:
        return False
    text = text[:_SAMPLE]
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\r\n\f\v\x85" for char in text)
    return odd <= len(text) * _MOST_CONTROLS


def _zip_names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []
