"""Which changes of the folder are reported, when, and what is read again then."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from support.office import RUN, YEAR, Office
from township_reports.decisions.corrections import CorrectionEntry, correct, withdraw
from township_reports.decisions.sign_off import sign_off
from township_reports.domain.submission import Outcome
from township_reports.intake.arrivals import list_arrivals
from township_reports.intake.revalidation import RunBusyError, plan_revalidation
from township_reports.intake.watch import FolderChange, FolderWatch
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.queries.board import get_run_overview
from township_reports.queries.unit_page import get_unit_page

NOW = datetime(2022, 1, 20, 9, tzinfo=UTC)
WRONG = {"requests.received.total": 4000}


class Clock:
    """Seconds that go on when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(office: Office, clock: Clock) -> FolderWatch:
    """A watch of a run that is checked: one unit in order, one wrong, one missing; nothing has changed."""
    office.send("01")
    office.send("02", WRONG)
    office.check()
    watch = FolderWatch(clock=clock)
    assert [watch.poll(), watch.poll(), watch.poll()] == [[], [], []]
    return watch


def recheck(run_key: str, *codes: str) -> None:
    """What follows a change."""
    for unit in plan_revalidation(run_key, codes).units:
        read_submission(run_key, unit["code"])
    check_reports(run_key)


def test_a_corrected_file_is_told_once_nobody_writes_it_any_more_and_its_unit_turns_green(
    office: Office, watch: FolderWatch
) -> None:
    office.send("02")
    assert watch.poll() == []
    assert watch.poll() == [FolderChange(RUN, ("02",))]
    assert watch.poll() == []
    recheck(RUN, "02")
    assert get_submission_result(RUN, "02").outcome is Outcome.ACCEPTED
    assert watch.poll() == []


def test_a_change_whose_event_was_lost_is_announced_again_within_a_minute(
    office: Office, watch: FolderWatch, clock: Clock
) -> None:
    office.send("02")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("02",))]]  # and nobody reads it
    clock.now = 30
    assert watch.poll() == []
    clock.now = 55  # a poll every five seconds
    assert watch.poll() == [FolderChange(RUN, ("02",))]
    recheck(RUN, "02")
    clock.now = 10_000
    assert [watch.poll(), watch.poll()] == [[], []]
    assert get_submission_result(RUN, "02").outcome is Outcome.ACCEPTED


def test_what_nobody_reads_is_announced_ever_more_rarely_but_at_least_each_hour(
    office: Office, watch: FolderWatch, clock: Clock
) -> None:
    office.send("02")
    assert watch.poll() == []
    announced = []
    for clock.now in range(0, 30_000, 5):
        if watch.poll():
            announced.append(clock.now)
    waits = [after - before for before, after in pairwise(announced)]
    assert waits == [45, 180, 720, 2880, *[3600] * (len(waits) - 4)]
    assert len(waits) >= 10


def test_what_changes_again_is_announced_without_waiting(office: Office, watch: FolderWatch, clock: Clock) -> None:
    office.send("02")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("02",))]]
    clock.now = 5000
    assert watch.poll() == [FolderChange(RUN, ("02",))]
    office.send("02", {"proactive.licensing.decisions": 7})
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("02",))]]
    clock.now += 50
    assert watch.poll() == [FolderChange(RUN, ("02",))]


def test_a_file_that_stays_wrong_is_not_announced_for_ever(office: Office, watch: FolderWatch, clock: Clock) -> None:
    (office.source / str(YEAR) / "东门街道.docx").write_bytes(b"no report")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("03",))]]
    (office.source / str(YEAR) / "说明.txt").write_text("无关", encoding="utf-8")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ())]]
    recheck(RUN, "03")
    assert get_submission_result(RUN, "03").outcome is Outcome.UNREADABLE
    for clock.now in range(0, 20_000, 100):
        assert watch.poll() == []


def test_after_a_new_start_of_the_watch_what_was_not_read_is_announced(office: Office, watch: FolderWatch) -> None:
    office.send("02")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("02",))]]
    anew = FolderWatch()
    assert [anew.poll(), anew.poll(), anew.poll()] == [[], [FolderChange(RUN, ("02",))], []]


def test_a_roster_that_cannot_be_used_is_announced_once(office: Office, watch: FolderWatch, clock: Clock) -> None:
    (office.source / "units.csv").write_text("code,name,kind\n01,城关镇,县\n", encoding="utf-8")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ())]]
    clock.now = 5000
    assert [watch.poll(), watch.poll()] == [[], []]


def test_a_file_that_is_still_being_copied_is_waited_for(office: Office, watch: FolderWatch) -> None:
    path = office.send("03")
    content = path.read_bytes()
    for size in (100, 200, len(content)):
        path.write_bytes(content[:size])
        assert watch.poll() == []
    assert watch.poll() == [FolderChange(RUN, ("03",))]


def test_a_file_that_went_is_told_and_so_is_what_changes_again(office: Office, watch: FolderWatch) -> None:
    (office.source / str(YEAR) / "城关镇.txt").unlink()
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("01",))]]
    office.send("01", WRONG)
    office.send("02")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("01", "02"))]]


