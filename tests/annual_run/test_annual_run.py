"""The office's January through Airflow itself: red units, a decision, a replaced file, the full report, a re-run.

The tests of this file tell one story and run in their order.
"""

from __future__ import annotations

import hashlib
import os
import signal
from pathlib import Path

import httpx
import openpyxl
import pytest
from support.airflow.client import Person
from support.airflow.few_units import RED
from township_reports.embedded.airflow_environment import AirflowInstallation

TITLE = "云汀县2020年政府信息公开工作年度报告"
UNITS = 11


@pytest.fixture(scope="module")
def asked(person: Person, county_folder: Path) -> tuple[str, str]:
    """A run that has come to its question: run id and question."""
    run = person.trigger(source=str(county_folder), year=2020, on_failed="ask")
    return run, person.wait_for_question(run)


@pytest.fixture(scope="module")
def run(asked: tuple[str, str]) -> str:
    return asked[0]


def report_bytes() -> dict[str, str]:
    from township_reports.pipeline.workplace import get_reports_folder

    files = sorted(path for path in get_reports_folder("云汀县", 2020).iterdir() if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_one_instance_per_unit_named_after_it(person: Person, run: str, county_folder: Path) -> None:
    listed = (county_folder / "units.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    names = {line.split(",")[1] for line in listed}
    assert len(names) == UNITS
    assert set(person.states(run, "read_submission")) == names == set(person.states(run, "submission_result"))


def test_exactly_the_faulty_units_are_red(person: Person, run: str) -> None:
    red = {unit for unit, state in person.states(run, "submission_result").items() if state == "failed"}
    assert red == set(RED)
    assert set(person.states(run, "read_submission").values()) == {"success"}


@pytest.mark.parametrize(("unit", "told"), RED.items())
def test_the_log_of_a_red_unit_tells_the_clerk_and_nothing_else(person: Person, run: str, unit: str, told: str) -> None:
    lines = person.log(run, "submission_result", unit)
    assert {line["logger"] for line in lines} == {"年报"}
    assert told in "\n".join(line["event"] for line in lines)


def test_a_red_unit_is_not_tried_again(person: Person, run: str) -> None:
    assert person.instances(run, "submission_result")["枫林渡镇"]["try_number"] == 1


def test_the_question_leads_to_the_red_units(person: Person, asked: tuple[str, str]) -> None:
    run, question = asked
    assert f"/county-reports/runs/{run.replace('+', '%2B').replace(':', '%3A')}" in question
    told = "\n".join(line["event"] for line in person.log(run, "sign_off", "-1"))
    assert all(f"{unit}：" in told for unit in RED)


def test_deciding_to_wait_stops_before_merging(person: Person, run: str) -> None:
    assert person.answer(run, "等待补报", "") == "failed"
    assert person.states(run, "merge_county") == {"-1": "upstream_failed"}


def correct_carried_out(workbook: Path) -> None:
    """What 白鹭洲镇 sends again: two requests carried out become one, for natural persons and in total."""
    book = openpyxl.load_workbook(workbook)
    rows = [
        row for sheet in book for row in sheet.iter_rows() if "四、结转下年度继续办理" in {cell.value for cell in row}
    ]
    wrong = [cell for row in rows for cell in row if str(cell.value) == "2"]
    assert len(wrong) == len(("natural_person", "total"))
    for cell in wrong:
        cell.value = 1
    book.save(workbook)


def test_a_replaced_file_turns_its_unit_green(person: Person, run: str, county_folder: Path) -> None:
    correct_carried_out(next((county_folder / "2020").glob("白鹭洲镇*")))
    person.clear_unit(run, "白鹭洲镇")
    person.wait_for_question(run)
    red = {unit for unit, state in person.states(run, "submission_result").items() if state == "failed"}
    assert red == set(RED) - {"白鹭洲镇"}


def test_the_decision_to_go_on_leads_to_the_report(person: Person, run: str) -> None:
    assert person.answer(run, "不含未通过单位，继续汇总", "补报截止日期已过") == "success"
    kinds = (".docx", ".html", ".pdf", ".xlsx", "（数据包）.zip", "（核验）.json")
    assert sorted(report_bytes()) == sorted(f"{TITLE}{kind}" for kind in kinds)


def test_the_notices_that_go_back_are_written(office: AirflowInstallation) -> None:
    from township_reports.pipeline.workplace import get_reports_folder

    written = {path.name for path in (get_reports_folder("云汀县", 2020) / "退回修改通知").iterdir()}
    assert {"核对记录.html", "云汀县2020年度核对发现.xlsx"} <= written
    assert {name for name in written if name.endswith(".docx")} >= {"退回修改通知（东汀街道）.docx"}


def test_the_decision_is_printed_in_the_report(office: AirflowInstallation) -> None:
    from township_reports.pipeline.workplace import get_reports_folder

    text = (get_reports_folder("云汀县", 2020) / f"{TITLE}.html").read_text(encoding="utf-8")
    assert "补报截止日期已过" in text
    assert all(unit in text for unit in set(RED) - {"白鹭洲镇"})


def test_another_run_changes_no_byte_although_the_scheduler_is_killed(
    office: AirflowInstallation, person: Person, county_folder: Path
) -> None:
    before = report_bytes()
    again = person.trigger(source=str(county_folder), year=2020, on_failed="ask")
    at_work = {"running", "success"}  # the tasks may be short
    person.wait(
        lambda: bool(at_work & {*person.states(again, "read_submission").values()}), lambda: person.state(again)
    )
    killed = scheduler(office)
    os.kill(killed, signal.SIGKILL)
    person.wait_for_question(again)
    assert scheduler(office) != killed
    assert person.answer(again, "不含未通过单位，继续汇总", "补报截止日期已过") == "success"
    assert report_bytes() == before


def scheduler(office: AirflowInstallation) -> int:
    """The number of the scheduler's process, the first that is started."""
    return int((office.home / "services.pids").read_text(encoding="utf-8").split()[0])


def test_the_next_year_is_all_green_and_asks_nothing(person: Person, county_folder: Path) -> None:
    run = person.trigger(source=str(county_folder), year=2021, on_failed="ask")
    assert person.wait_for_end(run) == "success"
    assert list(person.states(run, "submission_result").values()) == ["success"] * UNITS


def test_a_folder_that_is_not_there_is_told_in_chinese_and_not_tried_again(person: Person) -> None:
    run = person.trigger(source="/没有这个文件夹", year=2020, on_failed="ask")
    assert person.wait_for_end(run) == "failed"
    assert person.instances(run, "list_units")["-1"]["try_number"] == 1
    told = [line["event"] for line in person.log(run, "list_units", "-1")]
    assert told == ["没有找到文件夹：/没有这个文件夹。请核对“报送文件夹”参数。"]


PATHS = ["/", "/runs/x", "/runs/x/files/y.docx", "/runs/x/units/T01", "/runs/x/units/T01/cells/y.png"]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_sees_a_page_without_signing_in(office: AirflowInstallation, path: str) -> None:
    address = f"{office.address}/county-reports{path}"
    assert httpx.get(address).status_code == httpx.codes.UNAUTHORIZED
    browser = httpx.get(address, headers={"Accept": "text/html"})
    assert (browser.status_code, "/auth/login" in browser.headers["location"]) == (httpx.codes.FOUND, True)


def test_the_page_lists_runs_units_and_files(person: Person, run: str) -> None:
    listed = person.client.get("/county-reports/")
    assert listed.status_code == httpx.codes.OK
    assert "云汀县" in listed.text
    page = person.client.get(f"/county-reports/runs/{run.replace('+', '%2B')}").text
    assert all(unit in page for unit in RED)


def test_a_unit_has_a_page_and_what_is_not_there_is_refused_in_chinese(person: Person, run: str) -> None:
    units = f"/county-reports/runs/{run.replace('+', '%2B')}/units"
    page = person.client.get(f"{units}/T01")
    assert (page.status_code, "没有待核对的格。" in page.text) == (httpx.codes.OK, True)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    for path, told in {"T99": "没有编码“T99”", "T01/cells/requests.received.total.png": "不在可以显示的页面上"}.items():
        refused = person.client.get(f"{units}/{path}")
        assert (refused.status_code, told in refused.text) == (httpx.codes.NOT_FOUND, True)


def test_the_report_is_downloaded_as_released(person: Person, run: str) -> None:
    answer = person.client.get(f"/county-reports/runs/{run.replace('+', '%2B')}/files/{TITLE}.docx")
    assert answer.status_code == httpx.codes.OK
    assert answer.content[:2] == b"PK"
    assert "filename*=utf-8''" in answer.headers["content-disposition"]


def test_an_unknown_file_is_refused_in_chinese(person: Person, run: str) -> None:
    answer = person.client.get(f"/county-reports/runs/{run.replace('+', '%2B')}/files/..%2F..%2Fsecrets.json")
    assert answer.status_code == httpx.codes.NOT_FOUND


def test_the_navigation_has_the_page(person: Person) -> None:
    plugins = person.client.get("/api/v2/plugins").json()["plugins"]
    views = [view["name"] for plugin in plugins for view in plugin.get("external_views", [])]
    assert views == ["年报汇总"]
    errors = person.client.get("/api/v2/plugins/importErrors").json()
    assert errors["import_errors"] == []
