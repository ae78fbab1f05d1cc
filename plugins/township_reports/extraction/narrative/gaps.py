"""What may stand between the words of template/narrative.yaml and the numbers they are reported of, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.extraction.narrative.numbers import NUMBER

JOINS = "、|和|及|或|与|以及|或者"
BOUNDARY = "[,、;。:()!?]|$"
GOES_ON = re.compile(f"(?:{BOUNDARY}|均|都|全部|已|和|及|以及|且|并|其中|外)")
"""How a sentence goes on behind a number that ends its clause."""
_EACH = "(?:均|各|都)(?:为|是|有)?"
_MOST_BETWEEN, _MOST_LINKS = 12, 6


@dataclass(frozen=True)
class GapPatterns:
    """The patterns of one topic; those that meet a number name it so."""

    inside: re.Pattern[str]  # between two words of a phrase, perhaps with the number
    behind: re.Pattern[str]  # from the words to the number
    each: re.Pattern[str]  # from the last of several subjects to the number of each
    in_front: re.Pattern[str]  # from the number to the words
    ends: re.Pattern[str]  # from the words to the end of their clause
    joined: re.Pattern[str]  # between two subjects of one number
    joins: re.Pattern[str]  # the end of what stands there, from the word that joins them on


@cache
def build_gap_patterns(topic: str) -> GapPatterns:
    """Build the patterns of a topic."""
    words = load_narrative_words()
    between = {*words.between, *words.topics[topic].between}
    gap = f"{build_alternatives(between)}{{0,{_MOST_BETWEEN}}}"
    number = f"(?P<number>{NUMBER})"
    return GapPatterns(
        inside=re.compile(f"{gap}(?:{number}{gap})?"),
        behind=re.compile(f"{gap}{number}"),
        each=re.compile(f"{gap}{_EACH}{gap}{number}"),
        in_front=re.compile(f"{number}{build_alternatives({*between, *words.links})}{{0,{_MOST_LINKS}}}$"),
        ends=re.compile(f"{gap}{GOES_ON.pattern}"),
        joined=re.compile(f"{gap}(?:{JOINS}){gap}"),
        joins=re.compile(f"(?:{JOINS}){gap}$"),
    )


def build_alternatives(words: Iterable[str]) -> str:
    """Build a pattern for one of some words, the longest that stands there and no other.

    Trying all would take forever.
    """
    return f"(?>{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
