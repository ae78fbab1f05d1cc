"""The annexes' lists: what became of each unit, and what the checks found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from township_reports.domain.consolidated.report import MAX_UNITS_LISTED, ConsolidatedReport, UnitLine
from township_reports.domain.explanation import Explanation
from township_reports.domain.finding import Finding, Severity
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.content.table_layout import TableLayout, build_listing

UNITS_SHEET, FINDINGS_SHEET = "报送单位", "核对发现"
"""The workbook's sheets with the whole lists."""

UNIT_HEADS = (("序号", 1), ("单位", 3), ("类别", 1), ("报送结果", 2), ("计入汇总", 2), ("原因", 6))
RULE_HEADS = (("规则", 1), ("级别", 2), ("发现条数", 2), ("涉及单位数", 2), ("例如", 8))
FINDING_HEADS = (("序号", 1), ("单位", 3), ("规则", 1), ("级别", 2), ("核对发现", 8))


def list_units(caption: str, report: ConsolidatedReport) -> TableLayout:
    """List the roster in its order, with each unit's result, and the reason when its figures are not in."""
    return _units(caption, report.units)


def list_excluded_units(caption: str, report: ConsolidatedReport) -> TableLayout:
    """List the first of the units whose figures are not in, in the same way."""
    return _units(caption, [line for line in report.units if not line.included][:MAX_UNITS_LISTED])


def _units(caption: str, units: Iterable[UnitLine]) -> TableLayout:
    lines = [(str(number), *_unit_line(line)) for number, line in enumerate(units, start=1)]
    return build_listing(caption, UNIT_HEADS, lines)


def _unit_line(line: UnitLine) -> tuple[str, ...]:
    unit, included = line.unit, "是" if line.included else "否"
    return make_printable(unit.name), unit.kind, line.outcome, included, make_printable(line.reason)


def list_findings(caption: str, report: ConsolidatedReport) -> TableLayout:
    """List the findings unit by unit in the roster's order, those of the county's own figures last."""
    names = {line.unit.code: line.unit.name for line in report.units}
    lines = [
        (
            str(number),
            make_printable(names.get(found.unit, found.unit)),
            *_finding_line(found, report.explanations.get(found)),
        )
        for number, found in enumerate(_in_roster_order(report), start=1)
    ]
    return build_listing(caption, FINDING_HEADS, lines)


def list_rules(caption: str, report: ConsolidatedReport) -> TableLayout:
    """How often each rule found something and in how many units, with one finding for each; errors first."""
    of_rule: defaultdict[tuple[Severity, str], list[Finding]] = defaultdict(list)
    for found in report.findings:
        of_rule[found.severity, found.rule].append(found)
    weights = list(Severity)
    lines = [
        (
            make_printable(rule),
            severity.label,
            str(len(found)),
            str(len({one.unit for one in found})),
            make_printable(found[0].message),
        )
        for (severity, rule), found in sorted(of_rule.items(), key=lambda one: (weights.index(one[0][0]), one[0][1]))
    ]
    return build_listing(caption, RULE_HEADS, lines)


def _finding_line(found: Finding, said: Explanation | None) -> tuple[str, ...]:
    return make_printable(found.rule), found.severity.label, make_printable(f"{found.message}{said or ''}")


def _in_roster_order(report: ConsolidatedReport) -> list[Finding]:
    order = {line.unit.code: number for number, line in enumerate(report.units)}
    return sorted(report.findings, key=lambda found: order.get(found.unit, len(order)))
