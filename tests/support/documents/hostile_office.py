"""Office files that try to exhaust or mislead their reader beyond what one part of them can do."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from support.documents.hostile import (
    CELL,
    ENTITIES,
    EXTERNAL,
    LAUGHS,
    OFFICE,
    SHEET,
    docx,
    odt,
    package,
    table,
    workbook,
    xlsx,
)

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
LAST = '<row r="5000"><c r="KN5000"><v>1</v></c></row>'
FILE_PASS = 0x2F


def ods(rows: str, before: str = "", styles: str = "", **parts: str) -> bytes:
    """An .ods of one sheet of those rows."""
    names = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "table", "style"))
    body = f'<office:spreadsheet><table:table table:name="表" table:style-name="s">{rows}</table:table>'
    content = f"{before}<office:document-content {names}>{styles}<office:body>{body}</office:spreadsheet></office:body>"
    text = odt("", **{"content.xml": f"{content}</office:document-content>", **parts})
    return text.replace(b"application/vnd.oasis.opendocument.text", SPREADSHEET, 1)


def xls(write: Callable[[xlwt.Worksheet], object]) -> bytes:
    """An .xls of one sheet."""
    book, stream = xlwt.Workbook(), BytesIO()
    write(book.add_sheet("表"))
    book.save(stream)
    return stream.getvalue()


def locked_xls() -> bytes:
    """An .xls that says it is encrypted: the record after the first of its stream is made one of a password."""
    data = bytearray(xls(lambda sheet: sheet.write(0, 0, "规章")))
    second = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    struct.pack_into("<H", data, second, FILE_PASS)
    return bytes(data)


def _overlapping() -> bytes:
    """A package of 500 members that are all the same megabyte of the file."""
    whole = package({"word/document.xml": "<a/>", "word/0": b"\0" * 1_000_000})
    end = whole.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", whole, end + 12)
    listing = whole[start : start + size]
    member = listing[listing.rindex(b"PK\x01\x02") :]
    listing += member * 500
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 502, 502, len(listing), start, 0)
    return whole[:start] + listing + tail


def _understated() -> bytes:
    """A package whose list says that a part is small though it unpacks to 60 megabytes."""
    whole = bytearray(docx(" " * 60_000_000))
    listed = whole.rindex(b"PK\x01\x02")
    struct.pack_into("<I", whole, listed + 24, 100_000)
    return bytes(whole)


def _many_sheets(count: int) -> bytes:
    sheets = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="r1"/>' for n in range(count))
    return workbook(sheets, f"<sheetData>{LAST}</sheetData>")


def _shared_strings(strings: str) -> bytes:
    cell = '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>'
    whole = xlsx(cell)
    strings = f'{LAUGHS}<sst xmlns="{SHEET}"><si><t>{strings}</t></si></sst>'
    stream = BytesIO(whole)
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    return stream.getvalue()


FAR_RIGHT = '<row r="1"><c r="KN1"><v>1</v></c></row>'
FAR_DOWN = '<row r="99999"><c r="A99999"><v>1</v></c></row>'
MERGES = "".join('<mergeCell ref="A1:KN5000"/>' for _ in range(1_000))
ROW = "<table:table-row>{}</table:table-row>"

HOSTILE_OFFICE: Mapping[str, Callable[[], bytes]] = {
    "docx_overlapping_members": _overlapping,
    "docx_understated_member": _understated,
    "docx_bomb_in_a_package_in_it": lambda: docx("", **{"word/embeddings/a.zip": docx(" " * 60_000_000).hex()}),
    "docx_entities_in_utf16": lambda: package({"word/document.xml": f"{LAUGHS}<d>&l8;</d>".encode("utf-16")}),
    "docx_laughs_in_a_part_nobody_reads": lambda: docx(table(CELL.format("A")), **{"word/styles.xml": LAUGHS}),
    "docx_many_runs": lambda: docx("<w:p>" + "<w:r><w:t>0</w:t></w:r>" * 900_000 + "</w:p>"),
    "docx_parameter_entity": lambda: docx(
        "", f'<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x; {ENTITIES}]>'
    ),
    "xlsx_laughs_in_the_strings": lambda: _shared_strings("&l8;"),
    "xlsx_many_sheets": lambda: _many_sheets(4_000),
    "xlsx_many_merges": lambda: xlsx(f"<sheetData>{LAST}</sheetData><mergeCells>{MERGES}</mergeCells>"),
    "xlsx_sheet_in_a_circle": lambda: _many_sheets(2).replace(b"sheet1.xml", b"sheet2.xml", 1),
    "xlsx_far_cells_two_ways": lambda: xlsx(f"<sheetData>{FAR_RIGHT}{FAR_DOWN}</sheetData>"),
    "xls_far_cell": lambda: xls(lambda sheet: sheet.write(65_535, 255, 1)),
    "xls_far_cells_two_ways": lambda: xls(lambda sheet: (sheet.write(0, 255, 1), sheet.write(65_535, 0, 1))),
    "xls_locked": locked_xls,
    "ods_locked": lambda: ods("", **{"META-INF/manifest.xml": "<m:manifest><m:encryption-data/></m:manifest>"}),
    "ods_laughs": lambda: ods(ROW.format("<table:table-cell>&l8;</table:table-cell>"), LAUGHS),
    "ods_external_entity": lambda: ods(ROW.format("<table:table-cell>&x;</table:table-cell>"), EXTERNAL),
    "ods_bomb": lambda: ods(" " * 60_000_000),
    "ods_far_cell": lambda: ods(
        "<table:table-row table:number-rows-repeated='1048575'/>"
        + ROW.format("<table:table-cell table:number-columns-repeated='16383'/><table:table-cell office:value='1'/>")
    ),
    "ods_repeated_cells": lambda: ods(
        ROW.format("<table:table-cell office:value='1' table:number-columns-repeated='999999999'/>") * 900
    ),
}
