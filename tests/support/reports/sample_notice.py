"""A small notice made by hand: one broken equation, one cell not found, a warning, hostile text."""

from __future__ import annotations

from dataclasses import replace

from support.reports.sample_report import BLANK, HOSTILE, SLASH, YEARS, unit_report
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import MISSING_CELL, Cell, Report, SourceLocation, Status
from township_reports.records.roster import County
from township_reports.records.slip import CorrectionNotice, SuggestedFigure
from township_reports.records.submission import Outcome

NATURAL, BUSINESS, TOTAL = (f"requests.granted.{column}" for column in ("natural_person", "business", "total"))
LOST = "disputes.reconsideration.pending"
COUNTY = County("云溪县", "云溪县人民政府办公室", (), "2022年2月8日", "李某", "0570-1234567")


def returned(edition: str = "2021") -> CorrectionNotice:
    """A report that goes back."""
    return CorrectionNotice(
        COUNTY,
        YEARS[edition],
        f"第1镇{HOSTILE}",
        Outcome.HAS_ERRORS,
        "",
        "第1镇.docx",
        wrong_report(edition),
        (
            Finding("T3-3", Severity.ERROR, "u01", (TOTAL, NATURAL, BUSINESS), 38, 33, 5, "表三·（一）予以公开不平"),
            Finding("T4-9", Severity.ERROR, "u01", (LOST,), None, None, None, "表四有1格没有找到"),
            Finding("B-1", Severity.WARNING, "u01", ("requests.received.business",), None, None, None, HOSTILE),
            Finding("T4-1", Severity.UNCHECKED, "u01", (LOST,), None, None, None, "表四未核对"),
        ),
    )


def suggested(edition: str = "2021") -> CorrectionNotice:
    """The same with a suggested value."""
    return replace(returned(edition), suggestions={TOTAL: SuggestedFigure(33, "三项勾稽同时成立。")})


def reminded() -> CorrectionNotice:
    """No report was received, and the county tells neither deadline nor contact."""
    return CorrectionNotice(
        County("云溪县", "云溪县人民政府办公室", ()), 2021, "第2镇", Outcome.NOT_RECEIVED, "没有收到报送文件"
    )


def unreadable() -> CorrectionNotice:
    """A file that is no report."""
    return CorrectionNotice(COUNTY, 2021, "第3镇", Outcome.UNREADABLE, "文件已损坏，打不开。", "第3镇.doc")


def wrong_report(edition: str) -> Report:
    """The report that goes back: cells with their places, a blank, a slash, one not found."""

    def at(value: int, column: int) -> Cell:
        return Cell(value, str(value), Status.READ, SourceLocation(table=2, row=6, column=column))

    changed = {
        NATURAL: at(30, 3),
        BUSINESS: at(3, 4),
        TOTAL: at(38, 9),
        "requests.received.business": BLANK,
        "requests.received.research": SLASH,
        LOST: MISSING_CELL,
    }
    return unit_report(edition, 0, changed)
