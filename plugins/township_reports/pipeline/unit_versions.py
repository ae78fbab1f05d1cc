"""What a unit sent one after the other, and what changed from each version to the next. Judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from township_reports.records.report import MISSING_CELL, Report
from township_reports.records.told_cells import describe_cell
from township_reports.storage.dataset import UnitOfWork
from township_reports.storage.entries import ReceivedFile


@dataclass(frozen=True)
class VersionChange:
    """A cell that says something else than in the version before."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SubmissionVersion:
    """A version of a unit's submission; `changes` against the readable one before it, None where there is none."""

    file: ReceivedFile
    changes: tuple[VersionChange, ...] | None


def list_versions(work: UnitOfWork, run_key: str, code: str) -> tuple[SubmissionVersion, ...]:
    """Everything a unit sent for its year, the last first; raises UnknownRun."""
    files = work.submissions.list_versions(run_key, code)
    reports = work.submissions.load_reports(file.id for file in files)
    readable = [file for file in files if file.id in reports]
    changes = {new.id: _changes(reports[old.id], reports[new.id]) for new, old in pairwise(readable)}
    return tuple(SubmissionVersion(file, changes.get(file.id)) for file in files)


def _changes(before: Report, after: Report) -> tuple[VersionChange, ...]:
    cells = dict.fromkeys((*after.cells, *before.cells))
    return tuple(_change(before, after, cell_id) for cell_id in cells if _differs(before, after, cell_id))


def _differs(before: Report, after: Report, cell_id: str) -> bool:
    old, new = (report.cells.get(cell_id, MISSING_CELL) for report in (before, after))
    return (old.value, old.status) != (new.value, new.status)


def _change(before: Report, after: Report, cell_id: str) -> VersionChange:
    told = describe_cell(after if cell_id in after.cells else before, cell_id)
    return VersionChange(told.label, describe_cell(before, cell_id).figure, describe_cell(after, cell_id).figure)
