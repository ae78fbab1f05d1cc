"""The equations of a report that hang together as one linear system over cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from township_reports.domain.report import Value
from township_reports.validation.error_localization.identities import Arithmetic, Figures, Identity, merge_identities
from township_reports.validation.error_localization.moves import Move, list_possible_moves

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class System:
    """Equations connected by shared cells: matrix @ change of the cells (+ effects of moves) must equal `lacking`.

    Cells that were not read count as zero in `lacking` and are free to take any value (`unread`); cells with a
    figure no such cell may have must change (`impossible`).
    """

    identities: tuple[Identity, ...]
    cells: tuple[str, ...]
    moves: tuple[Move, ...]
    figures: Figures
    matrix: Numbers
    effects: Numbers
    lacking: Numbers
    unread: Marks
    impossible: Marks

    @property
    def needs_change(self) -> bool:
        """Whether an equation is broken, a cell was not read, or a figure is impossible."""
        return bool(self.lacking.any() or self.unread.any() or self.impossible.any())

    @property
    def broken(self) -> tuple[Identity, ...]:
        """The equations that do not hold, those that lack a cell left out."""
        return tuple(identity for identity in self.identities if identity.residual(self.figures))

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether every equation whose cells are all known holds with these values, counted exactly."""
        after = {**self.figures, **values}
        return not any(identity.residual(after) for identity in self.identities)


def build_systems(given: Arithmetic) -> Iterator[tuple[System, ...]]:
    """Build the systems of a report that need a change, each as its parts and, if there are several, last as a whole.

    Parts share no equation; only a move, such as a shifted line of table 四, reaches over several of them.
    """
    broken = [identity for identity in given.identities if identity.residual(given.figures)]
    moves = list_possible_moves(given, broken) if broken else ()
    parts = merge_identities({cell for _, cell in identity.terms} for identity in given.identities)
    for whole in merge_identities([*parts, *(set(move.values) for move in moves)]):
        members = [part for part in parts if part <= whole]
        every = [_system(given, part, moves) for part in members]
        changing = tuple(system for system in every if system.needs_change)
        if changing:
            yield (*changing, _system(given, whole, moves)) if len(members) > 1 else changing


def _system(given: Arithmetic, members: set[str], moves: Sequence[Move]) -> System:
    identities = tuple(identity for identity in given.identities if identity.terms and identity.terms[0][1] in members)
    cells = tuple(cell for cell in given.filled.cells if cell in members)
    own_moves = tuple(move for move in moves if move.values.keys() <= members)
    index = {cell: number for number, cell in enumerate(cells)}
    matrix = np.zeros((len(identities), len(cells)))
    for row, identity in enumerate(identities):
        for sign, cell in identity.terms:
            matrix[row, index[cell]] += sign
    found = np.array([float(given.figures[cell] or 0) for cell in cells])
    constants = np.array([float(identity.constant) for identity in identities])
    return System(
        identities,
        cells,
        own_moves,
        given.figures,
        matrix,
        matrix @ np.array([_deltas(move, cells, given.figures) for move in own_moves]).reshape(-1, len(cells)).T,
        -(matrix @ found + constants),
        np.array([given.figures[cell] is None for cell in cells]),
        np.array([cell in given.out_of_domain for cell in cells]),
    )


def _deltas(move: Move, cells: Sequence[str], figures: Figures) -> Iterator[float] | list[float]:
    return [float(move.values[cell] - (figures[cell] or 0)) if cell in move.values else 0.0 for cell in cells]
