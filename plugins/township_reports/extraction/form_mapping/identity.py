"""Which unit and year a document tells of itself: in its title, its text and its file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, tee
from typing import Literal, NamedTuple

from township_reports.domain.report import IdentityMention, MentionSource

_YEAR = r"(?:20\d\d|二[〇○零0Oo][一二三四五六七八九〇○零]{2})"
_TITLE = re.compile(
    rf"(?P<unit>[^，。；、,;《》()]{{0,45}}?)(?:政府信息公开|政务信息公开|政务公开|信息公开)"
    rf"(?:工作|情况|的|年度?|度|总结|统计|[()]|{_YEAR})*(?:报告|年报|报表|统计表)(?P<rest>.*)"
)
_LOST = "?"  # what stands for characters that could not be saved
_YEAR_WORD = re.compile(rf"(?P<year>{_YEAR})\s*年?度?")
_YEAR_IN_NAME = re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?!\d|[-_.年]\d)")  # a year, not the day a file was made on
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


class ReportIdentity(NamedTuple):
    """What a document says of itself: unit and year of the first place that tells them, and every place that does."""

    unit: str | None
    year: int | None
    mentions: tuple[IdentityMention, ...]


class _Title(NamedTuple):
    unit: str | None
    year: int | None


def identify_report(texts: Sequence[str], file_name: str = "") -> ReportIdentity:
    """Return unit and year of a document from its cleaned texts in reading order.

    And from its file's name without suffix.

    Townships and sub-districts are named by their own short name (周嘉镇), every other body by its full name;
    `mentions`
    keeps the full names. Where two places disagree, none is chosen in silence: all are reported, and a rule
    compares them.
    """
    lines = [squeezed for text in texts if (squeezed := "".join(text.split()).replace(_LOST, ""))]
    mentions = tuple(chain(_find_in_titles(lines), _find_in_text(lines), _find_in_file_name(file_name)))
    unit = next((shorten_name(one.value) for one in mentions if one.about == "unit"), None)
    year = next((int(one.value) for one in mentions if one.about == "year"), None)
    return ReportIdentity(unit, year, mentions)


def shorten_name(name: str) -> str:
    """Return a township's or sub-district's own short name (周嘉镇); every other body's name without 人民政府."""
    bare = _GOVERNMENT.sub("", _OFFICE_OF_A_TOWN.sub("", name))
    if not _TOWNSHIP.fullmatch(bare):
        return bare if name.endswith("人民政府") else name
    while (shorter := _REGION.sub("", bare)) != bare and _TOWNSHIP.fullmatch(shorter):
        bare = shorter
    return bare


def _find_in_titles(lines: Sequence[str]) -> Iterator[IdentityMention]:
    """Find the first title that names a unit, and the first that names a year; those over two lines come last."""
    over_two = (a + b for a, b in pairwise(lines) if len(a) <= _LONGEST_LINE)
    titles, again = tee(_titles(chain(lines, over_two)))
    yield from _make_mentions("unit", MentionSource.TITLE, next((title.unit for title in titles if title.unit), None))
    yield from _make_mentions("year", MentionSource.TITLE, next((title.year for title in again if title.year), None))


def _find_in_text(lines: Sequence[str]) -> Iterator[IdentityMention]:
    text = "\n".join(lines)  # none of the patterns reaches beyond a line
    opening = _OPENING.search(text)
    yield from _make_mentions("unit", MentionSource.OPENING, _full_name(opening["unit"]) if opening else None)
    signed = (a for a, b in pairwise(lines[-_LAST_LINES:]) if re.fullmatch(_OFFICE, a) and _DATE.fullmatch(b))
    yield from _make_mentions("unit", MentionSource.SIGNATURE, next(map(_full_name, signed), None))
    period = _PERIOD.search(text)
    yield from _make_mentions("year", MentionSource.PERIOD, int(period[1]) if period else None)


def _find_in_file_name(name: str) -> Iterator[IdentityMention]:
    plain = re.sub(r"\s", "", name)
    yield from _make_mentions(
        "unit", MentionSource.FILE_NAME, next((title.unit for title in _titles([plain]) if title.unit), None)
    )
    year = _YEAR_IN_NAME.search(plain)
    yield from _make_mentions("year", MentionSource.FILE_NAME, _number(year["year"]) if year else None)


def _make_mentions(
    about: Literal["unit", "year"], where: MentionSource, value: str | int | None
) -> Iterator[IdentityMention]:
    if value:
        yield IdentityMention(about, where, str(value))


def _titles(lines: Iterable[str]) -> Iterator[_Title]:
    """Titles of annual reports, also behind a breadcrumb or before a site's name."""
    for piece in chain.from_iterable(_SEPARATOR.split(line) for line in lines if "公开" in line):
        match = _TITLE.match(piece)
        if match is None:
            continue
        alone = not match["rest"] or match["rest"].startswith("(")
        year = _YEAR_WORD.search(match.group().removesuffix(match["rest"])) or _YEAR_WORD.match(match["rest"][1:])
        name = _YEAR_WORD.sub("", match["unit"])
        unit = _full_name(name) if alone or re.fullmatch(_OFFICE, name) else None
        yield _Title(unit, _number(year["year"]) if year else None)


def _full_name(written: str) -> str | None:
    return _LEAD.sub("", re.sub(r"[^一-鿿]", "", written)) or None


def _number(year: str) -> int:
    return int("".join(_DIGITS.get(char, char) for char in year))
