"""Where a sentence tells a number of a subject: words of template/narrative.yaml beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from township_reports.domain.form.narrative_terms import Subject, Words, load_narrative_words
from township_reports.extraction.narrative.gaps import GOES_ON, build_gap_patterns
from township_reports.extraction.narrative.negations import find_denials
from township_reports.extraction.narrative.numbers import MarkedText

_FURTHEST = 30  # characters between the words of a phrase
_MOST_JOINED = 5  # subjects before the last one that share its number
_BEFORE_WORDS = 14  # characters from a number to the words behind it
_NUMBER_FIRST = re.compile(
    r"(?:[,、;:(]|其中|另有|另外|[有除的和及将把含即]|收到|发生|产生|引起|引发|共|其余|其他|剩余|包括)$"
)
_DENIED = re.compile(r"(?:未|不|没有|拒绝|非)$")

Span = tuple[int, int]


@dataclass(frozen=True)
class ClaimMatch:
    """A number stated of a subject: where its words begin and end, where the number stands and what it is.

    `sure`: the words tell the subject by themselves; `listed`: only in a list of parts; `shared`: stated of several.
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

    def is_within(self, other: ClaimMatch) -> bool:
        """Whether its words are a part of another's."""
        return other.start <= self.start and self.end <= other.end and self.length < other.length


class _Phrase(NamedTuple):
    subject: Subject
    pieces: tuple[Words, ...]
    sure: bool
    listed: bool


def find_claims(marked: MarkedText) -> list[ClaimMatch]:
    """Every number of a sentence beside words of a subject, from left to right; several may claim one number."""
    words = {word for word in _first_words() if word in marked.text} if marked.numbers else set()
    candidates = [phrase for phrase in _phrases() if not words.isdisjoint(phrase.pieces[0])] if words else ()
    found = [match for phrase in candidates for match in _of_phrase(phrase, marked)]
    found += [ClaimMatch(subject, start, end, at, 0) for subject, start, at, end in find_denials(marked.text)]
    return sorted(found, key=lambda match: (match.start, match.at, match.subject.id))


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(subject, pieces, words is subject.phrases, words is subject.listed)
        for subject in load_narrative_words().subjects
        for words in (subject.phrases, subject.words, subject.listed)
        for pieces in _pieces(words)
    )


@cache
def _first_words() -> tuple[str, ...]:
    """Every word that one of the phrases begins with."""
    return tuple({word: None for phrase in _phrases() for word in phrase.pieces[0]})


def _pieces(phrases: Words) -> Iterator[tuple[Words, ...]]:
    """Return the pieces of each phrase, the longest words first; single words are alternatives of one phrase."""
    alone = "|".join(phrase for phrase in phrases if " " not in phrase)
    for phrase in [*filter(None, [alone]), *(phrase for phrase in phrases if " " in phrase)]:
        yield tuple(tuple(sorted(piece.split("|"), key=len, reverse=True)) for piece in phrase.split())


def _of_phrase(phrase: _Phrase, marked: MarkedText) -> Iterator[ClaimMatch]:
    for span, inside in _spans(marked.text, phrase):
        if _DENIED.search(marked.text[max(0, span[0] - 2) : span[0]]):
            continue
        if inside is not None:
            yield from _match(phrase, marked, span, inside)
        else:
            yield from _behind(phrase, marked, span)
            yield from _in_front(phrase, marked, span)


def _spans(text: str, phrase: _Phrase) -> Iterator[tuple[Span, int | None]]:
    """Where a phrase stands, with the place of the number between its words, if one stands there."""
    gap = build_gap_patterns(phrase.subject.topic).inside
    for start, end in _occurrences(text, phrase.pieces[0], 0, len(text)):
        ends: list[tuple[int, int | None]] = [(end, None)]
        for piece in phrase.pieces[1:]:
            ends = [
                (next_end, found.start("number") if found["number"] else inside)
                for at, inside in ends
                for next_start, next_end in _occurrences(text, piece, at, at + _FURTHEST)
                if (found := gap.fullmatch(text, at, next_start)) and not (found["number"] and inside is not None)
            ]
        yield from (((start, at), inside) for at, inside in ends)


