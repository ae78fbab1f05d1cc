"""Which unit and year a document tells of itself: from its title, else from its text. Knows no roster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

_YEAR = r"(?:20\d\d|二[〇○零0Oo][一二三四五六七八九〇○零]{2})"
_TITLE = re.compile(
    rf"(?P<unit>[^，。；、,;《》()]{{0,45}}?)(?:政府信息公开|政务信息公开|政务公开|信息公开)"
    rf"(?:工作|情况|的|年度?|度|总结|统计|[()]|{_YEAR})*(?:报告|年报|报表|统计表)(?P<rest>.*)"
)
_LOST = re.compile(r"[\s?]")
_YEAR_WORD = re.compile(rf"(?P<year>{_YEAR})\s*年?度?")
_SEPARATOR = re.compile(r"[>»›|:：/_]|(?<=[^\d])-")
_LEAD = re.compile(r"^(?:关于|附件\d*)|(?:关于|的|年度|工作)$")
_PERIOD = re.compile(r"(?:自|统计期限|统计时限)[为是从自]{0,2}(20\d\d)年?\d{0,2}月?\d{0,2}日?(?:起|始)?[，,]?(?:至|到)")
_OFFICE = (
    r"[一-鿿]{1,30}(?:政府|办事处|街道办|委员会|办公室|中心|街道|公司"
    r"|[镇乡县区市州盟旗局厅处委办院站所队社厂])"
)
_OPENING = re.compile(rf"(?:现将|现公开|由)(?P<unit>{_OFFICE})(?:编制|{_YEAR}年|政府信息公开)")
_DATE = re.compile(rf"{_YEAR}年.{{1,3}}月.{{1,3}}日")
_OFFICE_OF_A_TOWN = re.compile(r"(?<=[镇乡街道政府处])(?:党政|综合|党政综合)?办公室$")
_GOVERNMENT = re.compile(r"(?:人民)?政府$|(?<=街道)办(?:事处)?$")
_TOWNSHIP = re.compile(r"[一-鿿]+(?:镇|乡|街道)")
_REGION = re.compile(r"^[一-鿿]{2,}?(?:省|自治区|自治州|地区|盟|市|自治县|县|区|旗)(?!街道$|镇$|乡$)")
_DIGITS = dict(zip("〇○零Oo一二三四五六七八九", "00000123456789", strict=True))
_LAST_LINES = 12
_LONGEST_LINE = 45


class Identity(NamedTuple):
    """What a document says of itself, and notes where it contradicts itself."""

    unit: str | None
    year: int | None
    notes: tuple[str, ...] = ()


class _Title(NamedTuple):
    unit: str | None
    year: int | None


def identify(texts: Sequence[str]) -> Identity:
    """Unit and year of a document from its cleaned texts in reading order.

    Townships and sub-districts are named by their own short name (周嘉镇), every other body by its full name.
    """
    lines = [squeezed for text in texts if (squeezed := _LOST.sub("", text))]
    titles = list(_titles(lines)) + list(_titles(a + b for a, b in pairwise(lines) if len(a) <= _LONGEST_LINE))
    unit = next((title.unit for title in titles if title.unit), None) or _unit_in_text(lines)
    told = next((title.year for title in titles if title.year), None)
    period = next((int(found[1]) for line in lines if (found := _PERIOD.search(line))), None)
    notes = []
    if told and period and told != period:
        notes.append(f"标题写的是{told}年，正文的统计期限写的是{period}年，按标题的年度读取")
    return Identity(unit, told or period, tuple(notes))


def _titles(lines: Iterable[str]) -> Iterator[_Title]:
    """Titles of annual reports, also behind a breadcrumb or before a site's name."""
    for piece in chain.from_iterable(_SEPARATOR.split(line) for line in lines if "公开" in line):
        match = _TITLE.match(piece)
        if match is None:
            continue
        alone = not match["rest"] or match["rest"].startswith("(")
        year = _YEAR_WORD.search(match.group().removesuffix(match["rest"])) or _YEAR_WORD.match(match["rest"][1:])
        name = _YEAR_WORD.sub("", match["unit"])
        unit = _unit(name) if alone or re.fullmatch(_OFFICE, name) else None
        yield _Title(unit, _number(year["year"]) if year else None)


def _unit_in_text(lines: Sequence[str]) -> str | None:
    """The unit as the opening sentence or the signature names it."""
    opening = next((found for line in lines if (found := _OPENING.search(line))), None)
    if opening:
        return _unit(opening["unit"])
    signed = (a for a, b in pairwise(lines[-_LAST_LINES:]) if re.fullmatch(_OFFICE, a) and _DATE.fullmatch(b))
    return next(map(_unit, signed), None)


def _unit(told: str) -> str | None:
    name = _LEAD.sub("", re.sub(r"[^一-鿿]", "", told))
    bare = _GOVERNMENT.sub("", _OFFICE_OF_A_TOWN.sub("", name))
    if not _TOWNSHIP.fullmatch(bare):
        return (bare if name.endswith("人民政府") else name) or None
    while (shorter := _REGION.sub("", bare)) != bare and _TOWNSHIP.fullmatch(shorter):
        bare = shorter
    return bare


def _number(year: str) -> int:
    return int("".join(_DIGITS.get(char, char) for char in year))
