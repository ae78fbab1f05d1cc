"""What a stretch of text is about, of which period and whose, and where a sentence turns to something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.extraction.narrative.sentences import find_periods

OTHERS = "others"
"""The topic of all that the form has no cells for."""
_TOPIC_OF_SECTION = {"三": "requests", "四": "reconsideration"}
_LONGEST_HEADING = 30


class TopicChange(NamedTuple):
    """A place from which on a sentence is about a topic, or (topic "") of the report's year or not."""

    at: int
    topic: str
    own_period: bool = True


@dataclass
class NarrativeContext:
    """What the text is about by now; `heading` is what its paragraph is about from the start."""

    section: str
    heading: str = ""
    topic: str = ""
    scope: str = ""
    own_period: bool = True

    def __post_init__(self) -> None:
        self.heading = _TOPIC_OF_SECTION.get(self.section, "")

    def begin_paragraph(self) -> None:
        """Forgets what the paragraph before was about, but for a heading right above."""
        self.topic, self.scope = self.heading, ""

    def begin_sentence(self) -> None:
        """Return a sentence tells of the report's year until it says otherwise; another matter is over."""
        self.own_period = True
        self.topic = self.heading if self.topic == OTHERS else self.topic

    def end_paragraph(self, paragraph: str) -> None:
        """Return a short line without a full stop is the heading of the paragraph below."""
        of_section = _TOPIC_OF_SECTION.get(self.section, "")
        self.heading = self.topic if self.may_be_heading(paragraph) and self.topic != OTHERS else of_section

    @staticmethod
    def may_be_heading(paragraph: str) -> bool:
        """Whether a line is short enough, and ends as no sentence does."""
        return len(paragraph) <= _LONGEST_HEADING and not paragraph.endswith(("。", "；", ";"))

    def take(self, turn: TopicChange) -> None:
        """Goes on as the text does from a turn on."""
        if turn.topic:
            self.topic = turn.topic
        else:
            self.own_period = turn.own_period

    def take_all(self, turns_: Iterable[TopicChange]) -> None:
        """Goes on as the text does to its end."""
        for turn in turns_:
            self.take(turn)


def find_topic_changes(text: str, spoken_for: Iterable[tuple[int, int]] = ()) -> list[TopicChange]:
    """Find the turns of a prepared sentence in order; words that belong to a number are spoken for and turn nothing."""
    spans = list(spoken_for)
    topics = [TopicChange(found.start(), _topics()[found.group()]) for found in _turning_words().finditer(text)]
    found = [*topics, *(TopicChange(period.at, "", period.is_own) for period in find_periods(text))]
    return sorted(turn for turn in found if not any(start <= turn.at < end for start, end in spans))


@cache
def _topics() -> dict[str, str]:
    topics = load_narrative_words().topics.items()
    return {word: topic_id for topic_id, topic in topics for word in topic.turns}


@cache
def _turning_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_topics(), key=len, reverse=True))))
