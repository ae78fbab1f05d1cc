"""OpenDocument texts with merged and repeated cells, written tag by tag."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from support.generator.document import Document
from support.generator.form_tables import Box, FormTable

SCHEMA = "urn:oasis:names:tc:opendocument:xmlns:"
TYPE = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(f'xmlns:{name}="{SCHEMA}{name}:1.0"' for name in ("office", "text", "table"))
DELETED = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>97</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)


def write_odt(document: Document) -> bytes:
    """The document as .odt; equal neighbouring figures are told once and repeated, as LibreOffice writes them."""
    body = [DELETED, *map(_paragraph, (document.title, *document.introduction))]
    for section in document.sections():
        body += map(_paragraph, section.lines)
        body += map(_table, section.tables)
    body += map(_paragraph, document.signature)
    content = (
        f"<office:document-content {NAMESPACES}><office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as package:
        package.writestr(ZipInfo("mimetype"), TYPE)
        package.writestr(ZipInfo("content.xml"), content)
    return stream.getvalue()


def _paragraph(text: str) -> str:
    lines = "<text:line-break/>".join(map(escape, text.split("\n")))
    return f"<text:p>{lines}</text:p>"


def _table(table: FormTable) -> str:
    rows = "".join(f"<table:table-row>{''.join(_row(row))}</table:table-row>" for row in table.grid())
    return f"<table:table><table:table-column table:number-columns-repeated='{table.width}'/>{rows}</table:table>"


def _row(row: list[Box | None]) -> Iterator[str]:
    for box, same in groupby(row, key=_alike):
        count = len(list(same))
        repeated = f" table:number-columns-repeated='{count}'" if count > 1 else ""
        if box is None:
            yield f"<table:covered-table-cell{repeated}/>"
        else:
            spans = f" table:number-columns-spanned='{box.across}' table:number-rows-spanned='{box.down}'"
            spans = spans if box.across > 1 or box.down > 1 else ""
            yield f"<table:table-cell{spans}{repeated}>{_paragraph(box.text)}</table:table-cell>"


def _alike(box: Box | None) -> Box | None:
    """Boxes that are written in the same way."""
    return Box(box.content, box.across, box.down) if box else None
