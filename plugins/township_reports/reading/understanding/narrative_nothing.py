"""What a sentence says has not happened: 没有收到申请, 无行政复议、行政诉讼. Judges no context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from township_reports.reading.understanding.narrative_gaps import BOUNDARY, JOINS, build_alternatives
from township_reports.reading.understanding.narrative_numbers import NUMBER
from township_reports.template.narrative import Subject, load_narrative_words

_NO_DENIAL = "(?<![有并])"  # 有无, 并无
_NO_WORD_OF_ITS_OWN = "(?!法|条件|正当)"  # 无法提供, 无条件, 无正当理由
_MOST_BEFORE, _MOST_BEHIND = 14, 4
_NAMES = ("first", "second", "third")


def find_denials(text: str) -> Iterator[tuple[Subject, int, int, int]]:
    """Subjects that a sentence says there is none of, where the denial begins, where their words begin and end."""
    for found in _pattern().finditer(text):
        for name in _NAMES:
            for subject in _subjects().get(found[name] or "", ()):
                yield subject, found.start(), found.start(name), found.end(name)


@cache
def _subjects() -> dict[str, tuple[Subject, ...]]:
    subjects = [subject for subject in load_narrative_words().subjects if subject.none]
    words = {word for subject in subjects for word in subject.none}
    return {word: tuple(subject for subject in subjects if word in subject.none) for word in words}


@cache
def _pattern() -> re.Pattern[str]:
    words = load_narrative_words()
    between = {*words.between, *(gap for topic in words.topics.values() for gap in topic.between)}
    before = f"(?:{build_alternatives({*words.nothing.before, *between})}|{NUMBER}){{0,{_MOST_BEFORE}}}"
    behind = f"{build_alternatives(words.nothing.behind)}{{0,{_MOST_BEHIND}}}"
    first, *others = (f"{before}(?P<{name}>{build_alternatives(_subjects())})" for name in _NAMES)
    more = "".join(f"(?:(?:{JOINS}){other})?" for other in others)
    denial = f"{_NO_DENIAL}{build_alternatives(words.nothing.denials)}{_NO_WORD_OF_ITS_OWN}"
    return re.compile(f"{denial}{first}{more}{behind}(?={BOUNDARY}|也|且)")
