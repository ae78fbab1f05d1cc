"""Names that a person adds to units.csv while a run is open hold at once, also for files that were refused before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.office import ROSTER, RUN, YEAR, Office
from township_reports.domain.county import RosterError
from township_reports.domain.submission import Outcome
from township_reports.intake.dropped_files import Upload
from township_reports.intake.receive import Receipt, receive
from township_reports.intake.revalidation import RevalidationPlan, plan_revalidation
from township_reports.intake.watch import FolderChange, FolderWatch
from township_reports.notices.notices import list_recipients
from township_reports.pipeline.audit import store_audit
from township_reports.pipeline.check_reports import ConcurrentChangeError, check_reports
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.queries.board import get_run_overview
from township_reports.runs.dependencies import PreconditionFailedError
from township_reports.storage.engine import open_database

ALIAS = "关厢镇"
NOT_ON_ROSTER = f"文件写的单位“青山县{ALIAS}”不在名册上"
BROKEN = b"PK\x03\x04 half of a document"
QUIET: list[list[FolderChange]] = [[], [], []]


def write_roster(office: Office, changed: str, by: str) -> None:
    """The roster with one thing in it written otherwise."""
    assert changed in ROSTER
    (office.source / "units.csv").write_text(ROSTER.replace(changed, by), encoding="utf-8")


def add_alias(office: Office, alias: str = ALIAS) -> None:
    """What the message asks for: one more name of 城关镇."""
    write_roster(office, "城关镇人民政府\n", f"城关镇人民政府;{alias}\n")


def send_as(office: Office, told: str, name: str) -> Path:
    """The report of 城关镇, which calls itself something else, under any name in the folder."""
    path = office.send("01", name=name)
    path.write_text(path.read_text(encoding="utf-8").replace("城关镇", told), encoding="utf-8")
    return path


def drop(name: str, content: bytes) -> Receipt:
    (receipt,) = receive(RUN, [Upload(name, content)], "王芳")
    return receipt


def polled(watch: FolderWatch) -> list[list[FolderChange]]:
    return [watch.poll(), watch.poll(), watch.poll()]


def recheck(*codes: str) -> RevalidationPlan:
    """What follows a change."""
    found = plan_revalidation(RUN, codes)
    for unit in found.units:
        read_submission(RUN, unit["code"])
    check_reports(RUN)
    return found


def unclaimed() -> dict[str, str]:
    return {file: one.why for file, one in get_run_overview(RUN).run.unclaimed.items()}


@pytest.fixture
def watch(office: Office) -> FolderWatch:
    """A watch of a checked run that 02 has sent its report to, and somebody a report of a unit not on the roster."""
    office.send("02")
    send_as(office, ALIAS, "附件2")
    office.check()
    assert unclaimed().keys() == {"附件2.txt"}
    assert NOT_ON_ROSTER in unclaimed()["附件2.txt"]
    watch = FolderWatch()
    assert polled(watch) == QUIET
    return watch


def test_a_file_that_was_refused_is_received_once_its_alias_is_on_the_roster(office: Office) -> None:
    path = send_as(office, ALIAS, "附件2")
    content = path.read_bytes()
    path.unlink()
    office.check()
    assert NOT_ON_ROSTER in drop("附件2.txt", content).refused
    add_alias(office)
    receipt = drop("附件2.txt", content)
    assert (receipt.refused, receipt.unit and receipt.unit.code) == ("", "01")
    plan_revalidation(RUN, ["01"], by_hand=True)
    read_submission(RUN, "01")
    check_reports(RUN)
    assert get_submission_result(RUN, "01").outcome is Outcome.ACCEPTED


def test_a_file_is_received_by_an_alias_in_its_name_alone(office: Office) -> None:
    office.check()
    assert "文件名没有写明单位" in drop(f"{ALIAS}.docx", BROKEN).refused
    add_alias(office)
    assert drop(f"{ALIAS}.docx", BROKEN).stored_as == f"{ALIAS}.docx"
    assert [unit["code"] for unit in recheck("01").units] == ["01"]
    assert get_submission_result(RUN, "01").outcome is Outcome.UNREADABLE


@pytest.mark.parametrize("alias", [ALIAS, f"青山县{ALIAS}", f"{ALIAS}政府"])
def test_a_file_lying_in_the_folder_is_looked_at_again(office: Office, watch: FolderWatch, alias: str) -> None:
    add_alias(office, alias)
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    found = recheck("01")
    assert (found.recognised, found.unclaimed) == ({"附件2.txt": "城关镇"}, {})
    assert unclaimed() == {}
    assert get_submission_result(RUN, "01").outcome is Outcome.ACCEPTED
    assert polled(watch) == QUIET


def test_a_file_lying_in_the_folder_is_found_by_an_alias_in_its_name(office: Office, watch: FolderWatch) -> None:
    (office.source / str(YEAR) / f"{ALIAS}.docx").write_bytes(BROKEN)
    assert polled(watch) == [[], [FolderChange(RUN, ())], []]
    recheck()
    assert unclaimed().keys() == {"附件2.txt", f"{ALIAS}.docx"}
    add_alias(office)
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    recheck("01")
    assert unclaimed() == {}
    assert {file.file_name for file in get_run_overview(RUN).units[0].files} == {"附件2.txt", f"{ALIAS}.docx"}


def test_a_refused_file_that_was_mended_under_its_name_is_looked_at_again(office: Office, watch: FolderWatch) -> None:
    office.send("01", name="附件2")
    assert polled(watch) == [[], [FolderChange(RUN, ())], []]
    assert recheck().recognised == {"附件2.txt": "城关镇"}
    assert unclaimed() == {}
    assert polled(watch) == QUIET


def test_a_refused_file_that_went_is_told_no_longer(office: Office, watch: FolderWatch) -> None:
    (office.source / str(YEAR) / "附件2.txt").rename(office.source / str(YEAR) / "城关镇.txt")
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    recheck("01")
    assert unclaimed() == {}


def test_a_report_that_names_its_unit_by_the_alias_turns_green(office: Office) -> None:
    send_as(office, ALIAS, "城关镇")
    office.check()
    assert any(f"{ALIAS}”，名册上应为“城关镇”" in line for line in get_submission_result(RUN, "01").lines)
    watch = FolderWatch()
    assert polled(watch) == QUIET
    add_alias(office)
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    recheck("01")
    assert get_submission_result(RUN, "01").outcome is Outcome.ACCEPTED
    assert polled(watch) == QUIET


def test_names_taken_in_and_not_checked_yet_are_checked_the_next_time(office: Office, watch: FolderWatch) -> None:
    add_alias(office)
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    plan_revalidation(RUN, ["01"])  # and then the machine stopped
    assert [unit["code"] for unit in plan_revalidation(RUN, ()).units] == ["01"]
    assert polled(FolderWatch()) == [[], [FolderChange(RUN, ("01",))], []]


def test_an_alias_added_while_the_run_is_read_is_noticed_after_it(office: Office, watch: FolderWatch) -> None:
    read_submission(RUN, "02")
    add_alias(office)
    assert polled(watch) == QUIET
    check_reports(RUN)
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    assert recheck("01").recognised == {"附件2.txt": "城关镇"}


def test_a_roster_stored_while_it_is_checked_is_checked_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.send("01")
    office.check()

    def meanwhile(*about: Any) -> str:
        add_alias(office)
        plan_revalidation(RUN, ())
        return store_audit(*about)

    monkeypatch.setattr("township_reports.pipeline.check_reports.store_audit", meanwhile)
    with pytest.raises(ConcurrentChangeError, match="核对期间名册改动了"):
        check_reports(RUN)


def test_asking_for_addresses_hides_no_alias(office: Office, watch: FolderWatch) -> None:
    add_alias(office)
    list_recipients(RUN, ["03"])
    assert recheck().recognised == {"附件2.txt": "城关镇"}


def test_a_run_checked_by_an_earlier_version_notices_an_alias(
    office: Office, watch: FolderWatch, database_url: str
) -> None:
    with open_database(database_url).begin() as connection:
        connection.exec_driver_sql("UPDATE run_units SET checked_names = NULL")
    assert polled(watch) == QUIET
    add_alias(office)
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    assert recheck("01").recognised == {"附件2.txt": "城关镇"}


def test_a_name_in_place_of_the_old_one_holds(office: Office, watch: FolderWatch) -> None:
    write_roster(office, "01,城关镇,乡镇,城关镇人民政府", f"01,{ALIAS},乡镇,")
    assert polled(watch) == [[], [FolderChange(RUN, ("01",))], []]
    recheck("01")
    assert [state.state.unit.name for state in get_run_overview(RUN).units] == [ALIAS, "河口乡", "东门街道"]
    assert get_submission_result(RUN, "01").outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("codes", [("1", "2", "3"), ("02", "03", "01")], ids=["as Excel writes them", "anew"])
def test_codes_written_otherwise_exchange_no_names(office: Office, watch: FolderWatch, codes: tuple[str, ...]) -> None:
    first, second, third = codes
    roster = f"code,name,kind,aliases\n{first},城关镇,乡镇,{ALIAS}\n{second},河口乡,乡镇,\n{third},东门街道,街道,\n"
    (office.source / "units.csv").write_text(roster, encoding="utf-8")
    recheck()
    units = [line.state.unit for line in get_run_overview(RUN).units]
    assert [(unit.code, unit.name) for unit in units] == [("01", "城关镇"), ("02", "河口乡"), ("03", "东门街道")]
    assert get_submission_result(RUN, "01").outcome is Outcome.ACCEPTED


def test_a_unit_added_later_is_not_in_the_run_and_that_is_said(office: Office, watch: FolderWatch) -> None:
    write_roster(office, "02,河口乡,乡镇,\n", "02,河口乡,乡镇,\n04,上河口乡,乡镇,\n")
    content = send_as(office, "上河口乡", "上河口乡").read_bytes()
    assert "“上河口乡”是开始汇总以后加进 units.csv 的" in drop("上河口乡.txt", content).refused
    assert polled(watch) == [[], [FolderChange(RUN, ())], []]
    assert "请重新触发年度汇总" in recheck().unclaimed["上河口乡.txt"]
    assert len(get_run_overview(RUN).units) == 3
    read_submission(RUN, "02")
    check_reports(RUN)
    assert [file.file_name for file in get_run_overview(RUN).units[1].files] == ["河口乡.txt"]
    assert get_submission_result(RUN, "02").outcome is Outcome.ACCEPTED
    assert polled(watch) == QUIET


BAD_LINE = "02,河口乡,村,\n"


def test_a_roster_that_became_invalid_is_told_and_nothing_is_lost(office: Office, watch: FolderWatch) -> None:
    content = office.send("03").read_bytes()
    (office.source / str(YEAR) / "东门街道.txt").unlink()
    write_roster(office, "02,河口乡,乡镇,\n", BAD_LINE)
    with pytest.raises(RosterError, match=r"units\.csv 第3行：kind“村”应为"):
        drop("东门街道.txt", content)
    assert not (office.source / str(YEAR) / "东门街道.txt").exists()
    assert polled(watch) == [[], [FolderChange(RUN, ())], []]
    with pytest.raises(RosterError, match=r"units\.csv 第3行"):
        plan_revalidation(RUN, ())
    board = get_run_overview(RUN)
    assert "第3行：kind“村”应为" in board.roster_problem
    assert [unit.badge.word for unit in board.units] == ["未报送", "已通过", "未报送"]
    office.send("03")
    assert polled(watch) == QUIET
    add_alias(office)
    assert polled(watch) == [[], [FolderChange(RUN, ("01", "03"))], []]
    recheck("01", "03")
    assert [unit.badge.word for unit in get_run_overview(RUN).units] == ["已通过"] * 3
    assert get_run_overview(RUN).roster_problem == ""


def test_a_roster_that_is_away_for_a_moment_is_waited_for(office: Office, watch: FolderWatch) -> None:
    roster = office.source / "units.csv"
    saved = roster.read_bytes()
    roster.unlink()
    assert polled(watch) == QUIET
    roster.write_bytes(saved)
    assert polled(watch) == QUIET


def test_a_unit_that_was_to_be_read_while_the_roster_could_not_be_used_is_announced_after_it(
    office: Office, watch: FolderWatch
) -> None:
    write_roster(office, "02,河口乡,乡镇,\n", BAD_LINE)
    with pytest.raises(RosterError, match=r"units\.csv 第3行"):
        read_submission(RUN, "02")
    check_reports(RUN)
    assert get_submission_result(RUN, "02").outcome is Outcome.UNREADABLE, "no earlier result stands"
    write_roster(office, "", "")
    assert polled(watch) == [[FolderChange(RUN, ("02",))], [], []]
    recheck("02")
    assert get_submission_result(RUN, "02").outcome is Outcome.ACCEPTED


def test_another_countys_folder_receives_nothing(office: Office, watch: FolderWatch) -> None:
    (office.source / "county.yaml").write_text("name: 白水县\n", encoding="utf-8")
    with pytest.raises(PreconditionFailedError, match="现在是“白水县”"):
        drop("河口乡.txt", b"")
    assert polled(watch) == [[], [FolderChange(RUN, ())], []]
