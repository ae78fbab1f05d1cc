"""The numbers a section's sentences claim, each judged by what stands around it.

A number is a claim only where its sentence, and what the text is about by then, leave no doubt of what it is told: a
missed claim is a pity, a wrong one a false warning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from township_reports.reading.understanding.narrative_lists import Listed, ListedPart, listed
from township_reports.reading.understanding.narrative_matches import Match, matches
from township_reports.reading.understanding.narrative_scope import scope_before
from township_reports.reading.understanding.narrative_sentences import LONGEST, Sentence, periods, prepared, sentences
from township_reports.records.narrative import Claim, Listing
from township_reports.template.narrative import Subject, load_narrative_words

_TOPIC_OF_SECTION = {"三": "requests", "四": "reconsideration"}
_DISPUTES = ("reconsideration", "litigation")
_EXPLICIT = re.compile("信息公开|依申请|公开申请")
_NOT_SO = re.compile(
    r"比|较|平均|每[年月季周日]|计划|拟|力争|目标|预[计期]|争取|不[少低]于|不超过|至少|要求|由[^,]{0,8}增"
)
_CLAUSE = re.compile(r"[,:;。()]")
_LONGEST_HEADING = 30


@dataclass
class Told:
    """What was found; `too_long` counts sentences in which no numbers were looked for."""

    claims: list[Claim] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    too_long: int = 0


@dataclass
class _Context:
    """What the text is about, whose numbers it tells and of which period, where a sentence begins."""

    topic: str
    scope: str = ""
    own_period: bool = True


class _Event(NamedTuple):
    """A place from which on a sentence is about a topic, or (topic "") of the report's year or not."""

    at: int
    topic: str
    own_period: bool = True


def read_claims(paragraphs: Iterable[str], section: str, year: int | None) -> Told:
    """The claims and listings in the paragraphs of a section, of a report on that year (None: not known)."""
    told = Told()
    of_section = _TOPIC_OF_SECTION.get(section, "")
    heading = of_section
    for paragraph in paragraphs:
        context = _Context(heading)
        for sentence in sentences(paragraph):
            if len(sentence.printed) > LONGEST:
                told.too_long += 1
                continue
            if sentence.begins:
                context.own_period = True
                context.topic = heading if context.topic == "others" else context.topic
            _Reading(sentence, section, year, context).add_to(told)
        is_heading = len(paragraph) <= _LONGEST_HEADING and not paragraph.endswith(("。", "；", ";"))
        heading = context.topic if is_heading and context.topic != "others" else of_section
    return told


