"""The office's desk in a real browser: headless Chromium, signed in to a real Airflow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, FrameLocator, Page, expect, sync_playwright
from township_reports.embedded.airflow_api import USER
from township_reports.embedded.airflow_environment import AirflowInstallation

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120
expect.set_options(timeout=SECONDS * 1000)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of the machine's or of Playwright's; without one the test is skipped and says so."""
    installed = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        if installed is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("没有 Chromium：请安装 chromium，或运行 playwright install chromium。")
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        yield browser
        browser.close()


def sign_in(page: Page, place: AirflowInstallation) -> None:
    """Signs the administrator in on Airflow's own page."""
    page.set_default_timeout(SECONDS * 1000)
    page.goto(f"{place.address}/auth/login/")
    page.fill("input[name=username]", USER)
    page.fill("input[name=password]", place.secrets["password"])
    page.click("[type=submit]")
    page.wait_for_url(lambda address: "login" not in address)


class Desk:
    """The pages as a person sees them inside Airflow; every address the browser asked for is kept."""

    def __init__(self, browser: Browser, place: AirflowInstallation, pictures: Path) -> None:
        context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
        self.page: Page = context.new_page()
        self.page.set_default_timeout(SECONDS * 1000)
        self.place, self.pictures = place, pictures
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", self._keep_ours)
        self.page.on("dialog", lambda dialog: self.faults.append(dialog.message))

    def _keep_ours(self, fault: Error) -> None:
        """Airflow's own page has faults of its own."""
        if "/county-reports/" in (fault.stack or ""):
            self.faults.append(str(fault))

    def sign_in(self) -> None:
        """Through Airflow's own page."""
        sign_in(self.page, self.place)

    def open(self) -> FrameLocator:
        """The board, by the entry in Airflow's navigation; what stands in its frame."""
        self.page.goto(self.place.address)
        self.page.get_by_role("link", name="年报汇总").click()
        board = self.page.frame_locator("iframe")
        expect(board.locator("body[data-ready] #board")).to_be_visible()
        return board

    def open_unit(self, name: str) -> FrameLocator:
        """A unit's page, by its link on the board."""
        board = self.open()
        board.get_by_role("link", name=name, exact=True).click()
        expect(board.locator("body[data-ready] h1")).to_have_text(name)
        return board

    def open_tab(self, name: str) -> FrameLocator:
        """A page of the run, by its tab."""
        board = self.open()
        board.get_by_role("link", name=name, exact=True).click()
        expect(board.locator("body[data-ready] [aria-current]")).to_have_text(name)
        return board

    def picture(self, name: str) -> None:
        """Keeps what is on the screen."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.pictures / f"{name}.png")
