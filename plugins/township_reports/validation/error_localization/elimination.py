"""A linear system while cells are being chosen to change: their columns are eliminated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from township_reports.validation.error_localization.system import Marks, Numbers, System

EPSILON = 1e-6


@dataclass(frozen=True)
class Tableau:
    """The equations with the chosen cells solved for (`solved`: row -> column); columns are cells, then moves.

    An equation that is not solved for a cell no longer speaks of any chosen one: if it lacks something, yet another
    cell or move must be chosen (Fellegi and Holt's implied edits).
    """

    columns: Numbers
    lacking: Numbers
    solved: tuple[tuple[int, int], ...]
    moves: tuple[int, ...]
    open: Marks

    @property
    def broken(self) -> Marks:
        """The equations that need a further change."""
        return self.open & (np.abs(self.lacking) > EPSILON)

    def solve_for(self, row: int, column: int) -> Tableau:
        """With the cell of a column free to change, as an equation tells it."""
        scale = self.columns[row, column]
        equation, amount = self.columns[row] / scale, self.lacking[row] / scale
        others = self.columns[:, column].copy()
        others[row] = 0.0
        columns = self.columns - np.outer(others, equation)
        columns[row] = equation
        lacking = self.lacking - others * amount
        lacking[row] = amount
        still_open = self.open.copy()
        still_open[row] = False
        return Tableau(columns, lacking, (*self.solved, (row, column)), self.moves, still_open)

    def undo(self, move: int, column: int) -> Tableau:
        """With a move undone."""
        lacking = self.lacking - self.columns[:, column]
        return Tableau(self.columns, lacking, self.solved, (*self.moves, move), self.open)


def start_elimination(system: System) -> Tableau:
    """Start the system with nothing chosen but the cells that were not read, which are free."""
    tableau = Tableau(
        np.hstack([system.matrix, system.effects]),
        system.lacking.copy(),
        (),
        (),
        np.ones(len(system.identities), dtype=np.bool_),
    )
    for column in np.flatnonzero(system.unread):
        tableau = eliminate_column(tableau, int(column)) or tableau
    return tableau


def eliminate_column(tableau: Tableau, column: int) -> Tableau | None:
    """With a cell free to change, whatever equation tells it; None where none does any more."""
    rows = np.flatnonzero(tableau.open & (np.abs(tableau.columns[:, column]) > EPSILON))
    return tableau.solve_for(int(rows[0]), column) if rows.size else None
