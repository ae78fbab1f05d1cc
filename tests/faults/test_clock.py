"""A clock that jumps: what counts, its versions and what is kept aside follow the order of things, not their times."""

from __future__ import annotations

import os
from datetime import datetime, tzinfo

import pytest
from support.office import RUN, YEAR, Office
from township_reports.intake import receive as receiving
from township_reports.intake.arrivals import BEIJING, list_arrivals
from township_reports.intake.dropped_files import Upload
from township_reports.intake.receive import receive
from township_reports.intake.watch import FolderChange, FolderWatch
from township_reports.pipeline.read_submission import read_submission
from township_reports.runs.dependencies import get_dataset

CELL = "proactive.licensing.decisions"
NOON = datetime(2022, 1, 20, 12, tzinfo=BEIJING)
JUMPING = [NOON, NOON.replace(hour=9), NOON, NOON.replace(year=2021)]
"""Back three hours, again at the very same second, and back a year: a machine whose clock lost its battery."""


class Clock(datetime):
    """The clock files are received by."""

    shows = NOON

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.shows.astimezone(tz)


def written(office: Office, figure: int) -> bytes:
    path = office.send("01", {CELL: figure}, name="草稿")
    content = path.read_bytes()
    path.unlink()
    return content


def counting(run_key: str = RUN) -> tuple[object, int]:
    """The figure of the file that counts, and which version it is."""
    with get_dataset().transaction() as work:
        report = work.submissions.load_selected_reports(run_key)["01"]
        return report.cells[CELL].value, work.submissions.list_selected_files(run_key)["01"].version


def test_what_was_dropped_last_counts_whatever_the_clock_shows(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.check()
    monkeypatch.setattr(receiving, "datetime", Clock)
    contents = []
    for number, shown in enumerate(JUMPING, start=1):
        monkeypatch.setattr(Clock, "shows", shown)
        contents.append(written(office, number))
        receive(RUN, [Upload("城关镇.txt", contents[-1])], "王芳")
        read_submission(RUN, "01")
        assert counting() == (number, number)
    folder = office.source / str(YEAR)
    aside = [path.read_bytes() for path in (folder / ".已替换").rglob("*.txt")]
    assert sorted(aside) == sorted(contents[:-1])
    assert (folder / "城关镇.txt").read_bytes() == contents[-1]
    assert sorted(arrival.arrived_at for arrival in list_arrivals(RUN)["01"].arrivals) == sorted(JUMPING)


def test_a_file_that_is_older_than_the_one_before_is_still_news(office: Office) -> None:
    office.send_all()
    office.check()
    watch = FolderWatch()
    assert [watch.poll(), watch.poll()] == [[], []]
    path = office.send("01", {CELL: 7})
    os.utime(path, (0, 0))
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("01",))]]
