"""The pages in a real browser, without Airflow: they can be used by keyboard, with a screen reader, on a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import county_reports_web
import pytest
from county_reports_web.pages import PAGE_HEADERS, render_page
from playwright.sync_api import Browser, Page, Route, expect
from support.airflow.office_pages import chromium
from support.web.sample_pages import CELL_ID, OVERVIEW, PAGES
from township_reports.pipeline.portions import MOST_ALONE
from township_reports.pipeline.rule_book import list_all_rules
from township_reports.pipeline.whose_run import ANNUAL_RUN
from township_reports.records.submission import Outcome

TO_START = {ANNUAL_RUN: "", f"{ANNUAL_RUN}_320106": "鼓楼区"}
EVERY_PAGE = PAGES | {"start": {"to_start": TO_START}, "rules": {"rules": list_all_rules()}}
STATIC = Path(county_reports_web.__file__).with_name("static")
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SCREENS = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
READABLE, SEEN = 4.5, 3.0  # WCAG 2.2 AA: text, and what is no text
TEXTS = {
    "ground": ("text", "quiet", "link", "green", "amber", "red"),
    "raised": ("text", "quiet", "link"),
    "wrong": ("text",),
    "involved": ("text",),
    "accent": ("on-accent",),
}
DRAWN = {"ground": ("accent", "then", "quiet")}
FAULTS = """() => {
  const faults = [], all = (what) => [...document.querySelectorAll(what)];
  if (document.documentElement.lang !== "zh-CN") faults.push("lang");
  if (all("main").length !== 1 || all("nav[aria-label]").length !== 1) faults.push("landmarks");
  let level = 0;
  for (const heading of all("main h1, main h2, main h3")) {
    if (Number(heading.tagName[1]) > level + 1) faults.push(`heading ${heading.outerHTML}`);
    level = Number(heading.tagName[1]);
  }
  for (const field of all("input:not([type=hidden]), select")) {
    if (!field.labels.length && !field.ariaLabel) faults.push(`label ${field.outerHTML}`);
  }
  for (const button of all("button, a")) {
    if (!button.textContent.trim() && !button.ariaLabel) faults.push(`name ${button.outerHTML}`);
  }
  for (const image of all("img")) if (!image.alt) faults.push(`alt ${image.outerHTML}`);
  for (const head of all("th")) if (!head.scope) faults.push(`scope ${head.outerHTML}`);
  const around = document.documentElement;
  if (around.scrollWidth > around.clientWidth) faults.push(`scrolls sideways: ${around.scrollWidth}`);
  for (const target of all("button, select, input:not([type=file], [type=radio], [type=hidden])")) {
    const { width, height } = target.getBoundingClientRect();
    if (width && (width < 24 || height < 24)) faults.push(`small ${width}x${height} ${target.outerHTML}`);
  }
  return faults;
}"""
RATIO = """([front, back]) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--${front})`;
  probe.style.backgroundColor = `var(--${back})`;
  const light = (colour) => {
    const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((one) => one / 255);
    const [r, g, b] = parts.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const { color, backgroundColor } = getComputedStyle(probe);
  const pair = [light(color), light(backgroundColor)];
  return Math.max(...pair) / Math.min(...pair);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _closed(browser: Browser) -> Iterator[None]:
    """The pages of a test are closed with it, or the browser takes a quarter of a minute to end."""
    yield
    for context in browser.contexts:
        context.close()


def answer(route: Route) -> None:
    """What the server would: a page with its headers, our own files, boxes of a page of an original; no Airflow."""
    path = urlsplit(route.request.url).path
    name = path.rpartition("/")[2]
    if name in EVERY_PAGE:
        route.fulfill(
            body=render_page(name, can_act=True, **EVERY_PAGE[name]), headers=PAGE_HEADERS, content_type="text/html"
        )
    elif "/static/" in path:
        route.fulfill(body=(STATIC / name).read_text(encoding="utf-8"), content_type=TYPES[Path(name).suffix])
    elif path.endswith("/pages/2"):
        boxes = {CELL_ID: [10, 20, 60, 40]}
        route.fulfill(body=json.dumps({"width": 100, "height": 140, "boxes": boxes}), content_type="application/json")
    else:
        route.fulfill(status=404)


def shown(browser: Browser, name: str, screen: str = "desk", scheme: str = "light") -> Page:
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=scheme)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.route("**/*", answer)
    opened.goto(f"http://desk.test/county-reports/{name}")
    expect(opened.locator("body[data-ready]")).to_be_attached()
    return opened


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_everybody_can_find_their_way_on_a_page(browser: Browser, name: str, screen: str) -> None:
    assert shown(browser, name, screen).evaluate(FAULTS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_told_apart(browser: Browser, scheme: str) -> None:
    opened = shown(browser, "board", scheme=scheme)
    for pairs, least in ((TEXTS, READABLE), (DRAWN, SEEN)):
        for back, fronts in pairs.items():
            ratios = {front: opened.evaluate(RATIO, [front, back]) for front in fronts}
            assert {front: ratio for front, ratio in ratios.items() if ratio < least} == {}, (scheme, back)


@pytest.mark.parametrize("name", ["board", "unit", "sign_off"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Browser, name: str) -> None:
    opened = shown(browser, name)
    opened.keyboard.press("Tab")
    expect(opened.locator(":focus")).to_have_text("跳到正文")
    wanted = "() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]"
    visible = f"{wanted[6:]}.filter((one) => one.checkVisibility() && !one.disabled)"
    reached = opened.evaluate(f"() => {visible}.length")
    opened.evaluate("() => { window.met = new Set(); }")
    for _ in range(reached * 2):
        told = opened.evaluate(
            "() => { const at = document.activeElement; window.met.add(at);"
            " const shows = (one) => one && getComputedStyle(one).outlineStyle !== 'none';"
            " return shows(at) || shows(at.closest('label')?.querySelector('.button')) ? '' : at.outerHTML; }"
        )
        assert told == "" or "<body" in told
        opened.keyboard.press("Tab")
    missed = opened.evaluate(f"() => {visible}.filter((one) => !window.met.has(one)).map((one) => one.outerHTML)")
    assert missed == []


def test_a_cell_is_opened_and_closed_by_keyboard_and_marks_its_spot_on_the_original(browser: Browser) -> None:
    opened = shown(browser, "unit")
    cell = opened.locator("button.cell")
    cell.focus()
    expect(opened.locator(".sheet rect.here")).to_have_attribute("data-cell", CELL_ID)
    opened.keyboard.press("Enter")
    expect(opened.locator("dialog[open]")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.locator("dialog[open]")).to_have_count(0)
    expect(cell).to_be_focused()


def test_a_spot_of_the_original_leads_to_its_cell(browser: Browser) -> None:
    opened = shown(browser, "unit")
    opened.locator(".sheet rect").click()
    expect(opened.locator("button.cell")).to_be_focused()


def test_files_and_a_zip_dropped_on_the_board_are_sent_together(browser: Browser) -> None:
    opened = shown(browser, "board")
    sent: list[bytes] = []

    def keep(route: Route) -> None:
        sent.append(route.request.post_data_buffer or b"")
        route.fulfill(json={"said": ["未接收 甲", "未接收 乙", "未接收 丙"], "check": []})

    opened.route("**/files", keep)
    dropped = opened.evaluate_handle(
        "() => { const dropped = new DataTransfer();"
        " for (const name of ['甲.txt', '乙.docx', '丙.zip']) dropped.items.add(new File([name], name));"
        " return dropped; }"
    )
    opened.dispatch_event("form.drop", "dragover", {"dataTransfer": dropped})
    expect(opened.locator("form.drop")).to_have_class("drop over")
    opened.dispatch_event("form.drop", "drop", {"dataTransfer": dropped})
    expect(opened.locator(".receipts li")).to_have_text(["未接收 甲", "未接收 乙", "未接收 丙"])
    assert [name in sent[0].decode() for name in ("甲.txt", "乙.docx", "丙.zip")] == [True] * 3


@pytest.mark.parametrize(("state", "differ"), [("success", True), ("failed", False)])
def test_units_that_share_a_task_are_compared_with_its_colour_together(
    browser: Browser, state: str, differ: bool
) -> None:
    """One of two units of a task is red, so the task has to be."""
    red, green = (replace(one, state=replace(one.state, outcome=outcome)) for one, outcome in zip(
        OVERVIEW.units, (Outcome.HAS_ERRORS, Outcome.ACCEPTED), strict=True))  # fmt: skip
    several = replace(OVERVIEW, units=(red, *(green,) * MOST_ALONE))
    opened = browser.new_page()
    opened.route("**/*", answer)
    body = render_page("board", overview=several, can_act=True)
    opened.route("**/county-reports/board", lambda route: route.fulfill(body=body, content_type="text/html"))
    tasks = [{"map_index": task, "state": state if task == 0 else "success"} for task in range(5)]
    told = {"total_entries": len(tasks), "task_instances": tasks}
    opened.route("**/listMapped*", lambda route: route.fulfill(json=told))
    with opened.expect_response("**/listMapped*"):
        opened.goto("http://desk.test/county-reports/board")
    expect(opened.locator("body[data-ready]")).to_be_attached()
    expect(opened.locator(".differs")).to_be_visible(visible=differ)
    if differ:
        expect(opened.locator(".differs .told")).to_contain_text("1个“单位结果”任务的颜色")
