"""The annexes' lists: what became of each unit, and what the checks found. Writes no file."""

from __future__ import annotations

from collections.abc import Iterator

from township_reports.records.county_report import ConsolidatedReport, UnitLine
from township_reports.records.explanation import Explanation
from township_reports.records.finding import Finding
from township_reports.rendering.printable import printable
from township_reports.rendering.printed_table import PrintedTable, listing

UNIT_HEADS = (("序号", 1), ("单位", 3), ("类别", 1), ("报送结果", 2), ("计入汇总", 2), ("原因", 6))
FINDING_HEADS = (("序号", 1), ("单位", 3), ("规则", 1), ("级别", 2), ("核对发现", 8))


def unit_list(caption: str, report: ConsolidatedReport) -> PrintedTable:
    """The roster in its order, with each unit's result, and the reason when its figures are not in."""
    lines = [(str(number), *_unit_line(line)) for number, line in enumerate(report.units, start=1)]
    return listing(caption, UNIT_HEADS, lines)


def _unit_line(line: UnitLine) -> tuple[str, ...]:
    unit, included = line.unit, "是" if line.included else "否"
    return printable(unit.name), unit.kind, line.outcome, included, printable(line.reason)


def finding_list(caption: str, report: ConsolidatedReport) -> PrintedTable:
    """The findings unit by unit in the roster's order, those of the county's own figures last."""
    names = {line.unit.code: line.unit.name for line in report.units}
    lines = [
        (
            str(number),
            printable(names.get(found.unit, found.unit)),
            *_finding_line(found, report.explanations.get(found)),
        )
        for number, found in enumerate(_in_roster_order(report, tuple(names)), start=1)
    ]
    return listing(caption, FINDING_HEADS, lines)


def _finding_line(found: Finding, said: Explanation | None) -> tuple[str, ...]:
    return printable(found.rule), found.severity.label, printable(f"{found.message}{said or ''}")


def _in_roster_order(report: ConsolidatedReport, codes: tuple[str, ...]) -> Iterator[Finding]:
    for code in codes:
        yield from (found for found in report.findings if found.unit == code)
    yield from (found for found in report.findings if found.unit not in codes)
