"""Two at once: runs of one county and year, a file that comes while a step works, the same file from two people."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import text
from support.fault import Apart, Place, happening
from support.office import RUN, YEAR, Office
from township_reports import settings
from township_reports.pipeline.arrivals import list_arrivals
from township_reports.pipeline.check_reports import ConcurrentChangeError, check_reports
from township_reports.pipeline.dropped_files import Upload
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.receive import receive
from township_reports.pipeline.render_report import render_report
from township_reports.pipeline.workplace import PreconditionFailedError, get_dataset, get_file_store, get_reports_folder
from township_reports.storage.engine import connect, open_database

NEXT = "run 2"
MERGED = Place("township_reports.pipeline.merge_county:merge_county_cells")
CHECKED = Place("township_reports.pipeline.check_reports:check_in_batches")
IN_THE_FOLDER = Place("pathlib:Path.replace", len(("html", "docx", "pdf", "xlsx", "zip", "json")) + 2, after=True)


@pytest.fixture
def checked(office: Office) -> Office:
    """A run with a report of every unit."""
    office.send_all()
    office.check()
    return office


def wait_until_one_waits() -> None:
    """Until PostgreSQL keeps somebody waiting for what another holds."""
    waiting = text("select count(*) from pg_locks where locktype = 'advisory' and not granted")
    with connect(open_database(settings.database_url())) as connection:
        while not connection.scalar(waiting):
            connection.rollback()
            time.sleep(0.05)


def another_file(office: Office) -> None:
    """The first unit sends another report and it is read, as the check of arriving files does."""
    office.send("01", {"proactive.licensing.decisions": 7})
    read_submission(RUN, "01")


def test_the_second_run_of_a_year_waits_until_the_first_has_released_its_whole_report(checked: Office) -> None:
    merge_county(RUN)
    checked.send("01", {"proactive.licensing.decisions": 7})
    checked.merge(NEXT)
    first = Apart(render_report, RUN, waits=IN_THE_FOLDER)
    first.has_come.wait()
    second = Apart(render_report, NEXT)
    wait_until_one_waits()
    first.go_on()
    assert (first.ended(), second.ended()) == (0, 0)
    with get_dataset().transaction() as work:
        released = {run: work.releases.files(run) for run in (RUN, NEXT)}
    assert released[RUN].keys() == released[NEXT].keys()
    assert not set(released[RUN].values()) & set(released[NEXT].values())
    for name, digest in released[NEXT].items():
        assert (get_reports_folder(checked.county, YEAR) / name).read_bytes() == get_file_store().read(digest)
        assert get_file_store().read(released[RUN][name])


def test_a_file_read_while_the_county_is_merged_is_not_taken_for_the_one_that_was(checked: Office) -> None:
    with happening(lambda: another_file(checked), MERGED):
        merge_county(RUN)
    with get_dataset().transaction() as work:
        assert work.figures.list_merged_submissions(RUN).isdisjoint({work.submissions.list_selected(RUN)["01"]})
    with pytest.raises(PreconditionFailedError, match="未通过"):
        render_report(RUN)
    check_reports(RUN)
    with pytest.raises(PreconditionFailedError, match="汇总之后报送材料又有变化"):
        render_report(RUN)
    merge_county(RUN)
    with get_dataset().transaction() as work:
        assert work.figures.list_merged_submissions(RUN) == set(work.submissions.list_selected(RUN).values())


def test_a_file_read_while_the_units_are_checked_is_not_told_the_other_ones_result(checked: Office) -> None:
    with happening(lambda: another_file(checked), CHECKED), pytest.raises(ConcurrentChangeError, match="自动重新核对"):
        check_reports(RUN)
    with get_dataset().transaction() as work:
        assert work.runs.unit(RUN, "01").outcome is None
    assert check_reports(RUN) == {"已通过": 3}


def test_two_merges_at_once_end_as_one(checked: Office) -> None:
    first = Apart(
        merge_county, RUN, waits=Place("township_reports.storage.figures:FigureRepository.replace", after=True)
    )
    first.has_come.wait()
    second = Apart(merge_county, RUN)
    wait_until_one_waits()
    first.go_on()
    assert (first.ended(), second.ended()) == (0, 0)


def test_the_same_file_dropped_by_two_at_once_has_come_once(checked: Office) -> None:
    draft = checked.send("02", {"proactive.licensing.decisions": 7}, name="草稿")
    content = draft.read_bytes()
    draft.unlink()
    drop = (RUN, [Upload("河口乡.txt", content)])
    first = Apart(receive, *drop, "王芳", waits=Place("township_reports.storage.arrivals:ArrivalRepository.add"))
    first.has_come.wait()
    second = Apart(receive, *drop, "李明")
    wait_until_one_waits()
    first.go_on()
    assert (first.ended(), second.ended()) == (0, 0)
    assert [arrival.sent_by for arrival in list_arrivals(RUN)["02"].arrivals] == ["", "王芳"]
    folder = checked.source / str(YEAR)
    assert [path.name for path in sorted(folder.glob("河口乡*"))] == ["河口乡.txt"]
    assert len(list((folder / ".已替换").rglob("河口乡.html"))) == 1


def test_a_file_replaced_while_it_is_read_is_read_as_it_was_and_then_anew(checked: Office) -> None:
    def replace() -> None:
        path = checked.send("01", {"proactive.licensing.decisions": 8}, name="草稿")
        path.replace(path.with_name("城关镇.txt"))

    before = checked.send("01", {"proactive.licensing.decisions": 7}).read_bytes()
    with happening(replace, Place("township_reports.pipeline.read_submission:read_report")):
        read_submission(RUN, "01")
    assert figure() == 7
    assert Path(checked.source / str(YEAR) / "城关镇.txt").read_bytes() != before
    read_submission(RUN, "01")
    assert figure() == 8


def figure() -> object:
    with get_dataset().transaction() as work:
        return work.submissions.load_selected_reports(RUN)["01"].cells["proactive.licensing.decisions"].value
