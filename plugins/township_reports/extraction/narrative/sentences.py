"""Sentences of running text made ready for reading numbers: titles, comparisons and periods out of the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from township_reports.extraction.form_mapping.normalization import fold_characters
from township_reports.extraction.narrative.numbers import MarkedText, mark_numbers

# A mark behind a half-width ? is what is left of a broken character, and ends nothing.
_SENTENCE = re.compile(r"(?:[^。！？!；;]+|(?<=\?)[。！？!；;])*[。！？!；;]?")
_SPACE = re.compile(r"\s(?:(?<!\d\s)\s*|\s*+(?!\d))")  # but between two digits
_BEYOND_READING = "□"
# Where every alternative begins with a character of its own, the engine passes over all others at once.
_BEFORE = "[^,、;。()]{0,8}?(?:上年|去年|上一年|往年|同期|前一年|20\\d\\d年)"
_COMPARISONS = ("同比", "环比", *(f"{than}{_BEFORE}" for than in ("比", "较", "与", "相比")))
_COMPARED = "|".join(f"{comparison}[^,;。()]*" for comparison in _COMPARISONS)
_MASKED = re.compile(rf"《[^》]*》|https?:[\x21-\x7e]+|[(]20\d\d[)]\d*号|{_COMPARED}")
_MASKED_WITH_ADDRESSES = re.compile(rf"《[^》]*》|https?:[\x21-\x7e]+|[\w.]+@[\w.]+|[(]20\d\d[)]\d*号|{_COMPARED}")
_CHINESE_YEAR = re.compile(r"二[〇零○O0]([〇零○O0一二三四五六七八九])([〇零○O0一二三四五六七八九])年")
_YEAR_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_THIS_YEAR = "全年"
_OWN_PERIODS = ("今年以来", "今年来", "一年来", "全年", "本年", "今年", "年内", "当年")
_OTHER_PERIODS = (
    r"2(?<!\d2)0\d\d年",
    *(f"{year}(?!度?(?:未办结)?结转)" for year in ("上年", "去年", "上一年")),
    *("前一年", "往年", "历年", "近年", "近[两二三四五六七八九十几]年", "同期", "半年", "季度"),
    *(f"{digit}(?<!\\d{digit})\\d?月" for digit in range(10)),
    *(f"{numeral}月" for numeral in "一二三四五六七八九十"),
    *("年来", "以来", "此前", "截[至止]目前", "期(?<!统计期)(?<!报告期)间"),
)
_PERIOD = re.compile("|".join((*_OWN_PERIODS, *_OTHER_PERIODS)))


class Sentence(NamedTuple):
    """A sentence as printed; `begins` where the one before it ended in a full stop, not in a semicolon."""

    printed: str
    begins: bool


@lru_cache(maxsize=2048)  # pages of one site share their menus
def split_sentences(paragraph: str) -> tuple[Sentence, ...]:
    """Split the sentences of a paragraph; a semicolon ends one too."""
    return tuple(_cut(paragraph))


def _cut(paragraph: str) -> Iterator[Sentence]:
    begins = True
    for match in _SENTENCE.finditer(paragraph):
        printed = match.group().strip()
        if printed:
            yield Sentence(printed, begins)
            begins = not printed.endswith(("；", ";"))


def prepare_sentence(sentence: str, year: int | None) -> MarkedText:
    """Prepare a sentence with its numbers marked; what is compared with other years is put out of sight."""
    text = _SPACE.sub("", fold_characters(sentence)).replace("其它", "其他")
    text = _CHINESE_YEAR.sub(lambda match: f"20{match[1]}{match[2]}年".translate(_YEAR_DIGITS), text)
    if year is not None and ("年" in text or "月" in text):
        for pattern, plain in _of_year(year):
            text = pattern.sub(plain, text)
    masked = _MASKED_WITH_ADDRESSES if "@" in text else _MASKED  # addresses are looked for at every character
    return mark_numbers(masked.sub(_BEYOND_READING, text))


@lru_cache(maxsize=16)
def _of_year(year: int) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Ways to say the report's year, the one before and the one after, and the plain way."""
    to, own = r"(?:至|到|-|—|~|–)+", f"(?:{year}年)?"
    return (
        (re.compile(rf"{year - 1}年度?(?=[^,;]{{0,3}}(?:结转|转结))"), "上年"),
        (re.compile(rf"((?:结转|转结|转)(?:至|到|入)?){year + 1}年度?"), r"\1下年"),
        (re.compile(rf"[自从]?{own}1月1日起?,?{to}{own}12月31日(?:止|期间)?"), _THIS_YEAR),
        (re.compile(rf"{own}1月?{to}12月份?"), _THIS_YEAR),
        (re.compile(rf"(?:截[至止]到?)?{own}(?:12月31日|12月底|12月末|年底|年末)"), _THIS_YEAR),
        (re.compile(rf"截[至止]到?{year}年12月"), _THIS_YEAR),
        (re.compile(rf"(?<!\d){year}年度?(?!\d{{1,2}}月)"), _THIS_YEAR),
    )


class Period(NamedTuple):
    """A place from which on a sentence tells of the report's year, or of another period."""

    at: int
    is_own: bool


def find_periods(text: str) -> list[Period]:
    """Every place of a prepared sentence that names a period."""
    return [Period(match.start(), match.group() in _OWN_PERIODS) for match in _PERIOD.finditer(text)]
