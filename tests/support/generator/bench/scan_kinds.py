"""Scans and photos of printed reports. Where figures are hidden, or the rules between them gone, any may be unsure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from zlib import crc32

from support.generator import entries
from support.generator.bench.kind import Kind, kind
from support.generator.document import Document
from support.generator.entries import Style, plain
from support.generator.pdf import OFFICE, Paper, write_pdf
from support.generator.scan import Damage, Picture, as_pdf, as_tiff, scanned

DPI = 200
SCANNER = Damage(skew=0.8, blur=0.6, noise=6, shading=0.12, specks=40, jpeg=75)
TELEPHONE = Damage(skew=-1.2, keystone=0.012, desk=0.04, blur=0.8, noise=5, shading=0.3, jpeg=80, grey=False)
SANS = replace(OFFICE, font="Noto Sans SC", digits="DejaVu Sans Mono", size=10.5, body=12)
WHOLE: Mapping[str, Damage] = {
    "office": SCANNER,
    "black_and_white": replace(SCANNER, levels=2, jpeg=0),
    "phone": TELEPHONE,
    "crooked": replace(SCANNER, skew=-3.2),
    "grainy": replace(SCANNER, noise=14, specks=150, jpeg=60),
    "worn_rules": replace(SCANNER, fading=0.12),
    "coloured": replace(SCANNER, grey=False, jpeg=60),
}
HIDDEN: Mapping[str, Damage] = {
    "rules_gone": replace(SCANNER, fading=0.25),
    "stamped": replace(SCANNER, stamp=True, grey=False),
    "stamped_grey": replace(SCANNER, stamp=True),
    "pen_strokes": replace(SCANNER, strokes=5, holes=True, grey=False),
    "bad": Damage(skew=1.7, blur=0.9, noise=16, shading=0.25, specks=200, fading=0.25, stamp=True, jpeg=55),
}


def scan_kinds() -> Iterator[Kind]:
    """All kinds of scans, those from which figures are gone marked as lossy."""
    for name, damage in WHOLE.items():
        yield _kind(name, damage)
    yield _kind("blanks", SCANNER, style=entries.blank_zeros)
    yield _kind("marks", SCANNER, style=entries.marked("/", "0", "—"))
    yield _kind("other_type", SCANNER, SANS)
    yield replace(_kind("sideways", replace(SCANNER, quarter_turns=1), pack=as_tiff), suffix="tif")
    for name, damage in HIDDEN.items():
        yield _kind(name, damage, lossy=True)
    yield _kind("coarse", SCANNER, dpi=DPI / 2, lossy=True)


def _kind(
    name: str,
    damage: Damage,
    paper: Paper = OFFICE,
    *,
    style: Style = plain,
    dpi: float = DPI,
    pack: Callable[[Sequence[Picture]], bytes] | None = None,
    lossy: bool = False,
) -> Kind:
    encode = partial(_encode, damage, paper, dpi, pack or partial(as_pdf, dpi=dpi))
    return replace(kind(f"scan/{name}", encode, style=style, lossy=lossy), suffix="pdf")


def _encode(
    damage: Damage, paper: Paper, dpi: float, pack: Callable[[Sequence[Picture]], bytes], document: Document
) -> bytes:
    """Every document is damaged elsewhere, the same one in the same places."""
    pdf = write_pdf(document, paper)
    return pack(scanned(pdf, dpi, damage, seed=crc32(pdf)))
