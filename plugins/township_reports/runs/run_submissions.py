"""The reports of a run as they are checked: with what is expected and last year's beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from township_reports.domain.county import Unit
from township_reports.domain.report import Report
from township_reports.domain.run import Run
from township_reports.domain.submission import Submission
from township_reports.storage.dataset import CountyDataset, UnitOfWork

One = TypeVar("One")
MOST_AT_ONCE = 500
"""Reports that a process holds together: some 200 MB with all that is made of them."""


@dataclass(frozen=True)
class RunSubmissions:
    """The readable submissions that count in a run, and the accepted ones of last year, by unit code in official order.

    A submission never changes, so that what is read of them batch by batch is of one moment.
    """

    run: Run
    units: Mapping[str, Unit]
    selected: Mapping[str, int]
    previous: Mapping[str, int]

    def read(self, work: UnitOfWork, codes: Collection[str], *, cells: bool = True) -> list[Submission]:
        """Read the reports of these units, each beside last year's; without their cells if so wished."""
        reports_of = work.submissions.load_reports if cells else work.submissions.load_texts
        reports = reports_of(self.selected[code] for code in codes)
        before = reports_of(self.previous[code] for code in codes if code in self.previous)
        return [
            self._submission(code, reports[self.selected[code]], before.get(self.previous.get(code, 0)))
            for code in codes
        ]

    def _submission(self, code: str, report: Report, previous: Report | None) -> Submission:
        unit = self.units[code]
        return Submission(code, report, unit, self.run.year, unit.kind, previous, self.run.county)

    def batches(self, place: CountyDataset, *, cells: bool = True) -> Iterator[list[Submission]]:
        """All of them, some hundreds at a time, each batch in a transaction of its own."""
        for codes in split_batches(list(self.selected)):
            with place.transaction() as work:
                batch = self.read(work, codes, cells=cells)
            yield batch


def load_run_submissions(work: UnitOfWork, run: Run, codes: Collection[str] | None = None) -> RunSubmissions:
    """Load the submissions of a run, or of these units of it."""
    units = {state.unit.code: state.unit for state in work.runs.units(run.key)}
    readable = work.submissions.list_readable(run.key)
    counting = {code: one for code, one in readable.items() if codes is None or code in codes}
    return RunSubmissions(run, units, counting, _accepted(work, run.previous_run) if run.previous_run else {})


def load_submissions(work: UnitOfWork, run: Run, codes: Collection[str] | None = None) -> list[Submission]:
    """Load the readable reports of a run, or of these units, each beside last year's accepted one of the same unit."""
    found = load_run_submissions(work, run, codes)
    return found.read(work, list(found.selected))


def _accepted(work: UnitOfWork, run_key: str) -> dict[str, int]:
    valid = {state.unit.code for state in work.runs.units(run_key) if state.is_valid}
    return {code: one for code, one in work.submissions.list_readable(run_key).items() if code in valid}


def split_batches(units: Sequence[One]) -> Iterator[Sequence[One]]:
    """Split the units in as few parts of nearly the same size as may be held at once: none is left with a handful."""
    parts = -(-len(units) // MOST_AT_ONCE)
    for part in range(parts):
        yield units[part * len(units) // parts : (part + 1) * len(units) // parts]
