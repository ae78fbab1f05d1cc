"""The units' parts in a county's figures, in a file where they are too many to be held."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from township_reports.domain.consolidated.report import CellContribution

WRITTEN_TOGETHER = 5_000


@dataclass(frozen=True)
class ContributionSpool:
    """Parts in their order, to be gone through any number of times; some thousand are held at once."""

    path: Path

    @classmethod
    def written(cls, path: Path, parts: Iterable[CellContribution]) -> ContributionSpool:
        """Return the file with these parts."""
        rest = iter(parts)
        with path.open("wb") as file:
            while some := list(islice(rest, WRITTEN_TOGETHER)):
                pickle.dump(some, file, pickle.HIGHEST_PROTOCOL)
        return cls(path)

    def __iter__(self) -> Iterator[CellContribution]:
        with self.path.open("rb") as file:
            while file.peek(1):
                yield from pickle.load(file)  # noqa: S301  # written above, in a folder of the step's own
