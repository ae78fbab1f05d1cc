"""Sentences of running text made ready for reading numbers: titles, comparisons and periods out of the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from township_reports.reading.understanding.narrative_numbers import MarkedText, mark_numbers
from township_reports.reading.understanding.wording import fold

# A mark behind a half-width ? is what is left of a broken character, and ends nothing.
_SENTENCE = re.compile(r"(?:[^。！？!；;]|(?<=\?)[。！？!；;])*[。！？!；;]?")
_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_BEYOND_READING = "□"
_MASKED = re.compile(
    r"《[^》]*》|https?:[\x21-\x7e]+|[\w.]+@[\w.]+|[(]20\d\d[)]\d*号"
    r"|(?:同比|环比|(?:比|较|与|相比)[^,、;。()]{0,8}?(?:上年|去年|上一年|往年|同期|前一年|20\d\d年))[^,;。()]*"
)
_CHINESE_YEAR = re.compile(r"二[〇零○O0]([〇零○O0一二三四五六七八九])([〇零○O0一二三四五六七八九])年")
_YEAR_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_THIS_YEAR = "全年"
_OWN_PERIOD = r"今年以来|[今一]年来|全年|本年|今年|年内|当年"
_OTHER_PERIOD = (
    r"(?<!\d)20\d\d年|(?:上年|去年|上一年)(?!度?(?:未办结)?结转)|前一年|往年|历年|近年|近[两二三四五六七八九十几]年|同期|半年|季度"
    r"|(?<!\d)\d{1,2}月|[一二三四五六七八九十]月|年来|以来|此前|截[至止]目前|(?<!统计)(?<!报告)期间"
)


class Sentence(NamedTuple):
    """A sentence as printed; `begins` where the one before it ended in a full stop, not in a semicolon."""

    printed: str
    begins: bool


def sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph; a semicolon ends one too."""
    begins = True
    for match in _SENTENCE.finditer(paragraph):
        printed = match.group().strip()
        if printed:
            yield Sentence(printed, begins)
            begins = not printed.endswith(("；", ";"))


@lru_cache(maxsize=1024)  # reports of one county share many sentences
def prepared(sentence: str, year: int | None) -> MarkedText:
    """A sentence with its numbers marked; what is compared with other years is put out of sight."""
    text = _SPACE.sub("", fold(sentence)).replace("其它", "其他")
    text = _CHINESE_YEAR.sub(lambda match: f"20{match[1]}{match[2]}年".translate(_YEAR_DIGITS), text)
    if year is not None:
        for pattern, plain in _of_year(year):
            text = pattern.sub(plain, text)
    return mark_numbers(_MASKED.sub(_BEYOND_READING, text))


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


@lru_cache(maxsize=1)
def _period_words() -> re.Pattern[str]:
    return re.compile(f"(?P<own>{_OWN_PERIOD})|{_OTHER_PERIOD}")


def periods(text: str) -> list[Period]:
    """Every place of a prepared sentence that names a period."""
    return [Period(match.start(), match["own"] is not None) for match in _period_words().finditer(text)]
