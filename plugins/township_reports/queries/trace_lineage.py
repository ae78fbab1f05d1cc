"""Where a figure comes from, level by level: a city's from its counties' reports, theirs from the townships' files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from township_reports.domain.report import Value
from township_reports.domain.run import CellTrace
from township_reports.runs.dependencies import get_dataset
from township_reports.storage.dataset import UnitOfWork


@dataclass(frozen=True)
class Lineage:
    """A unit's part in a figure; `below` are the parts it is made of where its file was released by a run kept here."""

    trace: CellTrace
    below: tuple[Lineage, ...] = ()

    def sources(self) -> Iterator[Lineage]:
        """Return the parts at the lowest level known."""
        if not self.below:
            yield self
        for one in self.below:
            yield from one.sources()

    @property
    def value(self) -> Value:
        """What the unit adds."""
        return self.trace.source.value


def trace_lineage(run_key: str, cell: str) -> tuple[Lineage, ...]:
    """Trace the units' parts in a cell of a run, each followed down to files that no run here has released."""
    with get_dataset().transaction() as work:
        return _traced(work, run_key, cell)


def _traced(work: UnitOfWork, run_key: str, cell: str) -> tuple[Lineage, ...]:
    return tuple(Lineage(trace, _below(work, trace)) for trace in work.figures.trace(run_key, cell))


def _below(work: UnitOfWork, trace: CellTrace) -> tuple[Lineage, ...]:
    """Return the figures of the run that released the unit's file, known by its sha256.

    The very bytes that were sent.
    """
    run = work.releases.run_that_released(trace.file.sha256)
    return _traced(work, run, trace.source.source_cell) if run else ()
