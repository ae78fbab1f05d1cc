"""Where the figures of slid rows can stand, and which rows leave no choice.

A row is certain when everything balances with its figures in one placement and in no other, not even if one figure or
one request of another row stood in a wrong column: such a mistake could make a wrong placement balance. A mistake in
the row itself cannot be reported from a slide, which is why a person is asked to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby, permutations

import numpy as np
from numpy.typing import NDArray

from township_reports.domain.report import ShiftedRow
from township_reports.validation.deductive_imputation.search import ChoiceSearch, Effects, SearchLimitError
from township_reports.validation.deductive_imputation.shifted_rows import ShiftedPart, count_options

MOST_STEPS = 2_000  # of all searches in one part together: a second or two
Places = tuple[str, ...]
"""The cell of each figure of a row, in order."""


def find_certain_positions(part: ShiftedPart) -> dict[ShiftedRow, Places]:
    """Find the places of the figures of those rows that leave no choice; none where the search would take too long."""
    system = _System(part)
    choices = [system.balanced(row) for row in part.rows]
    if not system.rest_holds or not all(placements for placements in choices):
        return {}
    effects = [system.effects(row, placements) for row, placements in zip(part.rows, choices, strict=True)]
    try:
        chosen = _without_choice(effects, system)
    except SearchLimitError:
        return {}
    return {part.rows[number]: choices[number][option] for number, option in chosen.items()}


def _without_choice(effects: Sequence[Effects], system: _System) -> dict[int, int]:
    """Return the option of each choice that every solution takes, whichever one mistake was made elsewhere."""
    search = ChoiceSearch([*effects, system.mistakes], system.lacking[system.across], MOST_STEPS)
    as_printed = search.list_options()
    as_printed[search.starts[-1] + 1 :] = False  # the first "mistake" is none
    solution = search.find_first(as_printed)
    if solution is None:
        return {}
    certain = {}
    for number, option in enumerate(np.flatnonzero(solution)[:-1]):
        otherwise = search.list_options()
        otherwise[option] = False
        if search.find_first(otherwise) is None:
            certain[number] = int(option - search.starts[number])
    return certain


@dataclass(frozen=True)
class _System:
    """The part as matrices: signs (equations x cells) @ counts of the cells must equal `lacking`."""

    part: ShiftedPart

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The column of each cell."""
        return {cell: number for number, cell in enumerate([*self.part.counts, *self._slid])}

    @cached_property
    def signs(self) -> NDArray[np.int64]:
        """How each equation takes each cell."""
        signs = np.zeros((len(self.part.identities), len(self.index)), dtype=np.int64)
        for row, identity in enumerate(self.part.identities):
            for sign, cell in identity.terms:
                signs[row, self.index[cell]] += sign
        return signs

    @cached_property
    def lacking(self) -> NDArray[np.int64]:
        """What the slid figures must add to each equation."""
        constants = np.array([int(identity.constant) for identity in self.part.identities], dtype=np.int64)
        counts = np.array([*self.part.counts.values()], dtype=np.int64)
        return -(self.signs[:, : len(counts)] @ counts + constants)

    @cached_property
    def across(self) -> NDArray[np.bool_]:
        """The equations that reach from a slid row to other rows."""
        rows = [{*row.cells} for row in self.part.rows]
        cells = [{cell for _, cell in identity.terms} for identity in self.part.identities]
        touched = [any(row & of_one for row in rows) and not any(of_one <= row for row in rows) for of_one in cells]
        return np.array(touched, dtype=np.bool_)

    @property
    def rest_holds(self) -> bool:
        """Whether the equations without any slid figure hold."""
        slid = self.signs[:, len(self.part.counts) :].any(axis=1)
        return not self.lacking[~slid].any()

    def balanced(self, row: ShiftedRow) -> list[Places]:
        """Return the placements of a row's figures with which its own equations hold."""
        own = [number for number, each in enumerate(self.part.identities) if {c for _, c in each.terms} <= {*row.cells}]
        placements = list(combinations(row.cells, len(row.figures)))
        added = self._added(row, placements)[:, own] if placements else np.empty((0, len(own)))
        holds = (added == self.lacking[own]).all(axis=1)
        return [placement for placement, does in zip(placements, holds, strict=True) if does]

    def effects(self, row: ShiftedRow, placements: Sequence[Places]) -> Effects:
        """Return what each placement adds to the equations across rows."""
        return self._added(row, placements)[:, self.across]

    @cached_property
    def mistakes(self) -> Effects:
        """What undoing one mistake in another row would add to the equations across rows; none comes first."""
        added = [np.zeros(len(self.lacking), dtype=np.int64)]
        for line in _lines(self.part.counts):
            signs = self.signs[:, [self.index[cell] for cell in line]]
            counts = [self.part.counts[cell] for cell in line]
            added += [signs @ np.subtract(order, counts) for order in _misplaced(counts)]
        every = np.array([change for change in added if not change[~self.across].any()])[:, self.across]
        return np.concatenate([every[:1], np.unique(every[every.any(axis=1)], axis=0)])

    def _added(self, row: ShiftedRow, placements: Sequence[Places]) -> Effects:
        counts = np.array([count_options(figure) for figure in row.figures], dtype=np.int64)
        columns = np.array([[self.index[cell] for cell in placement] for placement in placements])
        added: Effects = (self.signs[:, columns] * counts).sum(axis=2).T
        return added

    @property
    def _slid(self) -> list[str]:
        return [cell for row in self.part.rows for cell in row.cells]


def _lines(cells: Mapping[str, int]) -> Iterator[list[str]]:
    """Cells printed beside each other in one row of the form."""
    for _, line in groupby(cells, key=lambda cell: cell.rpartition(".")[0]):
        yield list(line)


def _misplaced(counts: Sequence[int]) -> set[tuple[int, ...]]:
    """Return what a row would say without its one mistake.

    Two figures swapped, one moved along, one request moved over.
    """
    rows = set()
    for one, other in permutations(range(len(counts)), 2):
        swapped, along, over = list(counts), list(counts), list(counts)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        along.insert(other, along.pop(one))
        over[one], over[other] = over[one] - 1, over[other] + 1
        rows |= {tuple(swapped), tuple(along), *([tuple(over)] if counts[one] > 0 else [])}
    return rows
