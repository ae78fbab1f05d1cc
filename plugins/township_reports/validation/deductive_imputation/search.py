"""A choice of one option each so that all effects add up to what is lacking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Effects = NDArray[np.int64]
"""What each option adds to each equation: options x equations."""
Open = NDArray[np.bool_]
"""Which options are still open, those of all choices behind each other."""

FAR = 10**15  # beyond every sum of effects


class SearchLimitError(Exception):
    """The search was given up; whether there is a solution is not known."""


class ChoiceSearch:
    """Depth first with bounds on every equation; the same options in the same order give the same answer.

    Raises SearchLimitError from `first` once all searches together have taken `steps`.
    """

    def __init__(self, choices: Sequence[Effects], lacking: NDArray[np.int64], steps: int) -> None:
        self.effects = np.concatenate(choices)
        self.lacking = lacking
        self.steps = steps
        sizes = [len(choice) for choice in choices]
        self.starts = np.cumsum([0, *sizes[:-1]])
        self.owner = np.repeat(np.arange(len(sizes)), sizes)

    def list_options(self) -> Open:
        """All options, open."""
        return np.ones(len(self.effects), dtype=np.bool_)

    def find_first(self, options: Open) -> Open | None:
        """Find the first solution among the open options, with exactly one option of each choice open.

        None if none is.
        """
        self.steps -= 1
        if self.steps < 0:
            raise SearchLimitError
        left = self._possible(options)
        if left is None:
            return None
        counts = np.add.reduceat(left.astype(np.int64), self.starts)
        if counts.max() == 1:
            return left
        choice = int(np.argmin(np.where(counts > 1, counts, len(left) + 1)))
        for option in np.flatnonzero(left & (self.owner == choice)):
            narrowed = left & (self.owner != choice)
            narrowed[option] = True
            found = self.find_first(narrowed)
            if found is not None:
                return found
        return None

    def _possible(self, options: Open) -> Open | None:
        """Without the options that nothing the others can do makes up for; None where a choice has none left."""
        wanted = self.lacking - self.effects
        while True:
            least = np.minimum.reduceat(np.where(options[:, None], self.effects, FAR), self.starts)
            most = np.maximum.reduceat(np.where(options[:, None], self.effects, -FAR), self.starts)
            lowest, highest = least.sum(axis=0) - least, most.sum(axis=0) - most
            fits = (wanted >= lowest[self.owner]) & (wanted <= highest[self.owner])
            left: Open = options & fits.all(axis=1)
            if not np.logical_or.reduceat(left, self.starts).all():
                return None
            if np.array_equal(left, options):
                return left
            options = left
