"""Recognises a file format by its content."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO

from township_reports.extraction.parsers.office.compound_file import MAGIC, list_root_streams
from township_reports.extraction.parsers.text.encoding import decode

Sniffer = Callable[[bytes], bool]

OLE = MAGIC
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_ENTRY = b"PK\x01\x02"
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)
_TABLE_CELL = re.compile(rb"<td[\s>]", re.IGNORECASE)
_APPLE_PHOTOS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_OLD_WORD = (b"\x9b\xa5", b"\x9c\xa5", b"\xdb\xa5", b"\xdc\xa5")  # 1, 1 for Macintosh, 2, and 6 to 95
_SECTOR = 512
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MACRO_PART = re.compile(r".*/(?:vbaProject\.bin|macrosheets/.+)|Basic/[^/]+/(?!script-l[bc]\.xml).+\.xml")
_MACRO_STORAGES = ("Macros", "_VBA_PROJECT_CUR")
_MIME_HEADER = re.compile(rb"\A\s*(?:[A-Za-z-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+")
_MOST_CONTROLS = 0.01
_LONGEST_CHARACTER = 4  # bytes; the sample may end within one
_MOST_MEMBERS = 5_000
_SAMPLE = 100_000


def match_start(*magics: bytes) -> Sniffer:
    """Recognises a file by its first bytes."""
    return lambda data: data.startswith(magics)


def match_ole(*streams: str) -> Sniffer:
    """Recognises an OLE compound file by the name of a stream at its root; embedded objects have such streams too."""
    names = tuple(stream.encode("utf-16-le") for stream in streams)

    def recognises(data: bytes) -> bool:
        if not data.startswith(OLE):
            return False
        found = list_root_streams(data)
        return not found.isdisjoint(streams) if found else any(name in data for name in names)

    return recognises


def match_zip(member: str) -> Sniffer:
    """Recognises a zip package by a pattern for the name of one of its members."""
    pattern = re.compile(member)
    return lambda data: data.startswith(_ZIP) and any(map(pattern.fullmatch, _zip_names(data)))


def is_archive(data: bytes) -> bool:
    """Whether the file is an archive or a zip package of a kind that is not read."""
    return data.startswith((*_ZIP, *_ARCHIVES))


def is_old_word(data: bytes) -> bool:
    """Whether the file is of Word 95 or older."""
    if not data.startswith(OLE):
        return data.startswith(_OLD_WORD)
    return any(data.startswith(_OLD_WORD, at) for at in range(_SECTOR, len(data), _SECTOR))


def match_open_document(kind: bytes) -> Sniffer:
    """Recognises an OpenDocument file by its kind."""
    return lambda data: data.startswith(_ZIP) and _OPEN_DOCUMENT + kind in data[:200]


def is_web_archive(data: bytes) -> bool:
    """Whether the file is a web page saved in one file, which begins like a letter."""
    header = _MIME_HEADER.match(data[:8192])
    return header is not None and b"mime-version:" in header.group().lower()


def is_pdf(data: bytes) -> bool:
    """Whether the file is a PDF; some programs write a few bytes in front."""
    return b"%PDF-" in data[:1024]


def is_image(data: bytes) -> bool:
    """Whether the file is a picture."""
    return data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def is_apple_photo(data: bytes) -> bool:
    """Whether the file is a photo as Apple's telephones keep them."""
    return data[4:8] == b"ftyp" and data[8:12] in _APPLE_PHOTOS


def is_broken_zip(data: bytes) -> bool:
    """Whether the file begins as a zip package but cannot be opened as one: cut off or damaged."""
    return data.startswith(_ZIP) and not _zip_names(data)


def is_empty(data: bytes) -> bool:
    """Whether nothing is in the file."""
    return not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe")


def looks_like_html(data: bytes) -> bool:
    """Whether the file is a web page or a table of one, whatever its encoding; text may hold a stray tag or two."""
    plain = data.replace(b"\0", b"")
    table = _TABLE.search(plain)
    return _PAGE.search(plain) is not None or (table is not None and _TABLE_CELL.search(plain, table.end()) is not None)


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning of the file can be decoded and holds almost no control characters."""
    text = next(filter(None, map(_decoded, (data[: _SAMPLE - cut] for cut in range(_LONGEST_CHARACTER)))), "")
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\r\n\f\v\x85" for char in text)
    return bool(text) and odd <= len(text) * _MOST_CONTROLS


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except UnicodeError:
        return ""


def has_macros(data: bytes) -> bool:
    """Whether an Office file carries programs."""
    if data.startswith(OLE):
        return not list_root_streams(data).isdisjoint(_MACRO_STORAGES)
    return data.startswith(_ZIP) and any(map(_MACRO_PART.fullmatch, _zip_names(data)))


def _zip_names(data: bytes) -> list[str]:
    """Zip the members of a zip package; none if it is damaged or has more of them than any honest file."""
    if data.count(_ZIP_ENTRY) > _MOST_MEMBERS:
        return []
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []
