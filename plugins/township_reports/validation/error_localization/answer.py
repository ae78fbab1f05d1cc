"""From the cells chosen to change to what they would say: whole figures, not below zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from township_reports.domain.report import Value
from township_reports.validation.error_localization.elimination import (
    EPSILON,
    Tableau,
    eliminate_column,
    start_elimination,
)
from township_reports.validation.error_localization.identities import Identity
from township_reports.validation.error_localization.moves import Move
from township_reports.validation.error_localization.system import System


@dataclass(frozen=True)
class Answer:
    """Values that mend a system; unread cells that could still take several values are left out."""

    values: Mapping[str, Value]
    moves: tuple[Move, ...]
    causes: int


def compute_answer(system: System, chosen: Tableau) -> Answer | None:
    """Compute what the chosen cells and moves come to; None where it fits the equations but not the cells."""
    values = _values(system, chosen)
    completed = None if values is None else _tell_unread(system, values)
    if completed is None or not system.holds(completed):
        return None
    causes = len(chosen.moves) + sum(not system.unread[column] for _, column in chosen.solved)
    changed = {
        cell: completed[cell] for cell in system.cells if cell in completed and completed[cell] != system.figures[cell]
    }
    return Answer(changed, tuple(system.moves[move] for move in chosen.moves), causes)


def find_answer(system: System, columns: Iterable[int]) -> Answer | None:
    """Find what changing the cells of some columns comes to; None where the equations do not tell each of them."""
    tableau: Tableau | None = start_elimination(system)
    for column in columns:
        tableau = eliminate_column(tableau, column) if tableau else None
    return compute_answer(system, tableau) if tableau and not tableau.broken.any() else None


def _values(system: System, chosen: Tableau) -> dict[str, Value] | None:
    values = {cell: value for move in chosen.moves for cell, value in system.moves[move].values.items()}
    for row, column in chosen.solved:
        cell = system.cells[column]
        if system.unread[column] and _is_loose(system, chosen, row):
            continue
        value = float(values.get(cell, system.figures[cell] or 0)) + chosen.lacking[row]
        if value < -EPSILON or abs(value - round(value)) > EPSILON:
            return None
        values[cell] = round(value)
    return values


def _is_loose(system: System, chosen: Tableau, row: int) -> bool:
    """Whether an equation solved for an unread cell still speaks of another that no equation tells."""
    completed = {column for _, column in chosen.solved}
    loose = [column for column in np.flatnonzero(system.unread) if column not in completed]
    return bool((np.abs(chosen.columns[row, loose]) > EPSILON).any())


def _tell_unread(system: System, values: Mapping[str, Value]) -> dict[str, Value] | None:
    """With the unread cells that can only be zero, as parts of a sum that is already reached; None: it is exceeded."""
    after: dict[str, Value | None] = {**system.figures, **values}
    completed = dict(values)
    unsettled = [identity for identity in system.identities if identity.residual(after) is None]
    while unsettled:
        zeros: dict[str, Value] = {}
        for identity in unsettled:
            rest, signs, unknown = _open_part(identity, after)
            if len(signs) == 1 and rest * min(signs) > 0:
                return None
            if len(signs) == 1 and rest == 0:
                zeros |= dict.fromkeys(unknown, 0)
        if not zeros:
            break
        completed |= zeros
        after |= zeros
        unsettled = [identity for identity in unsettled if identity.residual(after) is None]
    return completed


def _open_part(identity: Identity, after: Mapping[str, Value | None]) -> tuple[Value, set[int], list[str]]:
    """Open the sum of an equation's known cells, and the signs and names of its unknown ones."""
    known = [(sign, figure) for sign, cell in identity.terms if (figure := after[cell]) is not None]
    unknown = [(sign, cell) for sign, cell in identity.terms if after[cell] is None]
    rest = identity.constant + sum(sign * figure for sign, figure in known)
    return rest, {sign for sign, _ in unknown}, [cell for _, cell in unknown]
