"""Files that try to exhaust, crash or mislead their reader, made on the spot. Nothing hostile is stored."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

from support.documents.expected import DOCUMENTS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))
LAUGHS = f'<!DOCTYPE d [<!ENTITY l0 "lollollol">{ENTITIES}]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, before: str = "", **parts: str) -> bytes:
    """A .docx with that body."""
    return package({"word/document.xml": f"{before}<w:document {W}><w:body>{body}</w:body></w:document>", **parts})


def table(cell: str) -> str:
    """A Word table of one cell."""
    return f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"


def xlsx(sheet: str, before: str = "") -> bytes:
    """An .xlsx of one sheet."""
    return workbook('<sheet name="a" sheetId="1" r:id="r1"/>', sheet, before)


def workbook(sheets: str, sheet: str, before: str = "") -> bytes:
    """An .xlsx of several sheets, all of them the same part."""
    return package(
        {
            "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
        }
    )


def _related(kind: str, target: str) -> str:
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{relation}</Relationships>'


def odt(body: str, before: str = "", **parts: str) -> bytes:
    """An .odt with that body."""
    names = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "table"))
    content = f"{before}<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, text in {"content.xml": content, **parts}.items():
            archive.writestr(name, text)
    return stream.getvalue()


def pdf(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first its catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, trailer, start)
    return bytes(out)


def one_page(content: bytes, *others: bytes, page: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    """A PDF of one page with that content stream as object 4."""
    catalogue, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    first = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R%b>>" % (box, page)
    return pdf((catalogue, pages, first, content, *others))


def packed(data: bytes, times: int = 1, head: bytes = b"") -> bytes:
    """A stream object, its content packed; `times` over and over in the packing."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(data) for _ in range(times)) + packer.flush()
    return b"<</Filter/FlateDecode/Length %d%b>>stream\n%b\nendstream" % (len(content), head, content)


def _drawing() -> bytes:
    return b"0 0 m 1 1 l S\n" * 100_000


def _form(content: bytes, times: int, resources: bytes = b"") -> bytes:
    page = b"/Resources<</XObject<</X 5 0 R>>>>"
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources
    return one_page(packed(b"/X Do "), packed(content, times, head), page=page)


def _image_only() -> bytes:
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    page = b"/Resources<</XObject<</X 5 0 R>>>>"
    return one_page(packed(b"595 0 0 842 0 0 cm /X Do"), image + b"stream\n0\nendstream", page=page)


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    pages = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)
    return pdf((b"<</Type/Catalog/Pages 2 0 R>>", pages, *([page] * count)))


def _encrypted_pdf() -> bytes:
    lock = b"<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>" % (b"5a" * 32, b"a5" * 32)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, lock)
    return pdf(objects, b"/Encrypt 4 0 R/ID[<00><00>]")


def _document(name: str) -> bytes:
    return (DOCUMENTS / name).read_bytes()


def _cut(name: str, share: float) -> bytes:
    data = _document(name)
    return data[: int(len(data) * share)]


def _riddled(name: str, seed: int) -> bytes:
    data, chance = bytearray(_document(name)), random.Random(seed)
    for at in chance.sample(range(512, len(data)), len(data) // 20):
        data[at] = chance.randrange(256)
    return bytes(data)


def _locked_doc() -> bytes:
    """A .doc whose header says that it has a password."""
    data = bytearray(_document("old_word.doc"))
    header = data.index(b"\xec\xa5\x01\x01")
    data[header + 11] |= 1
    return bytes(data)


def _ole(*streams: str, inside: bytes = b"") -> bytes:
    return OLE + b"\0" * 504 + inside.ljust(512, b"\0") + b"".join(name.encode("utf-16-le") for name in streams)


def _endless_directory() -> bytes:
    """A compound file whose directory follows itself."""
    header = bytearray(OLE + b"\0" * 504)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + struct.pack("<128I", *[1] * 128) + b"\1" * 512


def _png(side: int) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))


def _mail(body: bytes, kind: bytes = b"text/html", transfer: bytes = b"base64") -> bytes:
    return (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: %b\r\n"
        b"Content-Transfer-Encoding: %b\r\n\r\n%b\r\n--B--\r\n" % (kind, transfer, body)
    )


def _members(count: int) -> bytes:
    return package({"word/document.xml": "<a/>", **{f"word/{number}": "" for number in range(count)}})


ROWS = "<tr>" + "<td>123456</td>" * 10 + "</tr>"
SPAN = "<w:tc><w:tcPr><w:gridSpan w:val='200000000'/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc>"
CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
TEXT_CELL = "<c t='inlineStr'><is><t>A{}B</t></is></c>"
REPEATED = "<table:table-cell table:number-columns-repeated='999999999'/>"

HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "only_zeros": lambda: b"\0" * 100_000,
    "noise": lambda: random.Random(1).randbytes(100_000),
    "program": lambda: b"MZ" + random.Random(2).randbytes(50_000),
    "gzip": lambda: zlib.compress(b"a" * 1_000_000, wbits=31),
    "huge_picture": lambda: _png(30_000),
    "endless_text": lambda: "规章 | 0 | 0 | 0 |\n".encode() * 300_000,
    "endless_line": lambda: b"0" * 4_900_000,
    "bars_only": lambda: b"|" * 2_000_000,
    "docx_bomb": lambda: docx(f"<w:p><w:r><w:t>{'0' * 60_000_000}</w:t></w:r></w:p>"),
    "docx_blank_bomb": lambda: docx(" " * 60_000_000),
    "docx_external_entity": lambda: docx(table(CELL.format("A&x;B")), EXTERNAL),
    "docx_laughs": lambda: docx(table(CELL.format("&l8;")), LAUGHS),
    "docx_wide_span": lambda: docx(table(SPAN)),
    "docx_deep": lambda: docx("<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000),
    "docx_deep_tables": lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80),
    "docx_many_members": lambda: _members(3_000),
    "docx_too_many_members": lambda: _members(6_000),
    "docx_many_cells": lambda: docx(table((CELL.format("0") + "<!-- -->") * 110_000)),
    "docx_not_xml": lambda: package({"word/document.xml": b"\0\1\2"}),
    "docx_cut": lambda: _cut("tracked_changes.docx", 0.6),
    "docx_riddled": lambda: _riddled("tracked_changes.docx", 3),
    "docx_locked": lambda: _ole("EncryptedPackage"),
    "xlsx_far_cell": lambda: xlsx('<sheetData><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'),
    "xlsx_giant_merge": lambda: xlsx('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "xlsx_bomb": lambda: xlsx("<sheetData>" + "<row><c><v>1</v></c></row>" * 2_000_000 + "</sheetData>"),
    "xlsx_external_entity": lambda: xlsx(f"<sheetData><row>{TEXT_CELL.format('&x;')}</row></sheetData>", EXTERNAL),
    "xlsx_laughs": lambda: xlsx(f"<sheetData><row>{TEXT_CELL.format('&l8;')}</row></sheetData>", LAUGHS),
    "xlsx_cut": lambda: _cut("three_sheets.xlsx", 0.5),
    "xls_cut": lambda: _cut("kingsoft_sheet.et", 0.3),
    "xls_riddled": lambda: _riddled("kingsoft_sheet.et", 4),
    "ole_endless_directory": _endless_directory,
    "doc_cut": lambda: _cut("old_word.doc", 0.3),
    "doc_riddled": lambda: _riddled("old_word.doc", 5),
    "doc_locked": _locked_doc,
    "doc_word_95": lambda: _ole("WordDocument", inside=b"\xdc\xa5\x65\x00"),
    "doc_word_2": lambda: b"\xdb\xa5\x2d\x00" + random.Random(6).randbytes(5_000),
    "works": lambda: _ole("MatOST", "CONTENTS"),
    "odt_repeated_cells": lambda: odt(
        f"<table:table>{f'<table:table-row>{REPEATED}</table:table-row>' * 9}</table:table>"
    ),
    "odt_repeated_rows": lambda: odt(
        "<table:table>" + "<table:table-row table:number-rows-repeated='99999999'/>" * 99 + "</table:table>"
    ),
    "odt_bomb": lambda: odt("<text:p>" + "0" * 60_000_000 + "</text:p>"),
    "odt_external_entity": lambda: odt("<text:p>&x;</text:p>", EXTERNAL),
    "odt_deep": lambda: odt("<text:span>" * 5_000 + "</text:span>" * 5_000),
    "odt_locked": lambda: odt("", **{"META-INF/manifest.xml": "<m:manifest><m:encryption-data/></m:manifest>"}),
    "odt_cut": lambda: _cut("libreoffice.odt", 0.5),
    "html_giant_span": lambda: b"<table><tr><td rowspan=100000000 colspan=100000000>1</td></tr></table>",
    "html_many_spans": lambda: b"<table><tr>" + b"<td rowspan=65534 colspan=1000>1</td>" * 200 + b"</tr></table>",
    "html_deep": lambda: b"<table><tr><td>" * 50_000,
    "html_too_large": lambda: b"<table>" + ROWS.encode() * 65_000,
    "html_many_cells": lambda: b"<table><tr>" + b"<td>1</td>" * 300_000,
    "mht_without_page": lambda: _mail(b"AAAA", b"image/png"),
    "mht_broken_packing": lambda: _mail(b"PGh0bWw+%%%%"),
    "mht_deep": lambda: _mail(b"".join(b"--B%d\n" % n for n in range(3_000))),
    "rtf_broken": lambda: b"{\\rtf1\\ansi " + b"{" * 20_000,
    "pdf_header_only": lambda: b"%PDF-1.7\n",
    "pdf_cut": lambda: _cut("head_cut.pdf", 0.4),
    "pdf_riddled": lambda: _riddled("head_cut.pdf", 7),
    "pdf_locked": _encrypted_pdf,
    "pdf_scan": _image_only,
    "pdf_blank": lambda: one_page(packed(b"")),
    "pdf_giant_page": lambda: one_page(packed(b"0 0 m 9 9 l S"), box=b"0 0 14400 14400"),
    "pdf_3000_pages": lambda: _many_pages(3_000),
    "pdf_content_bomb": lambda: one_page(packed(_drawing(), 100)),
    "pdf_form_bomb": lambda: _form(_drawing(), 100),
    "pdf_form_in_itself": lambda: _form(b"/X Do /X Do", 1, b"/Resources<</XObject<</X 5 0 R>>>>"),
    "pdf_pages_in_a_circle": lambda: pdf((b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>")),
    "pdf_many_lines": lambda: one_page(packed(b"".join(b"0 %d m 9 %d l S\n" % (n, n) for n in range(60_000)))),
}
