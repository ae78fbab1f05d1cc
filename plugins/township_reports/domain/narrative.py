"""What the narrative of a report says: its sections as text and the numbers it claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections; `numeral` is 一 to 六, empty for what stands before the first heading."""

    numeral: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number the narrative tells of a subject of `template/narrative.yaml`, with the sentence it stands in.

    `scope` is the word that says of whom it is reported (全县, 县政府办), empty where there is none.
    """

    subject: str
    value: int
    scope: str
    sentence: str
    section: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A total the narrative tells together with its parts, which should add up to it; `parts` are words and numbers."""

    subject: str
    total: int
    parts: tuple[tuple[str, int], ...]
    scope: str
    sentence: str
    section: str


@dataclass(frozen=True)
class Narrative:
    """Everything read from a report's running text."""

    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    listings: tuple[Listing, ...] = ()

    def section(self, numeral: str) -> Section | None:
        """Return the section of that numeral; None if the report has none."""
        return next((section for section in self.sections if section.numeral == numeral), None)

    def as_data(self) -> dict[str, Any]:
        """Return the narrative as plain data that JSON can hold."""
        return asdict(self)


def parse_narrative(data: Mapping[str, Any] | None) -> Narrative:
    """Parse the narrative that `as_data` made the data of; an empty one for None."""
    if not data:
        return Narrative()
    return Narrative(
        tuple(Section(**{**one, "paragraphs": tuple(one["paragraphs"])}) for one in data["sections"]),
        tuple(Claim(**one) for one in data["claims"]),
        tuple(Listing(**{**one, "parts": tuple(map(_part, one["parts"]))}) for one in data["listings"]),
    )


def _part(written: tuple[str, int]) -> tuple[str, int]:
    word, number = written
    return word, number
