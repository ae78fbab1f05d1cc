"""The numbers a report's sentences claim, each judged by what stands around it.

A number is a claim only where its sentence, and what the text is about by then, leave no doubt of what it is
reported: a
missed claim is a pity, a wrong one a false warning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from township_reports.domain.form.narrative_terms import Subject, load_narrative_words
from township_reports.domain.narrative import Claim, Listing
from township_reports.extraction.narrative.context import (
    OTHERS,
    NarrativeContext,
    TopicChange,
    find_topic_changes,
)
from township_reports.extraction.narrative.lists import ListedPart, ListedParts, find_listed_parts
from township_reports.extraction.narrative.matches import ClaimMatch, find_claims
from township_reports.extraction.narrative.numbers import INEXACT, NUMBER, NUMERALS, MarkedText
from township_reports.extraction.narrative.scope import find_scope
from township_reports.extraction.narrative.sentences import find_periods, prepare_sentence, split_sentences

LONGEST, MOST = 1_500, 3_000
"""Characters of a sentence, and numbers of a report, that are looked at: no report has more."""
_MOST_IN_SENTENCE = 100

_MISTAKABLE = ("requests", "reconsideration", "litigation")  # other offices' requests, disputes of others
_EXPLICIT = re.compile("信息公开|依申请|公开申请")
_NOT_SO = re.compile(
    r"比|较|平均|每[年月季周日]|计划|拟|力争|目标|预[计期]|争取|不[少低]于|不超过|至少|要求|由[^,]{0,8}增"
)
_CLAUSE = re.compile(r"[,:;。()]")
_IN_BRACKETS = re.compile(r"[(][^()]*[)]")
_ANY_NUMBER = re.compile(f"{NUMBER}|{INEXACT}")


@dataclass
class NarrativeReading:
    """What was found so far, among how many numbers; `passed_over` counts sentences that were not looked at."""

    claims: list[Claim] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    numbers: int = 0
    passed_over: int = 0


def read_claims(paragraphs: Iterable[str], section: str, year: int | None, reading: NarrativeReading) -> None:
    """Add the claims and listings in the paragraphs of a section, of a report on that year (None: not known)."""
    context = NarrativeContext(section)
    for paragraph in paragraphs:
        context.begin_paragraph()
        for sentence in (
            split_sentences(paragraph) if may_state_figures(paragraph) or context.may_be_heading(paragraph) else ()
        ):
            if sentence.begins:
                context.begin_sentence()
            if len(sentence.printed) > LONGEST or reading.numbers >= MOST:
                reading.passed_over += 1
                continue
            marked, found, ahead = _looked_through(sentence.printed, year)
            if len(marked.numbers) > _MOST_IN_SENTENCE:
                reading.passed_over += 1
                continue
            reading.numbers += len(marked.numbers)
            if found:
                _Reading(sentence.printed, marked, found, context).add_to(reading)
            else:
                context.take_all(ahead)
        context.end_paragraph(paragraph)


class _Sentence(NamedTuple):
    """A sentence with its numbers marked, and what they may count; else where its topic changes."""

    marked: MarkedText
    found: tuple[ClaimMatch, ...]
    turns: tuple[TopicChange, ...]


@lru_cache(maxsize=2048)  # reports of one county share many sentences
def _looked_through(printed: str, year: int | None) -> _Sentence:
    marked = prepare_sentence(printed, year)
    if len(marked.numbers) > _MOST_IN_SENTENCE:
        return _Sentence(marked, (), ())
    found = tuple(find_claims(marked))
    return _Sentence(marked, found, () if found else tuple(find_topic_changes(marked.text)))


def may_state_figures(text: str) -> bool:
    """Whether a text has a number, or a word that denies, at all."""
    return _telling().search(text) is not None


@cache
def _telling() -> re.Pattern[str]:
    denials = "|".join(map(re.escape, load_narrative_words().nothing.denials))
    return re.compile(rf"[\d{NUMERALS}]|{denials}")


class _Accepted(NamedTuple):
    """A number that is claimed, whose it is, and the list of its parts."""

    match: ClaimMatch
    scope: str
    parts: ListedParts

    def holds(self, at: int) -> bool:
        """Whether the number at a place is one of its parts."""
        return any(part.at == at for part in self.parts.parts)


class _Reading:
    """One sentence read from left to right."""

    def __init__(
        self, sentence: str, marked: MarkedText, claim_matches: Iterable[ClaimMatch], context: NarrativeContext
    ) -> None:
        self.sentence, self.marked, self.context = sentence, marked, context
        self.found: defaultdict[int, list[ClaimMatch]] = defaultdict(list)
        self.denied: list[ClaimMatch] = []
        for match in claim_matches:
            (self.denied if self._is_denied(match) else self.found[match.at]).append(match)
        self.sure_topics = {match.subject.topic for rivals in self.found.values() for match in rivals if match.sure}
        self.accepted: list[_Accepted] = []

    def add_to(self, reading: NarrativeReading) -> None:
        """Add what the sentence claims, and leave the context as the sentence leaves it."""
        ahead = self._turns()
        for at in sorted(at for at, rivals in self.found.items() if rivals):
            self._take(ahead, at)
            self._decide(self.found[at])
        self._take(ahead, len(self.marked.text))
        for match, scope, parts in self._consistent():
            subject, section = match.subject.id, self.context.section
            reading.claims.append(Claim(subject, match.value, scope, self.sentence, section))
            unit = self.marked.number(match.at).unit if match.value else ""
            for whole in parts.list_totals(match.value, unit):
                reading.listings.append(Listing(subject, match.value, whole, scope, self.sentence, section))

    def _turns(self) -> list[TopicChange]:
        """Where the text turns to something else; a number that is another's turns it away as well."""
        matched = [match for rivals in self.found.values() for match in rivals]
        found = find_topic_changes(self.marked.text, [(match.start, match.end) for match in [*matched, *self.denied]])
        return sorted([*found, *(TopicChange(match.start, OTHERS) for match in self.denied if match.sure)])

    def _take(self, ahead: list[TopicChange], at: int) -> None:
        while ahead and ahead[0].at < at:
            self.context.take(ahead.pop(0))

    def _decide(self, rivals: Sequence[ClaimMatch]) -> None:
        """Of what one number is reported: of the longest words that fit, unless two subjects are as likely."""
        fitting = [match for match in rivals if self._fits(match)]
        outer = [match for match in fitting if not any(match.is_within(other) for other in fitting)]
        if not all(match.shared for match in outer):
            longest = max(match.length for match in outer)
            outer = [match for match in outer if match.length == longest]
            if len({match.subject.id for match in outer}) > 1:
                return
        for match in {match.subject.id: match for match in outer}.values():
            self._accept(match)

    def _accept(self, match: ClaimMatch) -> None:
        self.context.topic = match.subject.topic
        if self.context.own_period:
            self.context.scope = find_scope(self.marked.text, match.start, self.context.scope)
            ends = _EndOfList(match.subject, self.found)
            parts = (
                find_listed_parts(self.marked, max(match.at + 1, match.end), ends)
                if match.value
                else ListedParts((), True)
            )
            self.accepted.append(_Accepted(match, self.context.scope, parts))

    def _is_denied(self, match: ClaimMatch) -> bool:
        """Whether words around a number make it another's, another period's, a plan or a comparison."""
        subject, text = match.subject, self.marked.text
        clause = _CLAUSE.split(text[: match.start])[-1]
        others = any(word in clause for word in subject.clause_without) or clause.endswith(subject.not_after)
        behind = _IN_BRACKETS.match(text, max(match.at + 1, match.end))
        of_another_period = behind is not None and any(not period.is_own for period in find_periods(behind.group()))
        unsure = any(word in text for word in subject.sentence_without)
        return others or of_another_period or unsure or bool(_NOT_SO.search(clause))

    def _fits(self, match: ClaimMatch) -> bool:
        """Whether what the text is about allows a number to be reported of a subject."""
        total = next((each.match.subject for each in self.accepted if each.holds(match.at)), None)
        if match.listed or (total and total.topic == "disclosed"):
            return total is not None and match.subject.part_of == total.id
        wholes = [each.match for each in self.accepted if each.match.subject.id == match.subject.part_of]
        is_more = not total and any(match.value > whole.value for whole in wholes)
        return not is_more and not (total and total.id == match.subject.id) and self._is_about(match)

    def _is_about(self, match: ClaimMatch) -> bool:
        """Whether the text is about the subject's topic, or the words tell it by themselves."""
        topic = match.subject.topic
        if not match.sure and self._follows_strange_number(match):
            return False
        if self.context.topic == topic:
            return True
        if not match.sure:
            return not self.context.topic and topic in self.sure_topics
        may_be_others = self.context.topic in (OTHERS, "decisions") and topic in _MISTAKABLE
        return not may_be_others or bool(_EXPLICIT.search(self.marked.text, match.start, match.end))

    def _follows_strange_number(self, match: ClaimMatch) -> bool:
        """Whether the number before counts something that is not known: then this one may count the same."""
        before = [found.start() for found in _ANY_NUMBER.finditer(self.marked.text, 0, min(match.start, match.at))]
        known = [at for at in before[-1:] if any(at == each.match.at or each.holds(at) for each in self.accepted)]
        return bool(before) and not known

    def _consistent(self) -> Iterator[_Accepted]:
        """Return what was accepted, without totals that include more and subjects stated twice and differently."""
        values: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for match, scope, _ in self.accepted:
            values[match.subject.id, scope].add(match.value)
        for each in self.accepted:
            subject = each.match.subject
            parts = [other.match.subject.id for other in self.accepted if each.holds(other.match.at)]
            if len(values[subject.id, each.scope]) == 1 and not set(parts).intersection(subject.without):
                yield each


class _EndOfList:
    """Finds where a number is no part of a total any more: it counts another subject, or a part of a part."""

    def __init__(self, total: Subject, found: Mapping[int, Sequence[ClaimMatch]]) -> None:
        self.total, self.found = total, found

    def __call__(self, parts: Sequence[ListedPart], at: int) -> bool:
        """Whether the list ends before the number at a place."""
        here = [match for match in self.found.get(at, ()) if not match.listed]
        earlier = {match.subject.id for part in parts for match in self.found.get(part.at, ())}
        if any(earlier.intersection(_above(match.subject)) for match in here):
            return True
        telling = [match.subject for match in here if match.sure or match.subject.topic == "requests"]
        return bool(telling) and not any(self._may_hold(subject) for subject in telling)

    def _may_hold(self, subject: Subject) -> bool:
        outcome = self.total.id == "received" and subject.topic == self.total.topic
        return outcome or self.total.id in (subject.id, *_above(subject)) or subject.id in self.total.without


def _above(subject: Subject) -> list[str]:
    """Return the subjects a subject is a part of, the nearest first."""
    above = []
    while subject.part_of:
        above.append(subject.part_of)
        subject = load_narrative_words().subject(subject.part_of)
    return above
