"""How much of the text of reports is word for word the same.

Texts are compared by the runs of six characters they share (Dice's coefficient). Every text is compared with last
year's own; among the texts of one run only those that MinHash signatures bring together are, so that a thousand reports
cost little more than ten times a hundred. All of it is computed from the texts alone: the same texts, the same shares.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from township_reports.domain.narrative import Narrative

SECTIONS = ("一", "五", "六")
RUN = 6  # characters
BANDS, ROWS = 32, 4  # two texts with four fifths in common are met with 99.9 %, with a third in common with 5 %
_LEFT_OUT = re.compile(r"《[^》]*》|[^一-鿿]|[零〇一二三四五六七八九十百千万两]")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

Shingles: TypeAlias = "npt.NDArray[np.uint64]"


@dataclass(frozen=True)
class TextShingles:
    """What is compared of one narrative: whose it is, its length in characters, and its runs of characters."""

    owner: str
    length: int
    shingles: Shingles


class ComparableText(Protocol):
    """A text, wherever its runs are kept."""

    @property
    def owner(self) -> str:
        """Whose it is."""

    @property
    def length(self) -> int:
        """In characters."""

    @property
    def shingles(self) -> Shingles:
        """Its runs of characters."""


class Similarity(NamedTuple):
    """The share of a text that it has in common with another, and the number of that other."""

    share: float
    other: int


def extract_shingles(narrative: Narrative, owner: str, names: Iterable[str]) -> TextShingles:
    """Extract the text to compare.

    Sections 一, 五 and 六 without figures, titles of documents, marks, and the unit's names.
    """
    text = "".join(section.text for section in narrative.sections if section.numeral in SECTIONS)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    text = _LEFT_OUT.sub("", text)
    return TextShingles(owner, len(text), _runs(text))


def compute_shared_fraction(one: ComparableText, other: ComparableText) -> float:
    """Compute the share of two texts that is the same in both, between 0 and 1."""
    here, there = one.shingles, other.shingles
    both = len(here) + len(there)
    return 2 * len(np.intersect1d(here, there, assume_unique=True)) / both if both else 0.0


def find_most_similar(texts: Sequence[ComparableText]) -> list[Similarity | None]:
    """For each text the one of another owner it shares most with, among those that look alike; None if none does."""
    best: list[Similarity | None] = [None] * len(texts)
    for one, other in _pairs(texts):
        share = compute_shared_fraction(texts[one], texts[other])
        for here, there in ((one, other), (other, one)):
            known = best[here]
            if known is None or share > known.share:
                best[here] = Similarity(share, there)
    return best


def _pairs(texts: Sequence[ComparableText]) -> Iterator[tuple[int, int]]:
    """Pairs that fall into one bucket of a band; in a bucket each is compared with the first and the one before it."""
    met: set[tuple[int, int]] = set()
    for buckets in _buckets([_signature(text.shingles) for text in texts]):
        for bucket in buckets.values():
            for at, number in enumerate(bucket[1:], 1):
                for other in (bucket[0], bucket[at - 1]):
                    if texts[other].owner != texts[number].owner and (other, number) not in met:
                        met.add((other, number))
                        yield other, number


def _buckets(signatures: Sequence[Shingles]) -> Iterator[Mapping[bytes, list[int]]]:
    for band in range(BANDS):
        buckets: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, signature in enumerate(signatures):
            if len(signature):
                buckets[signature[band * ROWS : (band + 1) * ROWS].tobytes()].append(number)
        yield buckets


def _runs(text: str) -> Shingles:
    """Return a number for each different run of characters, sorted."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < RUN:
        return np.empty(0, np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(codes, RUN)
    hashes = np.zeros(len(windows), np.uint64)
    for at in range(RUN):
        hashes = (hashes ^ windows[:, at]) * _MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def _signature(runs: Shingles) -> Shingles:
    """Return the smallest of the runs under each of many orders; two texts agree in one as often as they share runs."""
    if not len(runs):
        return runs
    return np.array([(runs * multiplier ^ (runs >> np.uint64(17))).min() for multiplier in _multipliers()])


@cache
def _multipliers() -> tuple[np.uint64, ...]:
    """Odd numbers that follow from one another, each of which puts the runs in another order."""
    numbers = []
    state = int(_MULTIPLIER)
    for _ in range(BANDS * ROWS):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        numbers.append(np.uint64(state | 1))
    return tuple(numbers)
