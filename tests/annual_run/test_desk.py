"""The office's January on its desk: see red, read why, send back, receive, see green, explain, sign off, download.

The tests of this file tell one story in one browser and run in their order.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest
from playwright.sync_api import Browser, FrameLocator, expect
from support.airflow.client import Person
from support.airflow.office_pages import Desk, chromium
from support.office import ABOUT, YEAR, Office
from township_reports.embedded.airflow_environment import AirflowInstallation

WARNED = {"proactive.regulations.in_force": 3}
WRONG = {"requests.received.total": 4000}
HOSTILE = "<img src=x onerror=alert(1)>.txt"
SEEN = {"城关镇": "有提示", "河口乡": "有错误", "东门街道": "未报送"}


@pytest.fixture(scope="module")
def county(office: AirflowInstallation, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A county of three units: one with a warning, one with an error, one that has sent nothing."""
    county = Office(tmp_path_factory.mktemp("desk") / "county", office.home).founded(about=f"{ABOUT}code: 330199\n")
    county.send("01", WARNED)
    county.send("02", WRONG)
    return county


@pytest.fixture(scope="module")
def run(person: Person, county: Office) -> str:
    """A run that waits for its question to be answered."""
    run = person.trigger(source=str(county.source), year=YEAR, on_failed="ask")
    person.wait_for_question(run)
    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Asked for before the run: where there is none, no run is left waiting that the next one has to wait for."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def desk(browser: Browser, office: AirflowInstallation, run: str, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    pictures = Path(os.environ.get("DESK_PICTURES") or tmp_path_factory.mktemp("pictures"))
    desk = Desk(browser, office, pictures)
    desk.sign_in()
    return desk


def standings(board: FrameLocator) -> dict[str, str]:
    rows = board.locator("#board tbody tr")
    expect(rows).to_have_count(len(SEEN))
    names = rows.locator("th").all_inner_texts()
    return dict(zip(names, rows.locator(".standing").all_inner_texts(), strict=True))


def test_the_board_shows_how_each_unit_stands(desk: Desk) -> None:
    board = desk.open()
    assert standings(board) == SEEN
    desk.picture("board")
    board.get_by_role("button", name="有错误").click()
    expect(board.locator("#board tbody tr:visible")).to_have_count(1)
    board.get_by_role("searchbox").fill("没有这样的单位")
    expect(board.get_by_text("没有符合条件的单位")).to_be_visible()


def test_a_red_unit_says_what_is_wrong_where(desk: Desk) -> None:
    board = desk.open_unit("河口乡")
    expect(board.locator(".severity-error").first).to_contain_text("T3-")
    board.locator("td.wrong button, td.involved button").first.click()
    expect(board.locator("dialog")).to_contain_text("原文")
    desk.picture("unit")


def test_its_letter_is_downloaded_and_that_is_kept(desk: Desk) -> None:
    board = desk.open_unit("河口乡")
    with desk.page.expect_download() as letter:
        board.get_by_role("button", name="下载通知").click()
    assert letter.value.suggested_filename == "退回修改通知（河口乡）.docx"
    expect(desk.open().locator("#board tr", has_text="河口乡")).to_contain_text("已退回（第1次）")


def test_the_corrected_file_is_dropped_and_the_unit_turns_green(desk: Desk, county: Office) -> None:
    right = county.send("02", name="临时").read_bytes()
    (county.source / str(YEAR) / "临时.txt").unlink()
    board = desk.open()
    board.locator("input[type=file]").set_input_files(
        [
            {"name": "河口乡2021年年报.txt", "mimeType": "text/plain", "buffer": right},
            {"name": HOSTILE, "mimeType": "text/plain", "buffer": b"nothing"},
        ]
    )
    expect(board.locator(".receipts li")).to_have_count(2)
    expect(board.locator(".receipts")).to_contain_text(f"未接收 {HOSTILE}")
    expect(board.locator("#board tr", has_text="河口乡").locator(".standing")).to_have_text("已通过")
    expect(board.locator(".receipts")).to_contain_text(f"未接收 {HOSTILE}")
    desk.picture("received")


def test_a_warning_is_explained(desk: Desk) -> None:
    board = desk.open_unit("城关镇")
    form = board.locator(".findings form:has(input[value='P-2'])")
    form.get_by_label("说明").fill("系县政府委托制定")
    form.get_by_role("button").click()
    expect(board.locator(".explained").first).to_contain_text("系县政府委托制定")


