"""What the page of one unit of a run shows: the cells to compare with the original, each with its picture."""

from __future__ import annotations

from dataclasses import dataclass

from township_reports.pipeline.workplace import dataset, file_store
from township_reports.records.report import Report
from township_reports.records.to_confirm import ToConfirm, cells_to_confirm
from township_reports.refusal import Refusal
from township_reports.storage.dataset import Transaction
from township_reports.storage.entries import ReceivedFile, Run, UnitState


class NothingToShow(Refusal):
    """There is no such cell to confirm, or no picture of it; the message says so in Chinese."""


@dataclass(frozen=True)
class UnitPage:
    """A unit with the file that counts, what its reader noted, and the cells to confirm."""

    run: Run
    state: UnitState
    counts: ReceivedFile | None
    notes: tuple[str, ...]
    cells: tuple[ToConfirm, ...]


def unit_page(run_key: str, code: str) -> UnitPage:
    """The page of a unit, empty where nothing was received or read; raises UnknownRun."""
    with dataset().transaction() as work:
        run, state = work.runs.get(run_key), work.runs.unit(run_key, code)
        counts, report = _counting(work, run_key, state)
    return UnitPage(run, state, counts, report.notes if report else (), cells_to_confirm(report) if report else ())


def cell_picture(run_key: str, code: str, cell_id: str) -> bytes:
    """A PNG of the spot of the page where a cell to confirm stands.

    Raises UnknownRun, NothingToShow, DamagedFile, and NotAReport for a file without pages.
    """
    from township_reports.reading.pictures import picture_of  # a page renderer, which only pictures need

    with dataset().transaction() as work:
        state = work.runs.unit(run_key, code)
        counts, report = _counting(work, run_key, state)
    cells = cells_to_confirm(report) if report else ()
    place = next((cell.place for cell in cells if cell.id == cell_id and cell.is_on_page), None)
    if counts is None or place is None:
        raise NothingToShow(f"{state.unit.name}没有待核对的格“{cell_id}”，或它不在可以显示的页面上。请打开原件核对。")
    return picture_of(file_store().path(counts.sha256), place)


def _counting(work: Transaction, run_key: str, state: UnitState) -> tuple[ReceivedFile | None, Report | None]:
    """The file of a unit that counts and the report in it."""
    if state.submission is None:
        return None, None
    files = work.submissions.received(run_key).get(state.unit.code, ())
    counts = next((file for file in files if file.id == state.submission), None)
    return counts, work.submissions.reports([state.submission]).get(state.submission)
