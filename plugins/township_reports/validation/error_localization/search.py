"""All smallest sets of cells and moves that mend a system, by branching on equations that must change.

Every answer must change a cell of each broken equation, so a broken equation with few cells is a short list of what to
try. Sets whose columns depend on each other are not found: they matter only where a smaller set fits the equations but
not the cells (below zero, or not whole), and then the search is not conclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from township_reports.validation.error_localization.answer import Answer, compute_answer
from township_reports.validation.error_localization.circuits import find_smallest_circuit
from township_reports.validation.error_localization.elimination import (
    EPSILON,
    Tableau,
    eliminate_column,
    start_elimination,
)
from township_reports.validation.error_localization.system import Marks, System

MOST_CAUSES = 4
MOST_STEPS = 400


@dataclass
class Search:
    """One search through a system.

    `misfits`: a set fitted the equations but not the cells; `exhausted`: it was broken off for taking too long.
    """

    system: System
    answers: list[Answer] = field(default_factory=list)
    misfits: bool = False
    exhausted: bool = False
    _steps: int = 0

    def run(self) -> bool:
        """Look for the smallest answers, up to MOST_CAUSES mistakes; whether there can be no others as small."""
        start = self._start()
        if start is None:
            return False
        everything = np.ones(start.columns.shape[1], dtype=np.bool_)
        must = int(self.system.impossible.sum())
        for causes in range(must, MOST_CAUSES + 1):
            may_hide = self.misfits and causes >= self._smallest_hidden()
            for leaf in self._branch(start, causes - must, everything):
                self._take(leaf)
            if self.answers or self.exhausted:
                return not (may_hide or self.exhausted)
        return not self.misfits

    def _smallest_hidden(self) -> int:
        """How many read cells it takes to depend on each other; with unread ones beside them, one may be enough."""
        return 1 if self.system.unread.any() else find_smallest_circuit(self.system.matrix)

    def _start(self) -> Tableau | None:
        tableau: Tableau | None = start_elimination(self.system)
        for column in np.flatnonzero(self.system.impossible):
            tableau = eliminate_column(tableau, int(column)) if tableau else None
        return tableau

    def _take(self, leaf: Tableau) -> None:
        answer = compute_answer(self.system, leaf)
        if answer is None:
            self.misfits = True
        else:
            self.answers.append(answer)

    def _branch(self, tableau: Tableau, left: int, allowed: Marks) -> Iterator[Tableau]:
        broken = np.flatnonzero(tableau.broken)
        if not broken.size:
            if left == 0:
                yield tableau
            return
        support = (np.abs(tableau.columns[broken]) > EPSILON) & allowed
        if _needed(support, left) > left or self._is_too_long():
            return
        choice = int(np.argmin(support.sum(axis=1)))
        row, candidates = int(broken[choice]), np.flatnonzero(support[choice])
        if left == 1:
            candidates = self._finishing(tableau, row, candidates)
        allowed = allowed.copy()
        for column in candidates:
            yield from self._branch(self._chosen(tableau, row, int(column)), left - 1, allowed)
            allowed[column] = False

    def _chosen(self, tableau: Tableau, row: int, column: int) -> Tableau:
        cells = len(self.system.cells)
        return tableau.solve_for(row, column) if column < cells else tableau.undo(column - cells, column)

    def _finishing(self, tableau: Tableau, row: int, candidates: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of the candidates that mend all that is left, tried at once."""
        amounts = tableau.lacking[row] / tableau.columns[row, candidates]
        amounts[candidates >= len(self.system.cells)] = 1.0
        rest = tableau.lacking[tableau.open, None] - tableau.columns[np.ix_(tableau.open, candidates)] * amounts
        mended: Marks = (np.abs(rest) <= EPSILON).all(axis=0)
        return candidates[mended]

    def _is_too_long(self) -> bool:
        self._steps += 1
        self.exhausted = self._steps > MOST_STEPS
        return self.exhausted


def _needed(support: Marks, left: int) -> int:
    """At least how many changes it takes to reach all the equations; `left` + 1 stands for too many."""
    reached = np.sort(support.sum(axis=0))[::-1][:left].sum()
    return left + 1 if reached < len(support) else _disjoint(support)


def _disjoint(support: Marks) -> int:
    """How many of the equations share no candidate with each other: at least so many changes are needed."""
    order = np.argsort(support.sum(axis=1), kind="stable")
    taken = np.zeros(support.shape[1], dtype=np.bool_)
    count = 0
    for row in order:
        if not (support[row] & taken).any():
            taken |= support[row]
            count += 1
    return count
