"""The pages show what townships wrote as text, whatever it is."""

from __future__ import annotations

from dataclasses import replace

from county_reports_web.pages import page
from selectolax.lexbor import LexborHTMLParser
from township_reports.pipeline.board import RunOverview, UnitOverview
from township_reports.pipeline.overview import RunLine
from township_reports.pipeline.unit_page import UnitPage
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import Place
from township_reports.records.roster import Unit
from township_reports.records.submission import Outcome
from township_reports.records.to_confirm import ToConfirm
from township_reports.storage.entries import ReceivedFile, Run, SignOff, UnitState

HOSTILE = """<script>alert(1)</script>"'&{{ 7*7 }}"""
RUN = Run(HOSTILE, HOSTILE, "办公室", 2020, HOSTILE, "2019", (HOSTILE,))
STATE = UnitState(Unit("1", HOSTILE, "乡镇"), Outcome.HAS_ERRORS, HOSTILE, 1)
FILE = ReceivedFile(1, "1", 1, HOSTILE, "0" * 64, "1")
FINDING = Finding("T3-1", Severity.ERROR, "1", (), None, None, None, HOSTILE)
CELL = ToConfirm(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Place(page=3, sheet=HOSTILE), 0.5)
UNIT_PAGE = UnitPage(RUN, STATE, FILE, (HOSTILE,), (CELL, CELL._replace(place=None)))
OVERVIEW = RunOverview(
    RUN,
    (UnitOverview(STATE, (FILE,), FILE, (FINDING,), to_confirm=2), UnitOverview(STATE, (), None, ())),
    (FINDING,),
    (SignOff(1, "exclude", HOSTILE, HOSTILE, ("1",)),),
    None,
    (f"{HOSTILE}.docx",),
)


def test_a_run_page_runs_nothing_of_what_a_township_wrote() -> None:
    parsed = LexborHTMLParser(page("run", run=OVERVIEW))
    assert parsed.css("script") == []
    assert HOSTILE in parsed.body.text()
    assert "49" not in parsed.body.text()


def test_the_list_of_runs_neither() -> None:
    line = RunLine(RUN, {Outcome.ACCEPTED: 20, None: 1}, (f"{HOSTILE}.docx",))
    parsed = LexborHTMLParser(page("runs", runs=[line]))
    assert parsed.css("script") == []
    assert "尚未核对" in parsed.body.text()


def test_links_lead_to_the_run_and_its_files_whatever_their_names() -> None:
    link = LexborHTMLParser(page("run", run=OVERVIEW)).css_first("a.download").attributes["href"]
    assert link is not None
    assert link.startswith("/county-reports/runs/%3Cscript%3E")
    assert "<" not in link
    assert '"' not in link


def test_without_runs_the_page_says_how_to_begin() -> None:
    assert "点击“触发”" in page("runs", runs=[])


def test_the_run_leads_to_each_unit_and_tells_what_is_to_be_confirmed() -> None:
    parsed = LexborHTMLParser(page("run", run=OVERVIEW))
    links = [link.attributes["href"] for link in parsed.css("tbody a")]
    assert set(links) == {f"{link_to_run()}/units/1"}
    assert [link.text() for link in parsed.css("a.to-confirm")] == ["待核对2格"]


def test_a_unit_page_runs_nothing_of_what_a_township_wrote() -> None:
    parsed = LexborHTMLParser(page("unit", unit=UNIT_PAGE))
    assert parsed.css("script") == []
    assert HOSTILE in parsed.body.text()
    assert "49" not in parsed.body.text()


def test_a_cell_on_a_page_is_shown_and_another_is_to_be_looked_up() -> None:
    parsed = LexborHTMLParser(page("unit", unit=UNIT_PAGE))
    [picture] = parsed.css("img")
    source = picture.attributes["src"]
    assert source is not None
    assert source.startswith(f"{link_to_run()}/units/1/cells/%3Cscript%3E")
    assert source.endswith(".png")
    assert [one.text() for one in parsed.css("td .quiet")] == ["请打开原件查看"]


def test_a_unit_page_says_that_nothing_is_to_be_confirmed() -> None:
    assert "没有待核对的格" in page("unit", unit=replace(UNIT_PAGE, cells=()))
    assert "没有可以核对的报告" in page("unit", unit=replace(UNIT_PAGE, cells=(), counts=None))


def link_to_run() -> str:
    link = LexborHTMLParser(page("unit", unit=UNIT_PAGE)).css_first("p a").attributes["href"]
    assert link is not None
    return link