class _Reading:
    """One sentence read from left to right; `accepted` are the numbers it claims, with their scopes and lists."""

    def __init__(self, sentence: Sentence, section: str, year: int | None, context: _Context) -> None:
        self.sentence, self.section, self.context = sentence, section, context
        self.marked = prepared(sentence.printed, year)
        self.found: defaultdict[int, list[Match]] = defaultdict(list)
        for match in matches(self.marked):
            self.found[match.at].append(match)
        self.sure_topics = {match.subject.topic for rivals in self.found.values() for match in rivals if match.sure}
        self.accepted: list[tuple[Match, str, Listed]] = []

    def add_to(self, told: Told) -> None:
        """Adds what the sentence claims, and leaves the context as the sentence leaves it."""
        events = self._events()
        for at in sorted(self.found):
            self._pass(events, at)
            self._decide(self.found[at])
        self._pass(events, len(self.marked.text))
        if self.accepted:
            self.context.scope = self.accepted[-1][1]
        for match, scope, parts in self._consistent():
            printed = self.sentence.printed
            told.claims.append(Claim(match.subject.id, match.value, scope, printed, self.section))
            unit = self.marked.number(match.at).unit if match.value else ""
            for whole in parts.wholes(match.value, unit):
                told.listings.append(Listing(match.subject.id, match.value, whole, scope, printed, self.section))

    def _events(self) -> list[_Event]:
        """Where the sentence turns to another topic or period, but for the words of its numbers."""
        spans = [(match.start, match.end) for rivals in self.found.values() for match in rivals]
        turns = [_Event(found.start(), _topics()[found.group()]) for found in _turns().finditer(self.marked.text)]
        events = [*turns, *(_Event(period.at, "", period.is_own) for period in periods(self.marked.text))]
        return sorted(event for event in events if not any(start <= event.at < end for start, end in spans))

    def _pass(self, events: list[_Event], at: int) -> None:
        while events and events[0].at < at:
            event = events.pop(0)
            if event.topic:
                self.context.topic = event.topic
            else:
                self.context.own_period = event.own_period

    def _decide(self, rivals: Sequence[Match]) -> None:
        """Of what one number is told: of the longest words that fit, unless two subjects are as likely."""
        fitting = [match for match in rivals if self._fits(match)]
        outer = [match for match in fitting if not any(match.is_within(other) for other in fitting)]
        if not all(match.shared for match in outer):
            longest = max(match.length for match in outer)
            outer = [match for match in outer if match.length == longest]
            if len({match.subject.id for match in outer}) > 1:
                return
        for match in {match.subject.id: match for match in outer}.values():
            self._accept(match)

    def _accept(self, match: Match) -> None:
        scope = scope_before(self.marked.text, match.start, self.context.scope)
        self.context.topic = match.subject.topic
        if self.context.own_period:
            behind = max(match.at + 1, match.end)
            parts = (
                listed(self.marked, behind, _EndOfList(match.subject, self.found)) if match.value else Listed((), True)
            )
            self.accepted.append((match, scope, parts))

    def _fits(self, match: Match) -> bool:
        """Whether what stands around a number allows it to be told of a subject."""
        subject = match.subject
        clause = _CLAUSE.split(self.marked.text[: match.start])[-1]
        if _NOT_SO.search(clause) or clause.endswith(subject.not_after):
            return False
        if any(word in clause for word in subject.clause_without):
            return False
        total = self._total_of(match)
        if match.listed or (total and total.topic == "disclosed"):
            return total is not None and subject.part_of == total.id
        if total and total.id == subject.id:
            return False
        return self._is_about(match)

    def _is_about(self, match: Match) -> bool:
        """Whether the text is about the subject's topic, or the words tell it by themselves."""
        topic = match.subject.topic
        if self.context.topic == topic:
            return True
        if not match.sure:
            return not self.context.topic and topic in self.sure_topics
        may_be_another = self.context.topic in ("others", "decisions") and topic in ("requests", *_DISPUTES)
        return not may_be_another or bool(_EXPLICIT.search(self.marked.text, match.start, match.end))

    def _total_of(self, match: Match) -> Subject | None:
        """The subject in whose list of parts a number stands."""
        totals = (
            total.subject for total, _, parts in self.accepted if any(part.at == match.at for part in parts.parts)
        )
        return next(totals, None)

    def _consistent(self) -> Iterator[tuple[Match, str, Listed]]:
        """What was accepted, but for totals that turn out to include more, and subjects told twice and differently."""
        values: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for match, scope, _ in self.accepted:
            values[match.subject.id, scope].add(match.value)
        subject_at = {match.at: match.subject.id for match, _, _ in self.accepted}
        for match, scope, parts in self.accepted:
            includes_more = any(subject_at.get(part.at) in match.subject.without for part in parts.parts)
            if not includes_more and len(values[match.subject.id, scope]) == 1:
                yield match, scope, parts


class _EndOfList:
    """Tells where a number is no part of a total any more: it is told of another subject, or of a part of a part."""

    def __init__(self, total: Subject, found: dict[int, list[Match]]) -> None:
        self.total, self.found = total, found

    def __call__(self, parts: Sequence[ListedPart], at: int) -> bool:
        """Whether the list ends before the number at a place."""
        subjects = [match.subject for match in self.found.get(at, ()) if not match.listed]
        earlier = {match.subject.id for part in parts for match in self.found.get(part.at, ())}
        if any(earlier.intersection(_above(subject)) for subject in subjects):
            return True
        sure = [match.subject for match in self.found.get(at, ()) if match.sure]
        return bool(sure) and not any(self._may_hold(subject) for subject in sure)

    def _may_hold(self, subject: Subject) -> bool:
        outcome = self.total.id == "received" and subject.topic == self.total.topic
        return outcome or self.total.id in (subject.id, *_above(subject))


def _above(subject: Subject) -> list[str]:
    """The subjects a subject is a part of, the nearest first."""
    above = []
    while subject.part_of:
        above.append(subject.part_of)
        subject = load_narrative_words().subject(subject.part_of)
    return above


@cache
def _topics() -> dict[str, str]:
    topics = load_narrative_words().topics.items()
    return {word: topic_id for topic_id, topic in topics for word in topic.turns}


@cache
def _turns() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_topics(), key=len, reverse=True))))