def _occurrences(text: str, words: Words, first: int, last: int) -> list[Span]:
    """Where words stand, the longest given first; a word within a longer one is not found by itself."""
    found: list[Span] = []
    for word in words:
        at = text.find(word, first, last)
        while at >= 0:
            if not any(start <= at and at + len(word) <= end for start, end in found):
                found.append((at, at + len(word)))
            at = text.find(word, at + 1, last)
    return found


def _behind(phrase: _Phrase, marked: MarkedText, span: Span) -> Iterator[ClaimMatch]:
    """新收申请5件; behind several subjects (行政复议、行政诉讼均为0件) it counts each if it says so, or is 0."""
    about = build_gap_patterns(phrase.subject.topic)
    found = about.behind.match(marked.text, span[1])
    of_each = about.each.match(marked.text, span[1])
    if not found and not of_each:
        return
    joined = _joined_before(marked.text, span[0])
    if found and not joined:
        yield from _match(phrase, marked, span, found.start("number"))
    if found and marked.number(found.start("number")).value == 0:
        of_each = found
    if of_each and joined:
        for one, its_span in [(phrase, span), *joined]:
            yield from _match(one, marked, its_span, of_each.start("number"), shared=True)


def _joined_before(text: str, start: int) -> list[tuple[_Phrase, Span]]:
    """Return the subjects that stand joined before a place, one before the other, without numbers of their own."""
    found: list[tuple[_Phrase, Span]] = []
    for _ in range(_MOST_JOINED):
        topics = [
            topic
            for topic in _topics_alone()
            if build_gap_patterns(topic).joins.search(text, max(0, start - _FURTHEST), start)
        ]
        phrases = [phrase for phrase in _alone() if phrase.subject.topic in topics] if topics else ()
        before = [(phrase, span) for phrase in phrases for span in _joined_to(phrase, text, start)]
        if not before:
            break
        found += before
        start = min(span[0] for _, span in before)
    return found


def _joined_to(phrase: _Phrase, text: str, start: int) -> list[Span]:
    joined = build_gap_patterns(phrase.subject.topic).joined
    near = _occurrences(text, phrase.pieces[0], max(0, start - _FURTHEST), start)
    return [span for span in near if joined.fullmatch(text, span[1], start)]


@cache
def _alone() -> tuple[_Phrase, ...]:
    """Return the phrases of one word, which may stand in a row of subjects."""
    return tuple(phrase for phrase in _phrases() if len(phrase.pieces) == 1 and not phrase.listed)


@cache
def _topics_alone() -> tuple[str, ...]:
    return tuple({phrase.subject.topic: None for phrase in _alone()})


def _in_front(phrase: _Phrase, marked: MarkedText, span: Span) -> Iterator[ClaimMatch]:
    """5件予以公开: only where the number begins its part of the sentence and the words end it."""
    text, about = marked.text, build_gap_patterns(phrase.subject.topic)
    found = about.in_front.search(text, max(0, span[0] - _BEFORE_WORDS), span[0])
    if (
        found
        and _NUMBER_FIRST.search(text[max(0, found.start() - 2) : found.start()])
        and about.ends.match(text, span[1])
    ):
        yield from _match(phrase, marked, span, found.start())


def _match(phrase: _Phrase, marked: MarkedText, span: Span, at: int, shared: bool = False) -> Iterator[ClaimMatch]:
    """Match the number as the subject's, if it is counted so, not rounded where the form tells it.

    And ends its clause.
    """
    subject, number = phrase.subject, marked.number(at)
    topic = load_narrative_words().topics[subject.topic]
    counted = not number.unit or number.unit in topic.units
    rounded = number.is_rounded and bool(subject.cells)
    goes_on = topic.ends_clause and at >= span[1] and not GOES_ON.match(marked.text, at + 1)
    if counted and not rounded and not goes_on:
        yield ClaimMatch(subject, *span, at, number.value, phrase.sure, phrase.listed, shared)
