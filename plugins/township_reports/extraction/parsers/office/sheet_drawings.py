"""The cells of a worksheet over which pictures and shapes lie, by row and column from 0."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterable, Iterator

from lxml import etree

from township_reports.extraction.parsers.office.zip_package import ZipPackage

Position = tuple[int, int]

_MOST_SPAN = 50  # rows or columns; what is larger is a background
_MSO_DRAWING, _OBJ = 0xEC, 0x5D  # records of [MS-XLS] 2.4.170 and 2.4.181
_ANCHOR, _HEAD = struct.Struct("<9H"), struct.Struct("<HHI")
_ANCHOR_HEAD = _HEAD.pack(0, 0xF010, _ANCHOR.size)  # of OfficeArtClientAnchorSheet, [MS-XLS] 2.5.193
_OBJ_HEAD = b"\x15\0\x12\0"
_NOTE = b"\x19\0"  # the remark on a cell, which is not shown


def list_drawn_cells(package: ZipPackage, sheet: str) -> set[Position]:
    """List the cells under the drawings of a worksheet's part."""
    return {
        position
        for drawing in _targets(package, sheet, "/drawing")
        for anchor in package.read_xml(drawing)
        for position in _under(anchor)
    }


def _targets(package: ZipPackage, part: str, kind: str) -> Iterator[str]:
    """Return the parts that a part refers to by relations of a kind."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.list_names():
        return
    for relation in package.read_xml(relations):
        target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target")))).lstrip("/")
        if str(relation.get("Type")).endswith(kind) and target in package.list_names():
            yield target


def _under(anchor: etree._Element) -> Iterator[Position]:
    begin, end = anchor.find("{*}from"), anchor.find("{*}to")
    if begin is not None:
        top, left = _corner(begin, at_end=False)
        yield from _cells(top, left, *(_corner(end, at_end=True) if end is not None else (top, left)))


def _corner(corner: etree._Element, *, at_end: bool) -> Position:
    """Row and column of a corner; a drawing that ends just where a cell begins does not lie over it."""
    sides = [(_count(corner, f"{{*}}{side}"), _count(corner, f"{{*}}{side}Off")) for side in ("row", "col")]
    row, column = (number - (at_end and not offset and number > 0) for number, offset in sides)
    return row, column


def _count(corner: etree._Element, name: str) -> int:
    text = (corner.findtext(name) or "").strip()
    return int(text) if text.isdecimal() else 0


def list_drawn_cells_of_records(records: Iterable[tuple[int, bytes]]) -> set[Position]:
    """List the same of the records of an .xls worksheet."""
    found: set[Position] = set()
    anchor = b""
    for kind, content in records:
        if kind == _MSO_DRAWING:
            anchor = content[content.rfind(_ANCHOR_HEAD) + _HEAD.size :] if _ANCHOR_HEAD in content else b""
        elif kind == _OBJ:
            if not content.startswith(_OBJ_HEAD):  # as before Excel 97: the anchor stands in the record itself
                found.update(_anchored(content[8:]))
            elif content[4:6] != _NOTE:
                found.update(_anchored(anchor))
            anchor = b""
    return found


def _anchored(anchor: bytes) -> Iterator[Position]:
    """Return the cells of an anchor: flags, then column, offset, row, offset of either corner."""
    if len(anchor) >= _ANCHOR.size:
        _, left, _, top, _, right, _, bottom, _ = _ANCHOR.unpack_from(anchor)
        yield from _cells(top, left, bottom, right)


def _cells(top: int, left: int, bottom: int, right: int) -> Iterator[Position]:
    if bottom - top < _MOST_SPAN and right - left < _MOST_SPAN:
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
