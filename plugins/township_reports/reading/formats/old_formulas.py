"""Cells of an .xls file that would read as blank or 0 though they are not: errors, and formulas never computed.

Excel and WPS store what a formula gave. Programs that only write files leave it out, store an empty text, or store 0
and ask for the formulas to be computed when the file is opened. Layouts of records: [MS-XLS] 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from doc2docx.cfb import CompoundFile, CompoundFileLimits

_BOUND_SHEET, _FORMULA, _STRING, _END = 0x0085, 0x0006, 0x0207, 0x000A
_BETWEEN = (0x04BC, 0x0221, 0x0236)  # what belongs to a formula and stands before its text: shared, array, table
_ERROR_CELL, _NUMBER, _SMALL_NUMBER, _SMALL_NUMBERS = 0x0205, 0x0203, 0x027E, 0x00BD
_NO_NUMBER = b"\xff\xff"
_TEXT, _ERROR, _EMPTY = 0, 2, 3  # kinds of results that are no numbers
_ON_OPENING = 2  # computed when the file is opened
_WIDE = 1
_EXCEL_97 = 0x0600
_MOST_BYTES = 64 * 1024 * 1024
_MOST_RECORDS = 500_000

Position = tuple[int, int]
Record = tuple[int, bytes]


@dataclass
class Valueless:
    """Cells without a value of one sheet, by row and column from 0: those with an error, and uncomputed formulas."""

    errors: set[Position] = field(default_factory=set)
    uncomputed: set[Position] = field(default_factory=set)


@dataclass
class _Sheet:
    """What the records of a sheet tell; `zeros` are formulas with the result 0 that ask to be computed.

    `computed`: a formula has another result, so that some program has computed them.
    """

    found: Valueless = field(default_factory=Valueless)
    zeros: set[Position] = field(default_factory=set)
    empty: set[Position] = field(default_factory=set)
    computed: bool = False
    has_numbers: bool = False


def valueless(data: bytes) -> dict[str, Valueless]:
    """The cells without a value by the name of their sheet; raises struct.error or ValueError for a damaged file."""
    file = CompoundFile(data, limits=CompoundFileLimits(max_stream_bytes=_MOST_BYTES, max_directory_entries=10_000))
    names = {entry.name for entry in file.entries}
    book = file.open_stream("Workbook" if "Workbook" in names else "Book")
    sheets = {name: _sheet(book, at) for name, at in _bound_sheets(book)}
    if not any(sheet.computed for sheet in sheets.values()):
        has_numbers = any(sheet.has_numbers for sheet in sheets.values())
        for sheet in sheets.values():
            sheet.found.uncomputed |= sheet.empty | (sheet.zeros if has_numbers else set())
    return {name: sheet.found for name, sheet in sheets.items()}


def _records(book: bytes, at: int) -> Iterator[Record]:
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _END:
            return


def _bound_sheets(book: bytes) -> Iterator[tuple[str, int]]:
    """The name of every sheet and where its records begin; Excel 95 and older wrote names in the office's code page."""
    (version,) = struct.unpack_from("<H", book, 4)
    for kind, body in _records(book, 0):
        if kind == _BOUND_SHEET:
            at, _, _, length, flags = struct.unpack_from("<IBBBB", body)
            if version < _EXCEL_97:
                yield body[7 : 7 + length].decode("gb18030"), at
            elif flags & _WIDE:
                yield body[8 : 8 + 2 * length].decode("utf-16-le"), at
            else:
                yield body[8 : 8 + length].decode("latin-1"), at


def _sheet(book: bytes, at: int) -> _Sheet:
    sheet = _Sheet()
    awaiting: Position | None = None
    for kind, body in _records(book, at):
        if awaiting and kind not in (_STRING, *_BETWEEN):
            sheet.found.uncomputed.add(awaiting)
        awaiting = awaiting if kind in _BETWEEN else None
        if kind == _FORMULA:
            awaiting = _note_formula(sheet, body)
        elif kind == _ERROR_CELL:
            row, column, _, _, is_error = struct.unpack_from("<HHHBB", body)
            sheet.found.errors |= {(row, column)} if is_error else set()
        elif kind in (_NUMBER, _SMALL_NUMBER, _SMALL_NUMBERS):
            sheet.has_numbers = sheet.has_numbers or _has_number(kind, body)
    return sheet


def _note_formula(sheet: _Sheet, body: bytes) -> Position | None:
    """Notes the result of a formula; its position if the text it gave must follow."""
    row, column, _, result, options = struct.unpack_from("<HHH8sH", body)
    place = row, column
    if result[6:] != _NO_NUMBER:
        waits = not any(result) and bool(options & _ON_OPENING)
        sheet.zeros |= {place} if waits else set()
        sheet.computed = sheet.computed or not waits
        return None
    sheet.empty |= {place} if result[0] == _EMPTY else set()
    sheet.found.errors |= {place} if result[0] == _ERROR else set()
    sheet.computed = sheet.computed or result[0] not in (_TEXT, _EMPTY)
    return place if result[0] == _TEXT else None


def _has_number(kind: int, body: bytes) -> bool:
    """Whether a record of numbers has one that is not 0; two bits of a small number tell how it is packed."""
    if kind == _NUMBER:
        return any(body[6:])
    packed = (4, len(body) - 2) if kind == _SMALL_NUMBERS else (4, len(body))
    return any(number >> 2 for _, number in struct.iter_unpack("<HI", body[slice(*packed)]))
