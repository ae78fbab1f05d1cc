"""The pages show what townships wrote as text, whatever it is."""

from __future__ import annotations

from county_reports_web.pages import page
from selectolax.lexbor import LexborHTMLParser
from township_reports.pipeline.overview import RunLine, RunOverview, UnitOverview
from township_reports.records.finding import Finding, Severity
from township_reports.records.roster import Unit
from township_reports.records.submission import Outcome
from township_reports.storage.entries import ReceivedFile, Run, SignOff, UnitState

HOSTILE = """<script>alert(1)</script>"'&{{ 7*7 }}"""
RUN = Run(HOSTILE, HOSTILE, "办公室", 2020, HOSTILE, "2019", (HOSTILE,))
STATE = UnitState(Unit("1", HOSTILE, "乡镇"), Outcome.HAS_ERRORS, HOSTILE, 1)
FILE = ReceivedFile(1, "1", 1, HOSTILE, "0" * 64, "1")
FINDING = Finding("T3-1", Severity.ERROR, "1", (), None, None, None, HOSTILE)
OVERVIEW = RunOverview(
    RUN,
    (UnitOverview(STATE, (FILE,), FILE, (FINDING,)), UnitOverview(STATE, (), None, ())),
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
