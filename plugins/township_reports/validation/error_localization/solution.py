"""The smallest answers to one system, ranked by evidence, and whether they are worth suggesting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from township_reports.domain.report import Value
from township_reports.validation.error_localization.answer import Answer
from township_reports.validation.error_localization.evidence import Evidence
from township_reports.validation.error_localization.milp import MilpSolver
from township_reports.validation.error_localization.search import MOST_CAUSES, Search
from township_reports.validation.error_localization.system import System, build_systems

MOST_TIED = 8


@dataclass(frozen=True)
class Ranked:
    """An answer and its weight; the lighter, the likelier."""

    answer: Answer
    weight: float


@dataclass(frozen=True)
class Solution:
    """All smallest answers to a system, likeliest first; `complete`: there are no others as small."""

    system: System
    ranked: tuple[Ranked, ...]
    complete: bool

    @property
    def causes(self) -> int:
        """How many mistakes its answers assume."""
        return self.ranked[0].answer.causes if self.ranked else 0

    @property
    def tied(self) -> int:
        """How many answers are as likely as the first."""
        return sum(each.weight == self.ranked[0].weight for each in self.ranked)

    @property
    def is_reportable(self) -> bool:
        """Whether there is an answer that says anything: unread cells alone may leave every value open."""
        return bool(self.ranked) and bool(self.ranked[0].answer.values)

    @property
    def is_convincing(self) -> bool:
        """Whether the answers are few enough at the top to be of use."""
        return self.is_reportable and self.tied <= MOST_TIED


def solve_systems(evidence: Evidence) -> Iterator[Solution]:
    """Return a solution for every part of the report that needs a change.

    Parts together where that takes fewer causes.
    """
    for *parts, whole in build_systems(evidence.given):
        apart = [_solve(system, evidence) for system in parts]
        together = _solve(whole, evidence)
        if together.ranked and (not apart or together.causes < _causes(apart)):
            yield together
        else:
            yield from apart or [together]


def _causes(apart: Sequence[Solution]) -> float:
    return sum(solution.causes for solution in apart) if all(solution.ranked for solution in apart) else inf


def _solve(system: System, evidence: Evidence) -> Solution:
    """Return the smallest answers by elimination, and by HiGHS where that is not conclusive."""
    search = Search(system)
    complete = search.run()
    answers = search.answers
    if not complete:
        programme = MilpSolver(system)
        answers = _smallest([*answers, *programme.find_answers(min((a.causes for a in answers), default=MOST_CAUSES))])
    position = {cell: number for number, cell in enumerate(system.cells)}
    ranked = [Ranked(answer, evidence.weight(answer)) for answer in answers]
    ranked.sort(key=lambda each: (each.weight, len(each.answer.values), _order(each.answer, position)))
    likeliest: dict[tuple[tuple[str, Value], ...], Ranked] = {}  # of those that come to the same values
    for each in ranked:
        likeliest.setdefault(tuple(each.answer.values.items()), each)
    return Solution(system, tuple(likeliest.values()), complete)


def _smallest(answers: Sequence[Answer]) -> list[Answer]:
    least = min((answer.causes for answer in answers), default=0)
    return [answer for answer in answers if answer.causes == least]


def _order(answer: Answer, position: dict[str, int]) -> list[tuple[int, int]]:
    return [(position[cell], int(value)) for cell, value in answer.values.items()]
