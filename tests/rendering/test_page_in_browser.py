"""The published page in a real browser: on a phone every figure is seen beside its label, and a chart whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.airflow.office_pages import chromium
from support.reports.sample_report import two_units, with_last_year
from township_reports.rendering.html_page import write_page
from township_reports.rendering.report_document import compose_report

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
CHART_LETTERS = 9  # in the drawing's own measure


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_page(compose_report(with_last_year(two_units("2021"), "2019")), path)
    return path


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser, written: Path) -> Iterator[Page]:
    page = browser.new_page(viewport=request.param)
    page.goto(written.as_uri())
    yield page
    page.close()


def test_the_page_does_not_scroll_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_chart_is_seen_whole_in_letters_that_can_be_read(page: Page) -> None:
    charts = page.evaluate(
        """() => [...document.querySelectorAll("figure")].map((figure) => {
          const shown = [...figure.querySelectorAll("svg")].filter((one) => one.getClientRects().length);
          return [shown.length, figure.scrollWidth - figure.clientWidth, shown[0].getScreenCTM().a];
        })"""
    )
    assert len(charts) == 2
    for shown, hidden, scale in charts:
        assert (shown, hidden) == (1, 0)
        assert scale * CHART_LETTERS > 11


def test_labels_that_stay_leave_more_than_half_to_the_figures(page: Page) -> None:
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".scroll")].flatMap((table) =>
          [...table.querySelectorAll("tbody th")].filter((head) => getComputedStyle(head).position === "sticky")
            .map((head) => head.getBoundingClientRect().width / table.clientWidth))"""
    )
    is_phone = page.viewport_size == PHONE
    assert bool(wide) == is_phone
    assert all(share < 0.6 for share in wide)
