"""The parts a sentence lists behind a total: 其中A类3条、B类2条."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from township_reports.extraction.narrative.numbers import INEXACT, NUMBER, MarkedText

_INTRODUCED = re.compile(
    r"[,、]?(?P<bracket>[(])?[,、]?(?:(?:其中|具体)?[,:]?(?:分别)?(?:包括|包含|含|分为|为|是|有)?(?:了|有|:|,)*)"
)
_INTRODUCES = re.compile(r"其中|分别|包括|包含|含|分为|具体|:|[(]")
_PART = re.compile(
    rf"(?P<name>[^,:;。(){NUMBER[1:-1]}{INEXACT}]{{1,30}}:?)(?P<number>{NUMBER}|{INEXACT})"
    rf"(?P<share>(?:[(][^()]*[)]|[,(]?占(?:比|总数)?[^,、;。()]*[)]?)*)"
)
_NUMBER_FIRST = re.compile(rf"(?P<number>{NUMBER}|{INEXACT})(?P<name>[^,、:;。(){NUMBER[1:-1]}{INEXACT}]{{2,30}})")
_UNIT_LOST = re.compile(r"[^,;。()]{1,30}?\d+(?:[,、;。)]|$)")  # a part whose unit was lost in scraping
_SEPARATOR = re.compile(r"[,、]?(?:和|及|以及|还有)?")
_NO_PART = re.compile(
    r"比|较|同比|增[长加]|减少|上升|下降|上年(?!结转|度结转)|去年(?!结转)|累计|合计|共计|总计|另外?|此外|答复|回复|培训|会议|点击|浏览|阅读|访问"
    r"|关注|粉丝|每"
)
_LEAD = re.compile(r"^(?:其中|分别|包括|含|为|有|的|通过|:|,)+|(?:共计|共|计|为|是|有|:|数量|总数|数)+$")
_FEWEST = 2


class ListedPart(NamedTuple):
    """A part of a list: its name, its number, the place of the number in the marked text."""

    name: str
    value: int
    unit: str
    at: int


class ListedParts(NamedTuple):
    """What is listed behind a total; `exact` is false where a part is not exact, so that nothing can be added up."""

    parts: tuple[ListedPart, ...]
    exact: bool

    def list_totals(self, total: int, unit: str) -> list[tuple[tuple[str, int], ...]]:
        """List the lists that should add up to the total: several if each stretch of parts adds up to it by itself.

        Where parts are counted in another unit than the total, they are a list of it only if they add up.
        """
        named = [(part.name, part.value) for part in self.parts]
        if not self.exact or len(named) < _FEWEST:
            return []
        several = list(_stretches(named, total))
        if several:
            return several
        strange = any(part.unit != unit for part in self.parts)
        return [] if strange else [tuple(named)]


def find_listed_parts(marked: MarkedText, start: int, ends: Callable[[Sequence[ListedPart], int], bool]) -> ListedParts:
    """Find the parts listed from a place behind a total on; `ends` tells where a number is no part of the list."""
    text = marked.text
    lead = _INTRODUCED.match(text, start)
    if lead is None or not _INTRODUCES.search(lead.group()):
        return ListedParts((), True)
    last = _closing(text, lead.end()) if lead["bracket"] else len(text)
    pattern = _NUMBER_FIRST if re.match(f"{NUMBER}|{INEXACT}", text[lead.end() :]) else _PART
    parts: list[ListedPart] = []
    place = lead.end()
    while (found := pattern.match(text, place, last)) and not _NO_PART.search(found["name"]):
        number_at = found.start("number")
        if "其中" in found["name"][1:] or (parts and "其中" in found["name"]):
            return ListedParts(tuple(parts), False)
        if ends(parts, number_at):
            break
        if found["number"] == INEXACT or any(char.isdigit() for char in found["name"]):
            return ListedParts(tuple(parts), False)
        number = marked.number(number_at)
        parts.append(ListedPart(_LEAD.sub("", found["name"]), number.value, number.unit, number_at))
        separator = _SEPARATOR.match(text, found.end(), last)
        place = separator.end() if separator else found.end()
    return ListedParts(tuple(parts), _UNIT_LOST.match(text, place, last) is None)


def _closing(text: str, start: int) -> int:
    closing = text.find(")", start)
    return closing if closing >= 0 else len(text)


def _stretches(parts: Sequence[tuple[str, int]], total: int) -> Iterator[tuple[tuple[str, int], ...]]:
    """Return the parts cut wherever they have added up to the total; nothing unless every stretch does."""
    sums = list(accumulate(value for _, value in parts))
    cuts = [at for at, reached in enumerate(sums, 1) if total and reached % total == 0 and parts[at - 1][1]]
    if not cuts or [sums[at - 1] for at in cuts] != [total * number for number in range(1, len(cuts) + 1)]:
        return
    if sums[cuts[-1] - 1] != sums[-1]:
        return
    cuts[-1] = len(parts)
    start = 0
    for cut in cuts:
        yield tuple(parts[start:cut])
        start = cut
