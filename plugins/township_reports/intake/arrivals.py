"""What came in for the units of a run, when, from whom, and whether in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from township_reports.domain.run import Arrival
from township_reports.files.paths import file_stat
from township_reports.runs.dependencies import get_dataset
from township_reports.storage.dataset import UnitOfWork
from township_reports.storage.inbox import InboxFile

BEIJING = timezone(timedelta(hours=8), "北京时间")
"""The office's time, in which its last days end."""


@dataclass(frozen=True)
class UnitArrivals:
    """A unit's files as they came in, the first first; `is_late` when even the first came after the last day."""

    arrivals: tuple[Arrival, ...]
    is_late: bool


def list_arrivals(run_key: str) -> dict[str, UnitArrivals]:
    """List what came in for each unit of a run of which something did, by unit code; raises UnknownRunError."""
    with get_dataset().transaction() as work:
        last_day, arrived = work.runs.get(run_key).report_by, work.arrivals.list_by_unit(run_key)
    return {code: UnitArrivals(files, _is_after(files[0], last_day)) for code, files in arrived.items()}


def count_days_left(report_by: date | None, today: date) -> int | None:
    """How many days units still have: 0 on the last day, negative after it; None where no last day is set."""
    return None if report_by is None else (report_by - today).days


def note_arrival(work: UnitOfWork, run_key: str, code: str, file: InboxFile, digest: str) -> None:
    """Keep that a file stands in the folder, if it is not known how it came: since it was put or changed there."""
    if about := file_stat(file.path):  # it may have gone again
        work.arrivals.add_seen(run_key, code, Arrival(file.name, digest, datetime.fromtimestamp(about.put_at, BEIJING)))


def _is_after(arrival: Arrival, last_day: date | None) -> bool:
    return last_day is not None and arrival.arrived_at.astimezone(BEIJING).date() > last_day
