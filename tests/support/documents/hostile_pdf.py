"""PDF files that try to exhaust or mislead their reader in the structure of the file itself."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from hashlib import md5

from support.documents.hostile import one_page, packed, pdf

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
PERMISSIONS = (-44).to_bytes(4, "little", signed=True)
IDENTIFIER = b"0123456789abcdef"
TEXT = b"BT /F 12 Tf 72 720 Td (a report with enough letters to be no scan) Tj ET"
FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
MANY = 30  # times ten megabytes


def _rc4(key: bytes, data: bytes) -> bytes:
    state, at = list(range(256)), 0
    for index in range(256):
        at = (at + state[index] + key[index % len(key)]) % 256
        state[index], state[at] = state[at], state[index]
    out, here, there = bytearray(), 0, 0
    for byte in data:
        here = (here + 1) % 256
        there = (there + state[here]) % 256
        state[here], state[there] = state[there], state[here]
        out.append(byte ^ state[(state[here] + state[there]) % 256])
    return bytes(out)


def locked(user: bytes, owner: bytes) -> bytes:
    """A PDF of one page under two passwords, 40-bit RC4 (ISO 32000-1, 7.6.3); without `user` anybody may read it."""
    padded_user, padded_owner = (user + PADDING)[:32], (owner + PADDING)[:32]
    of_owner = _rc4(md5(padded_owner, usedforsecurity=False).digest()[:5], padded_user)
    key = md5(padded_user + of_owner + PERMISSIONS + IDENTIFIER, usedforsecurity=False).digest()[:5]
    of_page = md5(key + b"\x04\0\0\0\0", usedforsecurity=False).digest()[:10]
    content = b"<</Length %d>>stream\n%b\nendstream" % (len(TEXT), _rc4(of_page, TEXT))
    lock = b"<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -44>>"
    lock %= (of_owner.hex().encode(), _rc4(key, PADDING).hex().encode())
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%b>>" % FONT
    objects = (CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, lock)
    name = IDENTIFIER.hex().encode()
    return pdf(objects, b"/Encrypt 5 0 R/ID[<%b><%b>]" % (name, name))


def with_attachment(data: bytes) -> bytes:
    """A PDF of one page that carries a file."""
    stream = b"<</Type/EmbeddedFile/Length %d>>stream\n%b\nendstream" % (len(data), data)
    page = b"%b/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(a)/EF<</F 5 0 R>>>>>>]" % FONT
    return one_page(packed(TEXT), stream, page=page)


def _packed_in_packing() -> bytes:
    content = zlib.compress(zlib.compress(b"0 0 m 1 1 l S\n" * 10_000_000, 9), 9)
    return one_page(b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%b\nendstream" % (len(content), content))


def _endless_font_map() -> bytes:
    """A font whose table of characters unpacks to 300 megabytes."""
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/ToUnicode 6 0 R>>"
    table = packed(b"<0001> <0001> <0041>\n" * 500_000, MANY)
    return one_page(packed(TEXT), font, table, page=b"/Resources<</Font<</F 5 0 R>>>>")


def _object_stream() -> bytes:
    """A page that stands in a stream of objects which unpacks to 300 megabytes."""
    head = b"/Type/ObjStm/N 1/First 4"
    body = packed(b"3 0 " + b" " * 10_000_000, MANY, head)
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in ((1, CATALOGUE), (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"), (4, body)):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = [(0, 0, 0), (1, places[0], 0), (1, places[1], 0), (2, 4, 0), (1, places[2], 0), (1, len(out), 0)]
    table = b"".join(bytes([kind]) + where.to_bytes(4, "big") + bytes([last]) for kind, where, last in rows)
    start = len(out)
    out += b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream\nendobj\n" % (36, table)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % start)


def _table_before_itself() -> bytes:
    """A cross-reference table that names itself as the one before."""
    page = one_page(packed(TEXT), page=FONT)
    start = page[page.rindex(b"startxref") :].split()[1]
    return page.replace(b"trailer<<", b"trailer<</Prev %b" % start)


def _deep_pages(depth: int) -> bytes:
    nodes = (b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(3, depth))
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % (depth - 1)
    return pdf((CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", *nodes, page))


def _length_of_itself() -> bytes:
    return one_page(b"<</Length 5 0 R>>stream\n%b\nendstream" % TEXT, b"5 0 R")


def _launching() -> bytes:
    action = b"/AA<</O<</S/Launch/F(/bin/sh)>>>>%b" % FONT
    return one_page(packed(TEXT), page=action)


HOSTILE_PDF: Mapping[str, Callable[[], bytes]] = {
    "pdf_user_password": lambda: locked(b"u", b"o"),
    "pdf_large_attachment": lambda: with_attachment(b"\0" * 60_000_000),
    "pdf_packed_in_packing": _packed_in_packing,
    "pdf_endless_font_map": _endless_font_map,
    "pdf_object_stream_bomb": _object_stream,
    "pdf_table_before_itself": _table_before_itself,
    "pdf_deep_pages": lambda: _deep_pages(3_000),
    "pdf_deep_arrays": lambda: one_page(packed(b"[" * 1_000_000)),
    "pdf_deep_objects": lambda: one_page(b"[" * 200_000),
    "pdf_open_string": lambda: one_page(packed(b"(" * 1_000_000)),
    "pdf_length_of_itself": _length_of_itself,
    "pdf_launching_a_program": _launching,
}