def test_a_figure_is_entered_and_taken_back(desk: Desk) -> None:
    board = desk.open_unit("城关镇")
    board.locator("button.cell[data-cell='requests.received.total']").click()
    board.get_by_label("更正为").fill("4000")
    board.get_by_label("理由").fill("按纸质原件")
    board.get_by_role("button", name="保存更正").click()
    expect(board.locator("p .standing").first).to_have_text("有错误")
    board.locator("button.cell[data-cell='requests.received.total']").click()
    expect(board.locator("dialog")).to_contain_text("按纸质原件")
    board.get_by_role("button", name="撤销更正").click()
    expect(board.locator("p .standing").first).to_have_text("已通过")


def test_going_on_without_a_unit_needs_a_reason_and_leads_to_the_report(desk: Desk, person: Person, run: str) -> None:
    board = desk.open_tab("签批")
    board.get_by_label("决定").select_option("不含未通过单位，继续汇总")
    board.get_by_role("button", name="签批", exact=True).click()
    expect(board.get_by_role("status")).to_contain_text("须写明理由")
    board.get_by_label("理由").fill("东门街道撤销，职责并入城关镇")
    desk.picture("sign_off")
    board.get_by_role("button", name="签批", exact=True).click()
    assert person.wait_for_end(run) == "success"
    expect(desk.open().get_by_text("理由：东门街道撤销")).to_be_visible()


def test_a_county_figure_leads_down_to_the_units_cells(desk: Desk) -> None:
    board = desk.open_tab("全县汇总")
    board.locator("a[href*='requests.received.total']").click()
    expect(board.locator("tbody tr")).to_have_count(2)
    expect(board.locator("tbody")).to_contain_text("河口乡2021年年报.txt")
    desk.picture("county_cell")


def test_everything_is_downloaded_in_one_zip(desk: Desk) -> None:
    board = desk.open()
    with desk.page.expect_download() as download:
        board.get_by_role("link", name="全部下载").first.click()
    with ZipFile(BytesIO(Path(download.value.path()).read_bytes())) as package:
        assert {Path(name).suffix for name in package.namelist()} >= {".docx", ".html", ".xlsx"}
        assert package.testzip() is None


def test_the_log_of_a_unit_opens_in_airflow(desk: Desk) -> None:
    desk.open().get_by_role("link", name="河口乡的任务日志").click()
    desk.page.wait_for_url("**/tasks/submission_result/mapped/1")


def test_nothing_ran_that_came_from_outside_and_nothing_left_the_machine(desk: Desk) -> None:
    assert desk.faults == []
    away = [address for address in desk.asked if not address.startswith((desk.place.address, "data:", "blob:"))]
    assert away == []


def test_an_action_from_elsewhere_is_refused(person: Person, desk: Desk, run: str) -> None:
    path = f"{desk.place.address}/county-reports/runs/{run.replace('+', '%2B')}/units/03/nothing"
    cookies = {one["name"]: one["value"] for one in desk.page.context.cookies()}
    told = {"reason": "无"}
    assert httpx.post(path, data=told).status_code == httpx.codes.UNAUTHORIZED
    elsewhere = {"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"}
    for headers in ({}, elsewhere):
        assert httpx.post(path, data=told, cookies=cookies, headers=headers).status_code == httpx.codes.FORBIDDEN


def test_who_may_only_look_sees_everything_and_does_nothing(person: Person, desk: Desk, run: str) -> None:
    account = {
        "username": "looker",
        "password": "looker-2021",
        "email": "l@localhost",
        "first_name": "李",
        "last_name": "四",
    }
    made = person.client.post("/auth/fab/v1/users", json=account | {"roles": [{"name": "Viewer"}]})
    assert made.is_success, made.text
    token = httpx.post(
        f"{desk.place.address}/auth/token", json={name: account[name] for name in ("username", "password")}
    ).json()["access_token"]
    looker = {"Authorization": f"Bearer {token}"}
    page = f"{desk.place.address}/county-reports/runs/{run.replace('+', '%2B')}"
    board = httpx.get(page, headers=looker)
    assert board.status_code == httpx.codes.OK
    assert "data-act" not in board.text
    refused = httpx.post(f"{page}/units/03/nothing", data={"reason": "无"}, headers=looker)
    assert refused.status_code == httpx.codes.FORBIDDEN


def test_every_action_stands_in_airflows_audit_log_with_its_name(person: Person, desk: Desk) -> None:
    entries = person.client.get("/api/v2/eventLogs", params={"limit": 500, "order_by": "-id"}).json()["event_logs"]
    done = {(entry["event"], entry["owner"]) for entry in entries}
    for action in ("接收材料", "说明提示", "人工更正", "撤销更正", "下载通知"):
        assert (f"年报汇总：{action}", "admin") in done
