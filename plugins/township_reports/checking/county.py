"""Checks the merged county against expectations/county/ and against the rules its own units had to keep.

It merges nothing: every number it compares is either in the county's figures or in a unit's own report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping

from township_reports.checking.check import check_submissions
from township_reports.checking.filled_form import FilledForm, counterparts
from township_reports.checking.findings import Placed, apply_suite, in_order
from township_reports.checking.frame import Frame, Record
from township_reports.checking.layout import LAYOUTS
from township_reports.checking.rule_set import load_edition_suites
from township_reports.checking.suites import SuiteError
from township_reports.paths import AnyPath
from township_reports.records.county_report import ConsolidatedReport, UnitLine
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import Cell, Report, Status, Value
from township_reports.records.rule import COUNTY
from township_reports.records.submission import Submission
from township_reports.template.form import load_form

LABELS = {"county": "全县合计", "parts": "各单位之和"}


def check_county(report: ConsolidatedReport, own: AnyPath | None = None) -> list[Finding]:
    """Everything wrong with a county's figures: its roster, its units' parts, its sums, its own tables.

    `own` is the county's own rule file.

    Raises:
        SuiteError: no unit is included, or a check could not be made.
    """
    if not any(line.included for line in report.units):
        raise SuiteError("没有一个单位的数据纳入汇总，不能编制全县报告。检查未能执行。")
    placed: list[Placed] = []
    first_rule = 0
    for suite in load_edition_suites(COUNTY, own):
        placed += apply_suite(suite, _frame(suite.meta.frame, report), first_rule)
        first_rule += len(suite.expectations)
    return in_order(placed) + _own_tables(report, own)


def _own_tables(report: ConsolidatedReport, own: AnyPath | None) -> list[Finding]:
    """The errors of the county's figures taken as one report on its form; warnings were the units' own to answer."""
    cells = {cell: Cell(value, str(value), Status.READ) for cell, value in report.figures.cells.items()}
    as_report = Report(None, report.year, report.figures.edition, cells)
    findings = check_submissions([Submission(report.county.name, as_report)], own)
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _frame(name: str, report: ConsolidatedReport) -> Frame:
    if name not in FRAMES:
        raise SuiteError(f"县级汇总没有“{name}”这种数据框，只有：{'、'.join(FRAMES)}。检查未能执行。")
    records = [{"position": 0, **record} for record in FRAMES[name](report)]
    return Frame(LAYOUTS[name], records, LABELS)


def _roster(report: ConsolidatedReport) -> Iterator[Record]:
    """A row for each unit of the roster and each line of the report; `listed` counts the unit's lines."""
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
            "standing": _standing(line),
            "reason": line.reason.strip(),
        }


def _standing(line: UnitLine) -> str:
    if not line.included:
        return "excluded"
    return "included" if line.outcome.is_valid and line.report is not None else "not_valid"


def _parts(report: ConsolidatedReport) -> Iterator[Record]:
    """A row for each unit's cell that belongs in a county cell or was counted in one: its own value and that."""
    counted: defaultdict[tuple[str, str, str], Value] = defaultdict(int)
    for source in report.figures.sources:
        counted[source.unit, source.source_cell, source.cell] += source.value
    times = Counter((source.unit, source.source_cell) for source in report.figures.sources)
    own = _own_values(report)
    lines = {line.unit.code: line for line in report.units}
    for unit, cell, county_cell in dict.fromkeys([*own, *counted]):
        yield {
            "unit": unit,
            "name": lines[unit].unit.name if unit in lines else unit,
            "standing": _standing(lines[unit]) if unit in lines else "none",
            "cell": cell,
            "label": _label(lines.get(unit), report, cell),
            "own": own.get((unit, cell, county_cell), 0),
            "counted": counted.get((unit, cell, county_cell), 0),
            "times": times[unit, cell],
        }


def _own_values(report: ConsolidatedReport) -> Mapping[tuple[str, str, str], Value]:
    """What each included unit's cells say, by unit, cell and the county cell they belong in; unread cells left out."""
    edition = report.figures.edition
    values: dict[tuple[str, str, str], Value] = {}
    for line in report.units:
        if not line.included or line.report is None:
            continue
        filled = FilledForm(line.report)
        for county_cell in load_form(edition).cells():
            for cell in counterparts(line.report.edition, edition, county_cell):
                figure = filled.figure(cell)
                if cell in line.report.cells and figure is not None:
                    values[line.unit.code, cell, county_cell] = figure
    return values


def _label(line: UnitLine | None, report: ConsolidatedReport, cell: str) -> str:
    """A cell as the form it stands on calls it: the unit's own, or the county's."""
    form = load_form(line.report.edition if line and line.report else report.figures.edition)
    return form.label(cell) if cell in form.cells() else cell


def _cells(report: ConsolidatedReport) -> Iterator[Record]:
    """A row for each county cell: its value, and the sum of the parts it says it is made of."""
    form, figures = load_form(report.figures.edition), report.figures
    parts: defaultdict[str, Value] = defaultdict(int)
    for source in figures.sources:
        parts[source.cell] += source.value
    for cell in dict.fromkeys([*form.required_cells(), *figures.cells, *parts]):
        yield {
            "unit": report.county.name,
            "cell": cell,
            "label": _label(None, report, cell),
            "county": figures.cells.get(cell),
            "parts": parts.get(cell, 0),
        }


FRAMES: Mapping[str, Callable[[ConsolidatedReport], Iterator[Record]]] = {
    "county_roster": _roster,
    "county_parts": _parts,
    "county_cells": _cells,
}
