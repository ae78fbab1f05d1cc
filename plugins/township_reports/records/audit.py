"""What became of every rule in a check of many reports, for the auditor. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Broken(NamedTuple):
    """A place where a rule does not hold or could not be applied: the unit's key, and the row in words."""

    unit: str
    place: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule as it was carried out.

    `how` is the expectation and its arguments as the suite writes them, `seen` the number of rows it was applied to.
    """

    edition: str
    suite: str
    rule: str
    part: str
    standing: str
    sentence: str
    how: str
    seen: int
    failed: tuple[Broken, ...]
    undecided: tuple[Broken, ...]

    @property
    def held(self) -> int:
        """The number of rows the rule holds on."""
        return self.seen - len(self.failed) - len(self.undecided)

    @property
    def result(self) -> str:
        """In a word."""
        if self.failed:
            return "不符合"
        if self.undecided:
            return "未核对"
        return "符合" if self.seen else "不适用"


class Audit(NamedTuple):
    """A whole check: of which county and year, by which suites, and every rule."""

    title: str
    judged: Sequence[Judged]
    names: dict[str, str]
