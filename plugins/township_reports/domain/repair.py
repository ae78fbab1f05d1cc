"""What could be changed in a report so that its arithmetic holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from township_reports.domain.report import Value


class SuggestedChange(NamedTuple):
    """One cell: what stands there (None: nothing was read, or it is blank) and what would fit."""

    cell: str
    found: Value | None
    suggested: Value


class RestoredConstraint(NamedTuple):
    """One equation of the form: its rule, the column, row or group it is about, and that as a clerk finds it."""

    rule: str
    where: str
    place: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that together make every equation in `restored_constraints` hold, and why they are likely.

    `causes` counts independent mistakes: a swapped pair or a shifted row is one; a cell that was not read is none.
    `weight` orders repairs with equally many causes, the likeliest (lowest) first.
    """

    changes: tuple[SuggestedChange, ...]
    restored_constraints: tuple[RestoredConstraint, ...]
    reason: str
    causes: int
    weight: float

    @property
    def rank(self) -> tuple[int, float]:
        """What repairs are ordered by; two of the same rank are equally likely."""
        return self.causes, self.weight


@dataclass(frozen=True)
class ErrorLocalization:
    """The repairs of one report, best first; `summary` says in Chinese how far they can be relied on.

    Every repair mends all broken equations but those in `unexplained`, for which no small change is convincing.
    """

    repairs: tuple[Repair, ...]
    summary: str
    unexplained: tuple[RestoredConstraint, ...] = ()
