"""Where a sentence tells a number of a subject: words of template/narrative.yaml beside the number. Judges no context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from township_reports.reading.understanding.narrative_numbers import NUMBER, MarkedText
from township_reports.template.narrative import Subject, Topic, Words, load_narrative_words

_FURTHEST = 30  # characters between the words of a phrase
_BEFORE_NUMBER = 14
_JOINS = "、|和|及|或|与|以及|或者"
_BOUNDARY = "[,、;。:()!?]|$"
_GOES_ON = rf"(?:{_BOUNDARY}|均|都|全部|已|和|及|以及|且|并|其中|外)"
_NUMBER_FIRST = re.compile(
    r"(?:[,、;:(]|其中|另有|另外|[有除的和及将把含即]|收到|发生|产生|引起|引发|共|其余|其他|剩余|包括)$"
)
_LINKS = r"因|属于|属|系|由于|由|涉及|被|按|作出|做出|作|本机关|本单位|我单位|经审查|予"
_DENIED = re.compile(r"(?:未|不|没有|未能|拒绝|非)$")
_EACH = re.compile(r"(?:均|各|都)(?:为|是|有)?")
_NOT_HAPPENED = r"(?<![有并])(?:没有|均无|暂无|未|无)(?!法|条件|正当)"
_HAPPENING = (
    r"收到|接到|接收|受理|发生|出现|产生|存在|有|因|由|被|引起|引发|导致|造成|提起|提请|提出|提交|申请|要求|公开|任何|形式|"
    r"涉及|针对|关于|就|对|而|所|工作|事项|办理|直接|举报、|投诉、|信访、|申诉、|举报和|投诉和|一并|过|新增|本镇|本乡|本街道|"
    r"本局|本单位|本机关|我镇|我乡|我街道|我局|我单位|全年|本年度"
)
_HAPPENED = (
    r"的|情况|案件|事项|事件|现象|发生|问题|请求|件|等|类|或投诉|、举报|、投诉|和投诉|和举报|及投诉|、申诉|、信访"
)


Span = tuple[int, int]


@dataclass(frozen=True)
class Match:
    """A number told of a subject: where its words begin and end, where the number stands and what it is.

    `sure`: the words tell the subject by themselves; `listed`: only in a list of parts; `shared`: it is told of several.
    """

    subject: Subject
    start: int
    end: int
    at: int
    value: int
    sure: bool = True
    listed: bool = False
    shared: bool = False

    @property
    def length(self) -> int:
        """Of its words: longer ones tell more."""
        return self.end - self.start

    def is_within(self, other: Match) -> bool:
        """Whether its words are a part of another's."""
        return other.start <= self.start and self.end <= other.end and self.length < other.length


class _Phrase(NamedTuple):
    subject: Subject
    pieces: tuple[Words, ...]
    sure: bool
    listed: bool


def matches(marked: MarkedText) -> list[Match]:
    """Every number of a sentence beside words of a subject, from left to right; several may claim one number."""
    told = _phrases() if marked.numbers else ()
    found = [match for phrase in told for match in _of_phrase(phrase, marked)]
    return sorted([*found, *_nothing(marked)], key=lambda match: (match.start, match.at, match.subject.id))


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(subject, pieces, words is subject.phrases, words is subject.listed)
        for subject in load_narrative_words().subjects
        for words in (subject.phrases, subject.words, subject.listed)
        for pieces in _pieces(words)
    )


def _pieces(phrases: Words) -> Iterator[tuple[Words, ...]]:
    """The pieces of each phrase, the longest words first; single words are alternatives of one phrase."""
    alone = "|".join(phrase for phrase in phrases if " " not in phrase)
    for phrase in [*filter(None, [alone]), *(phrase for phrase in phrases if " " in phrase)]:
        yield tuple(tuple(sorted(piece.split("|"), key=len, reverse=True)) for piece in phrase.split())


def _of_phrase(phrase: _Phrase, marked: MarkedText) -> Iterator[Match]:
    for start, end, inside in _spans(marked.text, phrase, 0, len(marked.text)):
        if _DENIED.search(marked.text[:start][-2:]):
            continue
        if inside is not None:
            yield from _match(phrase, marked, (start, end), inside)
        else:
            yield from _behind(phrase, marked, (start, end))
            yield from _in_front(phrase, marked, (start, end))


def _spans(text: str, phrase: _Phrase, first: int, last: int) -> Iterator[tuple[int, int, int | None]]:
    """Where a phrase stands, with the number that stands between its words, if one does."""
    gap = _gaps(phrase.subject.topic).with_number
    for start, end in _occurrences(text, phrase.pieces[0], first, last):
        spans: list[tuple[int, int | None]] = [(end, None)]
        for piece in phrase.pieces[1:]:
            spans = [
                (next_end, found.start("number") if found["number"] else inside)
                for at, inside in spans
                for next_start, next_end in _occurrences(text, piece, at, at + _FURTHEST)
                if (found := gap.fullmatch(text, at, next_start)) and not (found["number"] and inside is not None)
            ]
        yield from ((start, at, inside) for at, inside in spans)


def _occurrences(text: str, words: Sequence[str], first: int, last: int) -> list[Span]:
    """Where words stand, the longest given first; a word within a longer one is not found by itself."""
    found: list[Span] = []
    for word in words:
        at = text.find(word, first, last)
        while at >= 0:
            if not any(start <= at and at + len(word) <= end for start, end in found):
                found.append((at, at + len(word)))
            at = text.find(word, at + 1, last)
    return found


