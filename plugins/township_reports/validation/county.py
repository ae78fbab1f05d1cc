"""Checks the merged county against expectations/county/ and against the rules its own units had to keep.

It merges nothing: every number it compares is either in the county's figures or in a unit's own report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.form.form import load_form
from township_reports.domain.report import Cell, Report, Status, Value
from township_reports.domain.rule import COUNTY
from township_reports.domain.submission import Submission
from township_reports.files.paths import AnyPath
from township_reports.validation.check import check_submissions
from township_reports.validation.findings import SortableFinding, apply_suite, order_findings
from township_reports.validation.frames.county_parts import (
    FRAME,
    UnitContributions,
    build_contribution_frame,
    describe_kind,
    format_cell_label,
    select_contributions,
)
from township_reports.validation.frames.frame import Frame, Record
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS
from township_reports.validation.suites.loader import Suite, SuiteError
from township_reports.validation.suites.rule_set import load_edition_suites

Parts = Mapping[str, Value]
"""The sum of the units' parts in each county cell."""

LABELS = {"county": "全县合计", "parts": "各单位之和"}


def check_county(
    report: ConsolidatedReport, own: AnyPath | None = None, units: Iterable[UnitContributions] | None = None
) -> list[Finding]:
    """Everything wrong with a county's figures: its roster, its units' parts, its sums, its own tables.

    `own` is the county's own rule file. `units` are all that is merged, some units at a time, of which only those are
    held; without it, the units are those that the report itself has at hand.

    Raises:
        SuiteError: no unit is included, or a check could not be made.
    """
    if not any(line.included for line in report.units):
        raise SuiteError("没有一个单位的数据纳入汇总，不能编制全县报告。检查未能执行。")
    suites = list(_numbered(load_edition_suites(COUNTY, own)))
    parts: dict[str, Value] = defaultdict(int)
    placed = list(_check_units(suites, report, select_contributions(report) if units is None else units, parts))
    for first_rule, suite in suites:
        if suite.meta.frame != FRAME:
            placed += apply_suite(suite, _frame(suite.meta.frame, report, parts), first_rule)
    return order_findings(placed) + _own_tables(report, own)


def _numbered(suites: Iterable[Suite]) -> Iterator[tuple[int, Suite]]:
    """Return the suites, each with the number of its first rule."""
    first_rule = 0
    for suite in suites:
        yield first_rule, suite
        first_rule += len(suite.expectations)


def _check_units(
    suites: Sequence[tuple[int, Suite]],
    report: ConsolidatedReport,
    units: Iterable[UnitContributions],
    parts: dict[str, Value],
) -> Iterator[SortableFinding]:
    """Check what the suites find in the units' parts.

    The sum of the parts in each county cell is added up on the way.
    """
    seen = 0
    for some in units:
        frame = build_contribution_frame(report, some)
        for source in some.sources:
            parts[source.cell] += source.value
        for first_rule, suite in suites:
            if suite.meta.frame == FRAME and frame.rows:
                for (position, rule, row), finding in apply_suite(suite, frame, first_rule):
                    yield SortableFinding((position, rule, seen + row), finding)
        seen += len(frame.rows)
    if not seen:
        raise SuiteError("纳入汇总的单位没有一格可以核对。检查未能执行。")


def _own_tables(report: ConsolidatedReport, own: AnyPath | None) -> list[Finding]:
    """Return the errors of the county's figures taken as one report on its form.

    Warnings were the units' own to answer.
    """
    cells = {cell: Cell(value, str(value), Status.READ) for cell, value in report.figures.cells.items()}
    as_report = Report(None, report.year, report.figures.edition, cells)
    findings = check_submissions([Submission(report.county.name, as_report)], own)
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _frame(name: str, report: ConsolidatedReport, parts: Parts) -> Frame:
    if name not in FRAMES:
        raise SuiteError(f"县级汇总没有“{name}”这种数据框，只有：{'、'.join((*FRAMES, FRAME))}。检查未能执行。")
    records = [{"position": 0, **record} for record in FRAMES[name](report, parts)]
    return Frame(FRAME_SCHEMAS[name], records, LABELS)


def _roster(report: ConsolidatedReport, _parts: Parts) -> Iterator[Record]:
    """Return a row for each unit of the roster and each line of the report; `listed` counts the unit's lines."""
    on_roster = {unit.code for unit in report.county.units}
    listed = Counter(line.unit.code for line in report.units)
    for unit in report.county.units:
        if not listed[unit.code]:
            yield {"unit": unit.code, "name": unit.name, "listed": 0, "roster": "on", "standing": "none", "reason": ""}
    for line in report.units:
        yield {
            "unit": line.unit.code,
            "name": line.unit.name,
            "listed": listed[line.unit.code],
            "roster": "on" if line.unit.code in on_roster else "off",
            "standing": describe_kind(line),
            "reason": line.reason.strip(),
        }


def _cells(report: ConsolidatedReport, parts: Parts) -> Iterator[Record]:
    """Return a row for each county cell: its value, and the sum of the parts it says it is made of."""
    form, figures = load_form(report.figures.edition), report.figures
    for cell in dict.fromkeys([*form.required_cells(), *figures.cells, *parts]):
        yield {
            "unit": report.county.name,
            "cell": cell,
            "label": format_cell_label(figures.edition, cell),
            "county": figures.cells.get(cell),
            "parts": parts.get(cell, 0),
        }


FRAMES: Mapping[str, Callable[[ConsolidatedReport, Parts], Iterator[Record]]] = {
    "county_roster": _roster,
    "county_cells": _cells,
}
