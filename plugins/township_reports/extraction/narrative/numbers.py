"""Numbers in running text: digits or Chinese numerals with what they count.

A number that is not exact (约20件, 百余条, 3至5件) or not whole is marked as such and never stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from township_reports.domain.form.narrative_terms import load_narrative_words

NUMBER = "[\ue000-\uf0ff]"
"""Any number of a marked text: each is one character of the private use area."""
INEXACT = "\uf8fe"
"""A number of a marked text that is not stated."""

_FIRST, _MOST = 0xE000, 0x1100
_WAN = 10_000
_MOST_DIGITS = 9
_MOST_CHARACTERS = 15
_DIGITS = {char: value for value, chars in enumerate(("零〇", "一", "二两", *"三四五六七八九")) for char in chars}
_NUMERALS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": _WAN}
NUMERALS = "".join((*_DIGITS, *_PLACES))
"""Every character of Chinese numerals."""
_CHINESE = f"[{NUMERALS}]"
_ORDINAL = re.compile(r"[第每]$")
_ABOUT = re.compile(
    rf"(?:约|近|超过?|逾|突破|不足|不到|至少|最多|不[少低]于|不超过|[A-Za-z\d./%]|(?:\d|{_CHINESE})[-—–~至到、])$"
)
_ABOUT_CHINESE = re.compile(r"[上数几好成]$")  # 上千, 数百
_YEAR_RUN_TOGETHER = re.compile(r"20[0-3]\d\d+")  # 2023年5件 that lost its 年
_NOT_A_UNIT = {  # characters that make the unit before them part of another word
    "件": "事|数|套",
    "份": "额|内",
    "次": "[年日月性数]",
    "项": "目",
    "个": "人|别|月|工作日|体|性|小时|百分",
    "起": "诉(?!讼)|草|来|止|至|施|步|到|点|底",
    "例": "会|行|外|如|子",
    "宗": "旨|教|地",
    "条": "例|款|文|线|目|规",
    "则": "[是为由主]",
    "篇": "章|幅",
    "部": "[门委分署级属]",
}


class Number(NamedTuple):
    """A count with the unit it is counted in ("" for a zero that has none), as printed."""

    value: int
    unit: str
    printed: str

    @property
    def is_rounded(self) -> bool:
        """Whether it was reported in 万, as rounded numbers are."""
        return "万" in self.printed


class MarkedText(NamedTuple):
    """Text in which every number that counts something stands as one character, and those numbers."""

    text: str
    numbers: tuple[Number, ...]

    def number(self, at: int) -> Number:
        """Return the number that stands at a place of the text."""
        return self.numbers[ord(self.text[at]) - _FIRST]


def mark_numbers(text: str) -> MarkedText:
    """Return the text with each number and its unit as one character.

    What counts nothing (dates, money) stays as it is.
    """
    numbers: list[Number] = []
    pieces: list[str] = []
    end = 0
    for match in _counts(text):
        number = _number(match)
        pieces += [text[end : match.start()], chr(_FIRST + len(numbers)) if number else INEXACT]
        numbers += [number] if number else []
        end = match.end()
    return MarkedText("".join([*pieces, text[end:]]), tuple(numbers))


def _counts(text: str) -> Iterator[re.Match[str]]:
    found = (match for match in _counted().finditer(text) if not _ORDINAL.search(text[: match.start()][-1:]))
    return (match for _, match in zip(range(_MOST), found, strict=False))


@cache
def _counted() -> re.Pattern[str]:
    words = load_narrative_words()
    units = {unit for topic in words.topics.values() for unit in topic.units} | {"件(次)", "人次"}
    unit = "|".join(map(_unit, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"(?P<numeral>\d[\d,]*(?:\.\d+)?万?|{_CHINESE}+)(?P<about>[余多几来])?(?P<unit>{unit})"
        r"(?P<more>以上|以下|左右|以内|上下|有余)?"
        r"|(?<=[为是:])(?P<zero>[0零〇])(?=[,、;。)]|$)"
    )


def _unit(unit: str) -> str:
    not_before = _NOT_A_UNIT.get(unit)
    return re.escape(unit) + (f"(?!{not_before})" if not_before else "")


def _number(match: re.Match[str]) -> Number | None:
    """Return the number of a match; None if it is not exact."""
    if match["zero"]:
        return Number(0, "", match.group())
    before = match.string[max(0, match.start() - 3) : match.start()]
    if match["about"] or match["more"] or match["unit"] == "人次" or _ABOUT.search(before):
        return None
    value = _value(match["numeral"], before)
    return None if value is None else Number(value, match["unit"].removesuffix("(次)"), match.group())


def _value(numeral: str, before: str) -> int | None:
    if numeral[0] not in NUMERALS:
        return _arabic(numeral)
    return None if len(numeral) > _MOST_CHARACTERS or _ABOUT_CHINESE.search(before) else _chinese(numeral)


def _arabic(numeral: str) -> int | None:
    """1,113 and 1.2万; None for what is not whole, or run together from several numbers."""
    digits, wan = numeral.removesuffix("万"), numeral.endswith("万")
    if "," in digits and not re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits):
        return None
    plain = digits.replace(",", "")
    if len(plain) > _MOST_DIGITS or re.match(r"0\d", plain) or _YEAR_RUN_TOGETHER.fullmatch(digits):
        return None
    value = Decimal(plain) * (_WAN if wan else 1)
    return int(value) if value == value.to_integral_value() else None


def _chinese(numeral: str) -> int | None:
    """三百二十一, 十二, 两; None for what is written otherwise than its value would be (三五, 一百二)."""
    plain = numeral.replace("两", "二").replace("〇", "零")
    whole, rest, digit = 0, 0, 0
    for char in plain:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        if char == "万":
            whole, rest = (rest + digit) * _WAN, 0
        else:
            rest += (digit or 1) * _PLACES[char]
        digit = 0
    value = whole + rest + digit
    return value if plain == _written(value) else None


def _written(value: int) -> str:
    """Return a number below 100,000,000 as it is said in Chinese."""
    if value >= _WAN:
        low = value % _WAN
        between = "零" if 0 < low < _PLACES["千"] else ""
        return _written(value // _WAN) + "万" + between + (_written_low(low) if low else "")
    return _written_low(value).removeprefix("一" if _PLACES["十"] <= value < 2 * _PLACES["十"] else "")


def _written_low(value: int) -> str:
    text = "".join(
        _NUMERALS[digit] + (place if digit else "")
        for place, digit in zip(("千", "百", "十", ""), map(int, f"{value:04}"), strict=True)
    )
    return re.sub("零+", "零", text).strip("零") or "零"
