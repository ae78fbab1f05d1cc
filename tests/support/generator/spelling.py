"""What scraping, converting and careless typing do to the characters of a report (QUIRKS 2c). Changes no figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from opencc import OpenCC
from pypinyin import lazy_pinyin
from pypinyin.constants import Style
from support.generator.document import Document, Section
from support.generator.form_tables import Box, FormTable

Spelling = Callable[[str], str]

EVERY = 3  # of the characters that may get their reading
HALF_WIDTH = str.maketrans("（），；：", "(),;:")
COMMAS = str.maketrans({"，": ",,", "；": "；,", "、": ",、", "。": ",。"})
BRACKETS = str.maketrans("（）〔〕", "【】﹝﹞")
KANGXI = str.maketrans(
    "二十一八九行人工大小口女子士山川己干广弓心文方日月木止毛水火用田白目立老自至行西见言走足里金长门页食首",
    "⼆⼗⼀⼋⼋⾏⼈⼯⼤⼩⼝⼥⼦⼠⼭⼮⼰⼲⼴⼸⼼⽂⽅⽇⽉⽊⽌⽑⽔⽕⽤⽥⽩⽬⽴⽼⾃⾄⾏⻄⻅⾔⾛⾜⾥⾦⻓⻔⻚⻝⾸",
)
ORDINAL = re.compile(r"^(?:（[一二三四五六七八九]）|[一二三四五六]、|\d\.)")
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
SPAM = ("365体育备用网址", "中国体育彩票", "欧洲杯2020赛程|")


def spelled(document: Document, spelling: Spelling) -> Document:
    """The document with all its text but the figures in another spelling."""
    return replace(
        document,
        title=spelling(document.title),
        introduction=tuple(map(spelling, document.introduction)),
        signature=tuple(map(spelling, document.signature)),
        changes=(*document.changes, lambda section: _section(section, spelling)),
    )


def labels_spelled(document: Document, spelling: Spelling) -> Document:
    """The document with the labels of its tables in another spelling."""
    return document.changed(lambda section: replace(section, tables=_tables(section, spelling)))


def _section(section: Section, spelling: Spelling) -> Section:
    paragraphs = tuple(map(spelling, section.paragraphs))
    return replace(section, heading=spelling(section.heading), paragraphs=paragraphs, tables=_tables(section, spelling))


def _tables(section: Section, spelling: Spelling) -> tuple[FormTable, ...]:
    def respelled(box: Box) -> Box:
        return box if box.cell else replace(box, content=spelling(box.text))

    return tuple(
        replace(table, rows=tuple(tuple(map(respelled, row)) for row in table.rows)) for table in section.tables
    )


def half_width(text: str) -> str:
    """（一） as (一)."""
    return text.translate(HALF_WIDTH)


def other_brackets(text: str) -> str:
    """（一） as 【一】."""
    return text.translate(BRACKETS)


def stray_commas(text: str) -> str:
    """A comma before each mark."""
    return text.translate(COMMAS)


def traditional(text: str) -> str:
    """規章."""
    return _converter("s2t")(text)


def taiwanese(text: str) -> str:
    """規範性檔案 for 规范性文件."""
    return _converter("s2twp")(text)


def over_converted(text: str) -> str:
    """製作, but also 行政強製 and 采購, which no dictionary writes."""
    return traditional(text).replace("強制", "強製").replace("採", "采")


def injected_pinyin(text: str) -> str:
    """Toned readings behind some characters: 规(guī)章."""
    return _with_readings(text, lambda char: f"({lazy_pinyin(char, style=Style.TONE)[0]})")


def nested_pinyin(text: str) -> str:
    """Toneless readings, doubled or nested: 文(wén)(wen)."""
    return _with_readings(text, lambda char: "({0})({0})".format(lazy_pinyin(char)[0]))


def kangxi(text: str) -> str:
    """Radicals in place of the characters that look the same, as browsers write them into PDFs."""
    return text.translate(KANGXI)


def without_ordinals(text: str) -> str:
    """予以公开 for （一）予以公开."""
    return ORDINAL.sub("", text)


def broken_ordinals(text: str) -> str:
    """()予以公开, 、总体情况: the numerals lost."""
    return re.sub(r"^（[一二三四五六七八九]）", "()", re.sub(r"^[一二三四五六]、", "、", text))


def half_ordinals(text: str) -> str:
    """)予以公开."""
    return re.sub(r"^（[一二三四五六七八九]）", ")", text)


def lost_digits(text: str) -> str:
    """自201911日起至20191231日止: what stands beside other digits is lost."""
    return DATE.sub(r"\1\2\3日", text)


def spaced(text: str) -> str:
    """规 章, 三 、 本 年 度 办 理 结 果: short labels spaced out."""
    return " ".join(text) if len(text) <= SHORT else text


def parted(text: str) -> str:
    """商业 企业, 社会公益 组织: a space in the middle."""
    middle = (len(text) + 1) // 2
    return f"{text[:middle]} {text[middle:]}"


def broken(text: str) -> str:
    """A line break in the middle of longer labels."""
    middle = (len(text) + 1) // 2
    return f"{text[:middle]}\n{text[middle:]}" if len(text) > 4 else text


def spammed(text: str) -> str:
    """Advertising words where a name stood."""
    for word, place in zip(SPAM, ("云汀县", "关于", "专栏"), strict=True):
        text = text.replace(place, word)
    return text


def replacing(words: Mapping[str, str]) -> Spelling:
    """Whole labels printed otherwise."""
    return lambda text: words.get(text, text)


SHORT = 12


@cache
def _converter(name: str) -> Spelling:
    convert: Spelling = OpenCC(name).convert
    return convert


def _with_readings(text: str, reading: Spelling) -> str:
    han = 0
    pieces = []
    for char in text:
        pieces.append(char)
        if "一" <= char <= "鿿":
            han += 1
            pieces.append(reading(char) if han % EVERY == 0 else "")
    return "".join(pieces)
