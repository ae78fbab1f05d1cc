"""The smallest sets of cells as a mixed-integer programme, solved by HiGHS.

It is for what elimination cannot decide: figures that must be whole and not below zero may force changes in cells that
stand in no broken equation. HiGHS runs as scipy starts it: its fixed seed, no time limit, so always the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from township_reports.validation.error_localization.answer import Answer, find_answer
from township_reports.validation.error_localization.search import MOST_CAUSES
from township_reports.validation.error_localization.system import Marks, Numbers, System

MOST_SOLUTIONS = 4
MOST_NODES = 50


@dataclass(frozen=True)
class MilpSolver:
    """Variables: each cell's rise, its fall, and whether it changes; minimised: how many of the read cells change.

    Unread and impossible figures start from zero; the former change for nothing, the latter must change.
    """

    system: System

    def find_answers(self, most: int = MOST_CAUSES) -> Iterator[Answer]:
        """Find the smallest answers of at most `most` changes, a set of cells each; no more than MOST_SOLUTIONS."""
        tried: list[Marks] = []
        while len(tried) < MOST_SOLUTIONS:
            changes = self._solve(most, tried)
            if changes is None:
                return
            tried.append(changes & ~self._from_zero)
            most = int((changes & ~self.system.unread).sum())
            answer = find_answer(self.system, map(int, np.flatnonzero(changes & ~self.system.unread)))
            if answer:
                yield answer
            if not tried[-1].any():
                return

    @cached_property
    def _from_zero(self) -> Marks:
        return self.system.unread | self.system.impossible

    @cached_property
    def _start(self) -> Numbers:
        found = np.array([float(self.system.figures[cell] or 0) for cell in self.system.cells])
        return np.where(self._from_zero, 0.0, found)

    def _solve(self, most: int, tried: list[Marks]) -> Marks | None:
        """Which cells change in the best solution that repeats none of the tried sets; None where there is none."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
        from scipy.sparse import block_array, csr_array, eye_array  # type: ignore[import-untyped]

        system, cells = self.system, len(self.system.cells)
        lacking = system.lacking + system.matrix @ self._impossible_figures
        largest = np.abs(lacking).sum()  # a sparsest answer moves no cell by more than all that is lacking
        none, one = np.zeros(cells), np.ones(cells)
        balance = np.hstack([system.matrix, -system.matrix, np.zeros_like(system.matrix)])
        only_changed = block_array([[eye_array(cells), eye_array(cells), -largest * eye_array(cells)]], format="csr")
        cuts = [LinearConstraint(np.hstack([none, none, ~self.system.unread * one]), -np.inf, most)]
        cuts += [LinearConstraint(np.hstack([none, none, marks * one]), -np.inf, marks.sum() - 1) for marks in tried]
        solution = milp(
            np.hstack([none, none, ~system.unread * one]),
            integrality=np.ones(3 * cells),
            bounds=Bounds(
                np.hstack([none, none, self._from_zero * one]),
                np.hstack([largest * one, np.minimum(self._start, largest), one]),
            ),
            constraints=[
                LinearConstraint(csr_array(balance), lacking, lacking),
                LinearConstraint(only_changed, -np.inf, 0),
                *cuts,
            ],
            options={"node_limit": MOST_NODES},
        )
        return None if not solution.success else solution.x[2 * cells :].round().astype(np.bool_)

    @cached_property
    def _impossible_figures(self) -> Numbers:
        figures = [float(self.system.figures[cell] or 0) for cell in self.system.cells]
        return np.where(self.system.impossible, figures, 0.0)
