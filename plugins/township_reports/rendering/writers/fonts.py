"""The fonts of charts and of the PDF: the office's own where its folder has them, else open ones from a package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"  # SIL Open Font License 1.1
LATIN = ("Times New Roman", "Libertinus Serif")
# What the standard asks for, under the names its fonts go by; the first that is there is taken.
BODY = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "华文仿宋", "FandolFang", "FandolFang R")
SUBHEADING = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "华文楷体", "FandolKai", "LXGW WenKai")
HEADING = ("黑体", "SimHei", "STHeiti", "华文黑体", "FandolHei")
TITLE = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "STZhongsong", "华文中宋")
NUMBER = ("宋体", "SimSun", "STSong")
FONT_FILES = (".ttf", ".otf", ".ttc", ".otc")


@dataclass(frozen=True)
class PdfFonts:
    """The families of each kind of text, the first choice first, and all fonts there are."""

    fonts: typst.Fonts
    body: tuple[str, ...]
    subheading: tuple[str, ...]
    heading: tuple[str, ...]
    title: tuple[str, ...]
    number: tuple[str, ...]
    latin: str


def find_package_fonts() -> tuple[Path, Path]:
    """Find the files of the open fonts: with serifs, without."""
    return pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()


def find_pdf_fonts(office: Path | None) -> PdfFonts:
    """Find the fonts for a PDF; `office` is a folder with font files, which may be absent."""
    serif, sans = find_package_fonts()
    own = [office] if office and office.is_dir() else []
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[*own, *{serif.parent, sans.parent}])
    there = fonts.families()
    return PdfFonts(
        fonts,
        _chosen(BODY, there, SERIF),
        _chosen(SUBHEADING, there, SERIF),
        _chosen(HEADING, there, SANS),
        _chosen(TITLE, there, SERIF),
        _chosen(NUMBER, there, SERIF),
        next(name for name in LATIN if _is_there(name, there)),
    )


def _chosen(names: Sequence[str], there: Iterable[str], fallback: str) -> tuple[str, ...]:
    """Return the first of the names that is there, and the font that has the characters it lacks."""
    return (*[name for name in names if _is_there(name, there)][:1], fallback)


def _is_there(name: str, there: Iterable[str]) -> bool:
    return name.casefold() in {one.casefold() for one in there}
