"""Which rules notice each slip in each cell, as the suites themselves say. Writes no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mutation.single_slips import KINDS, slips
from mutation.untouched import as_report, untouched
from township_reports.checking.check import check_submissions
from township_reports.records.finding import Finding, Severity


@dataclass(frozen=True)
class Noticed:
    """The rules that fire on one slip: those that send the report back, and those that ask for an explanation."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


Outcomes = Mapping[str, Mapping[str, Noticed]]
"""By cell, then by kind of slip; a kind that changes nothing in a cell is left out."""


def outcomes(form: str) -> Outcomes:
    """What fires on every slip in every cell of a report printed in that way."""
    submission = untouched(form)
    figures = {cell: content.value for cell, content in submission.report.cells.items() if content.value is not None}
    made = {(cell, kind): slip for cell, kind, slip in slips(submission.report)}
    wrong = [
        replace(submission, key=f"{cell}|{kind}", report=as_report(submission.report.edition, {**figures, **slip}))
        for (cell, kind), slip in made.items()
    ]
    found: dict[str, list[Finding]] = {each.key: [] for each in wrong}
    for finding in check_submissions(wrong):
        found[finding.unit].append(finding)
    return {
        cell: {kind: _noticed(found[f"{cell}|{kind}"]) for kind in KINDS if (cell, kind) in made} for cell in figures
    }


def _noticed(findings: list[Finding]) -> Noticed:
    return Noticed(_rules(findings, Severity.ERROR), _rules(findings, Severity.WARNING))


def _rules(findings: list[Finding], severity: Severity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule for finding in findings if finding.severity is severity))
