"""How few cells can be changed together without any equation noticing."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np

from township_reports.validation.error_localization.system import Numbers

PAIR, TRIPLE, MORE = 2, 3, 4
Column = tuple[float, ...]


def find_smallest_circuit(matrix: Numbers) -> int:
    """Find the size of the smallest set of cells whose columns depend on each other: 2, 3, or 4 for anything larger.

    A smaller set of cells has only one way to mend the equations. In the grid of table 三 it takes a rectangle of four
    cells; in a sum by itself two parts are enough.
    """
    return _smallest_circuit(matrix.tobytes(), matrix.shape)


@lru_cache(maxsize=32)
def _smallest_circuit(content: bytes, shape: tuple[int, int]) -> int:
    columns = [tuple(column) for column in np.frombuffer(content).reshape(shape).T]
    known = {sign for column in columns for sign in (column, _negative(column))}
    if len(known) < 2 * len(columns):
        return PAIR
    for one, other in combinations(columns, 2):
        apart = tuple(a - b for a, b in zip(one, other, strict=True))
        both = tuple(a + b for a, b in zip(one, other, strict=True))
        if apart in known or both in known:
            return TRIPLE
    return MORE


def _negative(column: Column) -> Column:
    return tuple(0.0 - value for value in column)