@dataclass(frozen=True)
class _Gaps:
    """What may stand between the words of a topic and their numbers, as patterns."""

    with_number: re.Pattern[str]
    behind: re.Pattern[str]
    in_front: re.Pattern[str]
    each: re.Pattern[str]
    ends: re.Pattern[str]
    joined: re.Pattern[str]


@cache
def _gaps(topic_id: str) -> _Gaps:
    topic = _topic(topic_id)
    words = sorted({*load_narrative_words().between, *topic.between}, key=len, reverse=True)
    gap = f"(?:{'|'.join(map(re.escape, words))}){{0,12}}"
    linked = f"(?:{'|'.join(map(re.escape, words))}|{_LINKS}){{0,6}}"
    return _Gaps(
        with_number=re.compile(f"{gap}(?:(?P<number>{NUMBER}){gap})?"),
        behind=re.compile(f"{gap}(?P<number>{NUMBER})"),
        in_front=re.compile(f"(?P<number>{NUMBER}){linked}$"),
        each=re.compile(f"{gap}{_EACH.pattern}{gap}(?P<number>{NUMBER})"),
        ends=re.compile(f"{gap}{_GOES_ON}"),
        joined=re.compile(f"{gap}(?:{_JOINS}){gap}"),
    )


def _topic(topic_id: str) -> Topic:
    return load_narrative_words().topics[topic_id]


def _behind(phrase: _Phrase, marked: MarkedText, span: Span) -> Iterator[Match]:
    """新收申请5件; in a row of subjects before one number (行政复议、行政诉讼均为0件) it is told of each."""
    start, end = span
    gaps = _gaps(phrase.subject.topic)
    row = list(_row_before(phrase, marked.text, start))
    found = gaps.behind.match(marked.text, end)
    each = gaps.each.match(marked.text, end)
    if found and not row:
        yield from _match(phrase, marked, span, found.start("number"))
    at = each or (found if found and marked.number(found.start("number")).value == 0 else None)
    if at and row:
        for other, its_span in [(phrase, span), *row]:
            yield from _match(other, marked, its_span, at.start("number"), shared=True)


def _row_before(phrase: _Phrase, text: str, start: int) -> Iterator[tuple[_Phrase, Span]]:
    """The subjects that stand joined before one, without numbers of their own."""
    for other in _phrases():
        if other.subject.topic in ("disclosed", "others") or other.listed or len(other.pieces) > 1:
            continue
        joined = _gaps(other.subject.topic).joined
        for its_start, its_end in _occurrences(text, other.pieces[0], max(0, start - _FURTHEST), start):
            if joined.fullmatch(text, its_end, start):
                yield other, (its_start, its_end)
                yield from _row_before(other, text, its_start)


def _in_front(phrase: _Phrase, marked: MarkedText, span: Span) -> Iterator[Match]:
    """5件予以公开: only where the number begins its part of the sentence and the words end it."""
    text, gaps = marked.text, _gaps(phrase.subject.topic)
    found = gaps.in_front.search(text, max(0, span[0] - _BEFORE_NUMBER), span[0])
    if found and _NUMBER_FIRST.search(text[: found.start()][-2:]) and gaps.ends.match(text, span[1]):
        yield from _match(phrase, marked, span, found.start())


def _match(phrase: _Phrase, marked: MarkedText, span: Span, at: int, shared: bool = False) -> Iterator[Match]:
    subject, number = phrase.subject, marked.number(at)
    topic = _topic(subject.topic)
    fits = not number.unit or number.unit in topic.units
    rounded = number.is_rounded and bool(subject.cells)
    goes_on = topic.ends_clause and at >= span[1] and not re.match(_GOES_ON, marked.text[at + 1 :])
    if fits and not rounded and not goes_on:
        yield Match(subject, *span, at, number.value, phrase.sure, phrase.listed, shared)


def _nothing(marked: MarkedText) -> Iterator[Match]:
    """没有收到申请, 无行政复议、行政诉讼: what has not happened is told as 0, where it stands there as well."""
    for found in _nothing_pattern().finditer(marked.text):
        for name in ("first", "second", "third"):
            for subject in _none_words().get(found[name] or "", ()):
                yield Match(subject, found.start(), found.end(name), found.start(name), 0)


@cache
def _none_words() -> dict[str, tuple[Subject, ...]]:
    subjects = [subject for subject in load_narrative_words().subjects if subject.none]
    words = {word for subject in subjects for word in subject.none}
    return {word: tuple(subject for subject in subjects if word in subject.none) for word in words}


@cache
def _nothing_pattern() -> re.Pattern[str]:
    words = load_narrative_words()
    gaps = sorted({*words.between, *(gap for topic in words.topics.values() for gap in topic.between)}, key=len)
    gap = f"(?:{_HAPPENING}|{NUMBER}|{'|'.join(map(re.escape, reversed(gaps)))}){{0,14}}"
    word = "|".join(map(re.escape, sorted(_none_words(), key=len, reverse=True)))
    more = "".join(f"(?:(?:{_JOINS}){gap}(?P<{name}>{word}))?" for name in ("second", "third"))
    return re.compile(f"{_NOT_HAPPENED}{gap}(?P<first>{word}){more}(?:{_HAPPENED}){{0,4}}(?={_BOUNDARY}|也|且)")
