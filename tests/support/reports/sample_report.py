"""A small consolidated report made by hand: units in and out, editions mixed, findings, hostile text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from support.county.plain_merge import counted_year, merge_reports, sums_of
from township_reports.county.comparison import compare_years
from township_reports.county.groups import Groups, sum_by_kind
from township_reports.records.county_report import ConsolidatedReport, UnitLine
from township_reports.records.finding import Finding, Severity
from township_reports.records.made_with import MadeWith
from township_reports.records.report import Cell, Report, Status, Value
from township_reports.records.roster import GROUP_ORDER, County, Unit, UnitKind
from township_reports.records.submission import Outcome
from township_reports.template.form import load_form

YEARS = {"2019": 2020, "2021": 2021}
HOSTILE = """=cmd|'/c calc'!A1 <script>alert("1")</script> & {{ 7 * 7 }}"""
BLANK = Cell(None, "", Status.BLANK)
SLASH = Cell(None, "/", Status.NOT_APPLICABLE)


def unit(number: int, kind: UnitKind = "乡镇") -> Unit:
    return Unit(f"u{number:02}", f"第{number}镇", kind)


def unit_report(edition: str, start: int = 0, changed: Mapping[str, Cell] | None = None) -> Report:
    """A report whose figures count up from `start`, so that each cell is told from its neighbours."""
    form = load_form(edition)
    kinds = {cell.id: cell.column.kind for cell in form.cells().values()}
    cells = {name: _cell(kinds[name], start + number) for number, name in enumerate(form.required_cells())}
    return Report("某镇", YEARS[edition], edition, cells | dict(changed or {}))


def _cell(kind: str, number: int) -> Cell:
    value: Value = Decimal(number) + Decimal("0.25") if kind == "money" else number
    return Cell(value, str(value), Status.READ)


def consolidated(
    edition: str, reports: Mapping[Unit, Report], others: tuple[UnitLine, ...] = (), findings: tuple[Finding, ...] = ()
) -> ConsolidatedReport:
    """A county of the units with these reports, all included, and of other units."""
    lines = [UnitLine(one, Outcome.ACCEPTED, included=True, report=report) for one, report in reports.items()]
    units = (*lines, *others)
    county = County("云溪县", "云溪县人民政府办公室", tuple(line.unit for line in units))
    figures = merge_reports({one.code: report for one, report in reports.items()}, edition)
    return ConsolidatedReport(county, YEARS[edition], figures, units, findings)


def two_units(edition: str) -> ConsolidatedReport:
    """Two units in, one out with a hostile name and reason, two findings."""
    changed = {"requests.received.business": BLANK, "requests.received.research": SLASH}
    reports = {unit(1): unit_report(edition), unit(2): unit_report(edition, 1000, changed)}
    left_out = Unit("u03", f"坏'镇{HOSTILE}", "街道")
    lines = (UnitLine(left_out, Outcome.HAS_ERRORS, included=False, reason=HOSTILE),)
    findings = (
        Finding("T3-1", Severity.ERROR, "u03", ("requests.received.total",), 1, 2, -1, f"表三不平衡{HOSTILE}"),
        Finding("B-1", Severity.WARNING, "u02", ("requests.received.business",), None, None, None, "有1格留空"),
    )
    return consolidated(edition, reports, lines, findings)


def with_last_year(report: ConsolidatedReport, edition: str) -> ConsolidatedReport:
    """The report beside last year's, on a form of either edition, where another unit was in."""
    changed = {
        "requests.received.total": Cell(0, "0", Status.READ),
        "requests.granted.total": Cell(9, "9", Status.READ),
    }
    reports = {"u01": unit_report(edition, 3, changed), "u09": unit_report(edition, 50, changed)}
    last = counted_year(report.year - 1, merge_reports(reports, edition), {"u01": "第1镇", "u09": "第9镇"})
    included = [line.unit for line in report.units if line.included]
    now = counted_year(report.year, report.figures, {one.code: one.name for one in included})
    groups = groups_of(report, included)
    return replace(
        report, comparison=compare_years(now, last), groups=groups, made_with=MadeWith("1.0", "3", "ab" * 32, 32)
    )


def groups_of(report: ConsolidatedReport, units: Sequence[Unit]) -> Groups:
    """What each kind of these units adds to the report's figures."""
    sums = sums_of(report.figures.sources, {one.code: one.kind for one in units})
    return sum_by_kind(report.figures.cells, sums, GROUP_ORDER)


def many_units(edition: str, number: int) -> ConsolidatedReport:
    """A county of so many units, all included."""
    return consolidated(edition, {unit(one): unit_report(edition, one) for one in range(1, number + 1)})
