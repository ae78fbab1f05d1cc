"""Which unit and year a document tells of itself: from its title, else from its text. Knows no roster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

_YEAR = r"(?:20\d\d|二[〇○零0Oo]{1,2}[一二三四五六七八九十〇○零]{1,2})"
_TITLE = re.compile(
    rf"(?P<before>[^\d。；]{{0,40}}?)(?P<year>{_YEAR})年?度?(?P<after>[^\d。；，,]{{0,40}}?)"
    r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:报告|年报)"
)
_PERIOD = re.compile(r"自?(20\d\d)年?\d{0,2}月?\d{0,2}日?\s*(?:起|始)?[，,]?\s*(?:至|到)")
_OPENING = re.compile(r"(?:现将|现公开|由)(?P<unit>[^\d，。,、；]{2,30}?)(?:编制|20\d\d年|政府信息公开)")
_OFFICE = r"(?:人民政府|办事处|管委会|管理委员会|委员会|办公室|局|厅|处|中心|镇|乡|街道|县|区|市|院|站|所|社|大队|支队)"
_SIGNATURE = re.compile(rf"[一-鿿]{{2,30}}{_OFFICE}")
_DATE = re.compile(rf"{_YEAR}年.{{1,3}}月.{{1,3}}日")
_BREADCRUMB = re.compile(r"[>»›|:/]")
_ABOUT = re.compile(r"^(?:关于|标题|名称|附件\d*)+|(?:关于|的)$")
_GOVERNMENT = re.compile(r"(?:人民政府|街道办事处|办事处)$")
_PREFIX = re.compile(
    r"^[一-鿿]{2,}?(?:省|自治区|自治州|地区|盟|市|自治县|县|区|旗)(?=[一-鿿]+(?:镇|乡|街道)$)(?!街道$)"
)
_TOWNSHIP = re.compile(r"[一-鿿]+(?:镇|乡|街道)")
_DIGITS = dict(zip("〇○零Oo一二三四五六七八九", "00000123456789", strict=True))
_LAST_LINES = 12
_LONGEST_LINE = 40


class Identity(NamedTuple):
    """What a document says of itself, and notes where it contradicts itself."""

    unit: str | None
    year: int | None
    notes: tuple[str, ...] = ()


def identify(texts: Sequence[str]) -> Identity:
    """Unit and year of a document from its cleaned texts in reading order.

    Townships and sub-districts are named by their own short name (周嘉镇), every other body by its full name.
    """
    lines = [re.sub(r"\s", "", text) for text in texts if text.strip()]
    title = _title(lines)
    period = next((int(found[1]) for line in lines if (found := _PERIOD.search(line))), None)
    year = _number(title["year"]) if title else period
    notes = []
    if title and period and year != period:
        notes.append(f"标题写的是{year}年，正文的统计期限写的是{period}年，按标题的年度读取")
    unit = (title and _unit(title["before"] or title["after"])) or _unit_in_text(lines)
    return Identity(unit, year, tuple(notes))


def _title(lines: Sequence[str]) -> re.Match[str] | None:
    """The first title that names a unit, also one set in two lines; else the first title."""
    whole = list(_titles(lines))
    in_two = _titles([a + b for a, b in pairwise(lines) if len(a) <= _LONGEST_LINE])
    naming = (title for title in chain(whole, in_two) if _unit(title["before"] or title["after"]))
    return next(naming, whole[0] if whole else None)


def _titles(lines: Iterable[str]) -> Iterator[re.Match[str]]:
    """Titles, but not where a notice or its own report is cited in 《》."""
    found = filter(None, map(_TITLE.search, lines))
    return (match for match in found if "通知" not in match.group() and "《" not in match.group())


def _unit_in_text(lines: Sequence[str]) -> str | None:
    """The unit as the opening sentence or the signature names it."""
    for line in lines:
        found = _OPENING.search(line)
        if found and _SIGNATURE.fullmatch(found["unit"]):
            return _unit(found["unit"])
    for line, following in zip(lines[-_LAST_LINES:], lines[-_LAST_LINES + 1 :], strict=False):
        if _SIGNATURE.fullmatch(line) and _DATE.fullmatch(following):
            return _unit(line)
    return None


def _unit(told: str) -> str | None:
    name = _BREADCRUMB.split(told)[-1]
    name = re.sub(r"[^一-鿿]", "", _ABOUT.sub("", name))
    bare = _GOVERNMENT.sub("", name)
    if name.endswith(("街道办事处", "街道")) and not bare.endswith("街道"):
        bare += "街道"
    if not _TOWNSHIP.fullmatch(bare):
        return (bare if name.endswith("人民政府") else name) or None
    shorter = _PREFIX.sub("", bare)
    while shorter != bare:
        bare, shorter = shorter, _PREFIX.sub("", shorter)
    return bare


def _number(year: str) -> int:
    return int("".join(_DIGITS.get(char, char) for char in year))
