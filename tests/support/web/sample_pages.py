"""Every page of the office with a text in it that would be a script if it were not shown as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from township_reports.pipeline.arrivals import UnitArrivals
from township_reports.pipeline.board import RunOverview, UnitOverview
from township_reports.pipeline.compare_runs import FigureChange, RunComparison, UnitOutcomeChange
from township_reports.pipeline.county_page import CountyCellPage, CountyPage, SignOffPreview
from township_reports.pipeline.notices import UnitNotices
from township_reports.pipeline.overview import RunSummary
from township_reports.pipeline.unit_page import CellOnPage, ExplainedFinding, UnitPage
from township_reports.pipeline.unit_versions import SubmissionVersion, VersionChange
from township_reports.records.correction import Correction
from township_reports.records.county_report import CellContribution
from township_reports.records.explanation import Explanation
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import Cell, SourceLocation, Status
from township_reports.records.roster import Unit
from township_reports.records.submission import Outcome
from township_reports.records.to_confirm import CellToConfirm
from township_reports.rendering.chart_data import Bars
from township_reports.rendering.printed_table import Mark, Role, TableCell, TableLayout
from township_reports.storage.entries import (
    Arrival,
    CellTrace,
    Notice,
    ReceivedFile,
    Run,
    SignOff,
    Unclaimed,
    UnitState,
)

HOSTILE = """<script>alert(1)</script>"'&{{ 7*7 }}"""
NOW = datetime(2021, 1, 20, 9, tzinfo=UTC)
CELL_ID = "requests.received.total"
RUN = Run(
    HOSTILE, HOSTILE, "办公室", 2020, HOSTILE, "2019", {HOSTILE: Unclaimed(HOSTILE, "")}, report_by=date(2021, 1, 31)
)
STATE = UnitState(Unit("1", HOSTILE, "乡镇", email="a@example.org"), Outcome.HAS_ERRORS, HOSTILE, 1)
FILE = ReceivedFile(1, "1", 1, HOSTILE, "0" * 64, "1", received_at=NOW)
FINDING = Finding("T3-1", Severity.ERROR, "1", (), None, None, None, HOSTILE)
WARNING = replace(FINDING, severity=Severity.WARNING)
CELL = CellToConfirm(HOSTILE, HOSTILE, HOSTILE, HOSTILE, SourceLocation(page=3, sheet=HOSTILE), 0.5)
TABLE = TableLayout(
    HOSTILE,
    (7, 8),
    (
        TableCell(0, 0, HOSTILE, Role.ROW_HEAD),
        TableCell(0, 1, HOSTILE, Role.FIGURE, cell=CELL_ID, mark=Mark.WRONG, beside=HOSTILE),
    ),
)
CORRECTION = Correction(CELL_ID, 3, HOSTILE, NOW, HOSTILE)
ON_PAGE = CellOnPage(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 2, 3, HOSTILE, CORRECTION)
NOTICE = Notice("退回修改通知", "邮件", HOSTILE, HOSTILE, "0" * 64, 1, NOW)
UNIT_PAGE = UnitPage(
    RUN,
    STATE,
    4,
    FILE,
    (HOSTILE,),
    (CELL, CELL._replace(place=None)),
    (TABLE,),
    {CELL_ID: ON_PAGE},
    (
        ExplainedFinding(FINDING, None),
        ExplainedFinding(WARNING, None),
        ExplainedFinding(WARNING, Explanation(HOSTILE, NOW.date(), HOSTILE)),
    ),
    (
        SubmissionVersion(FILE, (VersionChange(HOSTILE, HOSTILE, HOSTILE),)),
        SubmissionVersion(replace(FILE, unreadable=HOSTILE), None),
    ),
    (Arrival(HOSTILE, "0" * 64, NOW, HOSTILE),),
    (NOTICE,),
)
TOLD = UnitNotices((NOTICE, NOTICE), 2, is_returned=True)
OVERVIEW = RunOverview(
    RUN,
    (
        UnitOverview(STATE, (FILE,), FILE, (FINDING,), 2, UnitArrivals((), is_late=True), TOLD),
        UnitOverview(STATE, (), None, ()),
    ),
    (FINDING,),
    (SignOff(1, "exclude", HOSTILE, HOSTILE, ("1",)),),
    None,
    (f"{HOSTILE}.docx",),
    3,
)
TRACE = CellTrace(CellContribution(CELL_ID, "1", CELL_ID, 3), HOSTILE, Cell(3, HOSTILE, Status.READ), FILE)
BARS = Bars(HOSTILE, (HOSTILE, "二"), (("2019年", (1, 4)), ("2020年", (2, 0))))
LINE = RunSummary(RUN, {Outcome.ACCEPTED: 20, None: 1}, (f"{HOSTILE}.docx",))
CHANGE = UnitOutcomeChange(HOSTILE, STATE, None)
PAGES = {
    "board": {"overview": OVERVIEW},
    "unit": {"unit": UNIT_PAGE},
    "runs": {"runs": [LINE]},
    "county": {"county": CountyPage(RUN, (TABLE,), {CELL_ID: 3}, (HOSTILE,), (HOSTILE,), (BARS,))},
    "cell": {"cell": CountyCellPage(RUN, HOSTILE, 3, (TRACE,))},
    "sign_off": {"what_if": SignOffPreview(RUN, (STATE,), (HOSTILE,), (TABLE,))},
    "compare": {"comparison": RunComparison(RUN, RUN, (CHANGE,), (FigureChange(HOSTILE, 3, None),))},
    "refusal": {"message": HOSTILE},
}
