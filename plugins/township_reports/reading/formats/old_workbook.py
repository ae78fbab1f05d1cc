"""Excel 97-2003 workbooks (.xls) and Kingsoft's .et of the same build: which cells have no value. Knows no labels.

What the library gives for the others is read as in workbook.py. Records as in Microsoft's [MS-XLS] 2.4: a cell with an
error is a BoolErr or a Formula, a formula whose result was not stored is a Formula with an empty text or, when it is to
be computed on opening, with 0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from doc2docx.cfb import CompoundFile, CompoundFileLimits

from township_reports.reading.document import Document
from township_reports.reading.formats.compound import root_streams
from township_reports.reading.formats.workbook import ERROR, UNCACHED, document_of, opened

_MOST_STREAM_BYTES = 64 * 1024 * 1024
_BOUND_SHEET, _BOF, _EOF, _FORMULA, _BOOL_ERR = 0x85, 0x809, 0x0A, 0x06, 0x205
_NOT_A_NUMBER, _IS_ERROR, _IS_EMPTY_TEXT = 0xFFFF, 2, 3
_COMPUTED_ON_OPENING = 2
_ERRORS = {
    **{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!"},
    **{0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"},
}

Record = tuple[int, bytes]


def parse(data: bytes) -> Document:
    """The document of an .xls file; raises NotAReport where it has a password."""
    book = opened(data)
    name = next(name for name in ("Workbook", "Book") if name in root_streams(data))
    limits = CompoundFileLimits(max_stream_bytes=_MOST_STREAM_BYTES, max_directory_entries=10_000)
    stream = CompoundFile(data, limits=limits).open_stream(name)
    sheets = [struct.unpack_from("<I", content)[0] for kind, content in _records(stream, 0) if kind == _BOUND_SHEET]
    valueless = [dict(_without_value(stream, start)) for start in sheets]
    return document_of(book, dict(zip((sheet.name for sheet in book.sheets_metadata), valueless, strict=True)))


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records of a sheet, or of the part in front that tells of all; without those of its charts."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _without_value(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    for kind, content in _records(stream, start):
        if kind == _BOOL_ERR:
            row, column, code, is_error = struct.unpack_from("<HH2xBB", content)
            if is_error:
                yield (row, column), (_ERRORS.get(code, "#"), ERROR)
        elif kind == _FORMULA:
            row, column, result, code, mark, flags = struct.unpack_from("<HH2xBxB3xHH", content)
            number = struct.unpack_from("<d", content, 6)[0]
            if mark == _NOT_A_NUMBER and result == _IS_ERROR:
                yield (row, column), (_ERRORS.get(code, "#"), ERROR)
            elif (mark == _NOT_A_NUMBER and result == _IS_EMPTY_TEXT) or (number == 0 and flags & _COMPUTED_ON_OPENING):
                yield (row, column), ("=", UNCACHED)
