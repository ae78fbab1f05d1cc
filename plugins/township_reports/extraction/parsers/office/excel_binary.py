"""Excel 97-2003 workbooks (.xls) and Kingsoft's .et of the same build: which cells have no value.

What the library gives for the others is read as in workbook.py. Records as in Microsoft's [MS-XLS] 2.4: a cell with an
error is a BoolErr or a Formula, a formula whose result was not stored is a Formula with an empty text or, when it is to
be computed on opening, with 0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from doc2docx.cfb import CompoundFile, CompoundFileLimits

from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.parsers.office.compound_file import list_root_streams
from township_reports.extraction.parsers.office.excel_workbook import (
    ERROR,
    LOCKED,
    UNCACHED,
    Extent,
    build_document,
    open_workbook,
)
from township_reports.extraction.parsers.office.sheet_drawings import list_drawn_cells_of_records

_MOST_STREAM_BYTES = 64 * 1024 * 1024
_BOUND_SHEET, _FILE_PASS, _BOF, _EOF, _FORMULA, _BOOL_ERR = 0x85, 0x2F, 0x809, 0x0A, 0x06, 0x205
_CELLS = {_FORMULA, _BOOL_ERR, 0x201, 0x203, 0x204, 0x27E, 0xBD, 0xBE, 0xD6, 0xFD}  # each begins with row and column
_NOT_A_NUMBER, _IS_ERROR, _IS_EMPTY_TEXT = 0xFFFF, 2, 3
_COMPUTED_ON_OPENING = 2
_ERRORS = {
    **{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!"},
    **{0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"},
}

Record = tuple[int, bytes]


def parse(data: bytes) -> Document:
    """Parse the document of an .xls file; raises UnreadableReportError where it has a password or reaches too far."""
    name = next(name for name in ("Workbook", "Book") if name in list_root_streams(data))
    limits = CompoundFileLimits(max_stream_bytes=_MOST_STREAM_BYTES, max_directory_entries=10_000)
    stream = CompoundFile(data, limits=limits).open_stream(name)
    about = list(_records(stream, 0))
    if any(kind == _FILE_PASS for kind, _ in about):
        raise UnreadableReportError(LOCKED)
    sheets = [struct.unpack_from("<I", content)[0] for kind, content in about if kind == _BOUND_SHEET]
    valueless = [dict(_without_value(stream, start)) for start in sheets]
    drawn = [list_drawn_cells_of_records(_records(stream, start)) for start in sheets]
    book = open_workbook(data)
    names = [sheet.name for sheet in book.sheets_metadata]
    return build_document(book, dict(zip(names, valueless, strict=True)), dict(zip(names, drawn, strict=True)))


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """Return the records of a sheet, or of the part in front that tells of all; without those of its charts."""
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
    extent = Extent()
    for kind, content in _records(stream, start):
        if kind not in _CELLS:
            continue
        row, column = struct.unpack_from("<HH", content)
        extent.reach(row + 1, column + 1)
        trouble = _trouble(kind, content)
        if trouble:
            yield (row, column), trouble


def _trouble(kind: int, content: bytes) -> tuple[str, str] | None:
    """Return what stands in a cell that has no value, and why it is none."""
    if kind == _BOOL_ERR:
        code, is_error = struct.unpack_from("<6xBB", content)
        return (_ERRORS.get(code, "#"), ERROR) if is_error else None
    if kind != _FORMULA:
        return None
    result, code, mark, flags = struct.unpack_from("<6xBxB3xHH", content)
    if mark == _NOT_A_NUMBER and result == _IS_ERROR:
        return _ERRORS.get(code, "#"), ERROR
    is_zero = struct.unpack_from("<d", content, 6)[0] == 0
    if (mark == _NOT_A_NUMBER and result == _IS_EMPTY_TEXT) or (is_zero and flags & _COMPUTED_ON_OPENING):
        return "=", UNCACHED
    return None
