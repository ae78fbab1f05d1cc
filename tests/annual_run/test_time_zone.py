"""Airflow's own pages show Beijing time in Chinese to a new account, wherever its browser's machine believes to be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support.airflow.office_pages import chromium, sign_in
from township_reports.embedded.airflow_environment import AirflowInstallation

CHOICE = "JSON.parse(localStorage.getItem('timezone'))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, office: AirflowInstallation) -> Iterator[Page]:
    """A new account's first visit, on a machine set to New York and English."""
    context = browser.new_context(locale="en-US", timezone_id="America/New_York")
    page = context.new_page()
    sign_in(page, office)
    yield page
    context.close()


def test_the_first_visit_shows_beijing_time_in_chinese(page: Page) -> None:
    expect(page.get_by_text("+08:00").first).to_be_visible()
    expect(page.get_by_text("首页").first).to_be_visible()
    assert page.evaluate(CHOICE) == "Asia/Shanghai"


def test_a_time_zone_that_a_person_has_chosen_stays(page: Page, office: AirflowInstallation) -> None:
    page.evaluate("localStorage.setItem('timezone', JSON.stringify('UTC'))")
    page.goto(office.address)
    expect(page.get_by_text("+00:00").first).to_be_visible()
    assert page.evaluate(CHOICE) == "UTC"
