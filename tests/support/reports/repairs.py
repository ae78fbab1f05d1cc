"""What is suggested for a wrong report, as the tests of localisation ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from support.reports.balanced import with_cell
from township_reports.checking.localisation.localise import localize_errors
from township_reports.records.narrative import Claim, Narrative
from township_reports.records.repair import ErrorLocalization, Repair
from township_reports.records.report import Cell, Report, Value
from township_reports.records.submission import Submission


def localised(report: Report, cells: Mapping[str, Value | Cell], *told: Claim) -> ErrorLocalization:
    wrong = replace(with_cell(report, cells), narrative=Narrative(claims=told))
    return localize_errors(Submission("unit", wrong, kind="乡镇"))


def changes(repair: Repair) -> dict[str, Value]:
    return {change.cell: change.suggested for change in repair.changes}