def test_files_that_name_no_unit_are_looked_at_once(office: Office, watch: FolderWatch) -> None:
    office.send("03", name="附件2")
    (office.source / str(YEAR) / "说明.txt").write_text("无关", encoding="utf-8")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ())]]
    found = plan_revalidation(RUN, ())
    assert found.units == [{"code": "03", "name": "东门街道"}]
    assert (found.recognised, list(found.unclaimed)) == ({"附件2.txt": "东门街道"}, ["说明.txt"])
    recheck(RUN, "03")
    assert get_submission_result(RUN, "03").outcome is Outcome.ACCEPTED
    assert list(get_run_overview(RUN).run.unclaimed) == ["说明.txt"]
    assert [watch.poll(), watch.poll()] == [[], []]
    assert plan_revalidation(RUN, ()).units == []


def test_a_run_that_is_being_read_is_left_alone(office: Office, watch: FolderWatch) -> None:
    read_submission(RUN, "01")
    office.send("02")
    assert [watch.poll(), watch.poll(), watch.poll()] == [[], [], []]
    with pytest.raises(RunBusyError, match="正在读取或核对城关镇等单位"):
        plan_revalidation(RUN, ["02"])
    check_reports(RUN)
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("02",))]]


def test_only_the_last_run_of_a_year_is_watched_and_none_that_is_released(office: Office, watch: FolderWatch) -> None:
    office.check("run 2")
    sign_off("run 2", "exclude", "王芳", "")
    office.send("02")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange("run 2", ("02",))]]
    open_run("run 3", str(office.source), YEAR)
    office.send("03")
    assert [watch.poll(), watch.poll()] == [[], []]


def test_a_released_run_is_not_watched(office: Office, watch: FolderWatch) -> None:
    office.send("02")
    office.send("03")
    office.run()
    office.send("02", WRONG)
    assert [watch.poll(), watch.poll(), watch.poll()] == [[], [], []]


def test_a_folder_that_is_away_changes_nothing(office: Office, watch: FolderWatch) -> None:
    folder = office.source / str(YEAR)
    away = folder.rename(office.source / "away")
    assert [watch.poll(), watch.poll()] == [[], []]
    away.rename(folder)
    assert [watch.poll(), watch.poll()] == [[], []]


def test_by_hand_all_units_are_read_again_and_addresses_are_taken_in(office: Office, watch: FolderWatch) -> None:
    roster = "code,name,kind,aliases,email\n01,城关镇,乡镇,,a@b.cn\n02,河口乡,乡镇,\n03,东门街道,街道,\n"
    (office.source / "units.csv").write_text(roster, encoding="utf-8")
    about = office.source / "county.yaml"
    about.write_text(about.read_text(encoding="utf-8") + "report_by: 2022-01-31\n", encoding="utf-8")
    units = plan_revalidation(RUN, (), by_hand=True).units
    assert [unit["code"] for unit in units] == ["01", "02", "03"]
    assert [unit.state.unit.email for unit in get_run_overview(RUN).units] == ["a@b.cn", "", ""]
    assert list_arrivals(RUN)["01"].is_late


def test_a_figure_that_was_entered_is_told_once_and_so_is_that_it_was_taken_back(
    office: Office, watch: FolderWatch
) -> None:
    correct(RUN, "01", CorrectionEntry("requests.received.total", "4000", "王芳", "按纸质原件", NOW))
    assert get_unit_page(RUN, "01").to_check
    assert [unit.badge.word for unit in get_run_overview(RUN).units] == ["已收到", "有错误", "未报送"]
    assert [watch.poll(), watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("01",))], []]
    recheck(RUN, "01")
    assert not get_unit_page(RUN, "01").to_check
    assert [watch.poll(), watch.poll()] == [[], []]
    withdraw(RUN, "01", "requests.received.total")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("01",))]]


def test_what_was_read_meanwhile_is_not_read_once_more_unless_a_person_asks(office: Office, watch: FolderWatch) -> None:
    office.send("02")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("02",))]]
    assert [unit["code"] for unit in plan_revalidation(RUN, ["02"]).units] == ["02"]
    recheck(RUN, "02")
    assert plan_revalidation(RUN, ["02"]).units == []
    assert [unit["code"] for unit in plan_revalidation(RUN, ["02"], by_hand=True).units] == ["02"]
    office.send("02", WRONG)
    assert [unit["code"] for unit in plan_revalidation(RUN, ["02"]).units] == ["02"]


def test_the_board_tells_of_a_file_from_when_it_was_seen_until_it_is_read(office: Office, watch: FolderWatch) -> None:
    sent = office.send("03")
    assert [watch.poll(), watch.poll()] == [[], [FolderChange(RUN, ("03",))]]
    assert [unit.badge.word for unit in get_run_overview(RUN).units] == ["已通过", "有错误", "已收到"]
    sent.unlink()
    assert get_run_overview(RUN).units[2].badge.word == "未报送"
    office.send("03")
    recheck(RUN, "03")
    assert get_run_overview(RUN).units[2].badge.word == "已通过"


def test_what_was_put_back_after_another_file_had_come_does_not_wait(office: Office, watch: FolderWatch) -> None:
    sent = office.send("03")
    first = sent.read_bytes()
    for content in (first, first.replace("本单位".encode(), "我单位".encode()), first):
        sent.write_bytes(content)
        watch.poll()
        watch.poll()
        recheck(RUN, "03")
        assert not get_run_overview(RUN).units[2].waits
