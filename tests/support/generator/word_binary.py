"""Word 97 files from those in tests/documents: each figure is written over with another of its length.

Text is patched where it stands in the file, for its length is told in many places; nothing else of the file changes.
A figure is as long as the one it replaces, or padded with blanks, so most are digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from support.folders import DOCUMENTS
from support.generator.entries import Known
from support.generator.form_tables import printed_cells
from township_reports.records.report import Status
from township_reports.template.form import load_form

TEMPLATES: Mapping[str, str] = {"2019": "old_word.doc", "2021": "kingsoft.wps"}
END_OF_CELL = "\x07"
MARKS = ("/", "-", "—", "无")


@dataclass(frozen=True)
class _Slot:
    """A figure in the file: the cell it is printed for, where it begins, its characters."""

    cell: str
    at: int
    text: str


def write_word_binary(edition: str, random: Random) -> tuple[bytes, dict[str, Known]]:
    """A .doc (2019) or .wps (2021) with other figures, and what must be read."""
    data = bytearray((DOCUMENTS / TEMPLATES[edition]).read_bytes())
    known = {}
    for slot in _slots(edition):
        text, known[slot.cell] = _figure(slot, random)
        data[slot.at : slot.at + 2 * len(slot.text)] = text.ljust(len(slot.text)).encode("utf-16-le")
    return bytes(data), known


@cache
def _slots(edition: str) -> tuple[_Slot, ...]:
    """The figures in printed order; raises ValueError where they are not those of the form."""
    data = (DOCUMENTS / TEMPLATES[edition]).read_bytes()
    first = data.index("第二十条".encode("utf-16-le"))
    text = data[first : data.index("五、存在".encode("utf-16-le"))].decode("utf-16-le")
    found = [
        (first + 2 * at, piece) for at, piece in _pieces(text) if piece.lstrip("+-")[:1].isdigit() and _is_figure(piece)
    ]
    cells = printed_cells(load_form(edition), {})
    return tuple(_Slot(cell, at, piece) for cell, (at, piece) in zip(cells, found, strict=True))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for piece in text.split(END_OF_CELL):
        start = piece.rfind("\r") + 1
        yield at + start, piece[start:]
        at += len(piece) + 1


def _is_figure(piece: str) -> bool:
    return piece.lstrip("+-").removesuffix("万元").replace(".", "").isdigit()


def _figure(slot: _Slot, random: Random) -> tuple[str, Known]:
    """A figure as long as the slot; in one of six a blank or a mark for none."""
    if "." in slot.text:
        amount = f"{random.randint(1, 9)}{slot.text[1:]}"
        return amount, (Decimal(amount.removesuffix("万元")), Status.READ)
    kind = random.randrange(12)
    if kind == 0:
        return "", (None, Status.BLANK)
    if kind == 1:
        return random.choice(MARKS), (None, Status.NOT_APPLICABLE)
    length = len(slot.text)
    if slot.text[0] in "+-":
        sign, size = random.choice("+-"), random.randint(1, 10 ** (length - 1) - 1)
        return f"{sign}{size}", (size if sign == "+" else -size, Status.READ)
    number = random.randint(0, 10**length - 1)
    return str(number), (number, Status.READ)
