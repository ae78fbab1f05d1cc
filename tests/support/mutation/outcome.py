"""Which rules notice each slip in each cell, as the suites themselves say. Writes no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from support.mutation.single_slips import KINDS, PLUS_ONE, Slip, slips
from support.mutation.untouched import as_report, telling, untouched
from township_reports.checking.check import check_submissions
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import Value
from township_reports.records.submission import Submission


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
    made = {(cell, kind): slip for cell, kind, slip in slips(submission.report)}
    found = _fired(submission, made)
    return {
        cell: {kind: _noticed(found[cell, kind]) for kind in KINDS if (cell, kind) in made}
        for cell in figures_of(submission)
    }


def watched_by_text(form: str, alone: Outcomes) -> Mapping[str, tuple[str, ...]]:
    """By cell, the warnings on a figure that is one too high that come only where the running text tells it too."""
    submission = telling(untouched(form))
    made = {(cell, kind): slip for cell, kind, slip in slips(submission.report) if kind == PLUS_ONE}
    told = {cell: _noticed(findings).warnings for (cell, _), findings in _fired(submission, made).items()}
    more = {cell: tuple(rule for rule in told[cell] if rule not in alone[cell][PLUS_ONE].warnings) for cell in told}
    return {cell: rules for cell, rules in more.items() if rules}


def figures_of(submission: Submission) -> dict[str, Value]:
    """What stands in the cells of a report."""
    cells = submission.report.cells.items()
    return {cell: content.value for cell, content in cells if content.value is not None}


def _fired(submission: Submission, made: Mapping[tuple[str, str], Slip]) -> Mapping[tuple[str, str], list[Finding]]:
    """The findings on a report with each slip by itself, all checked together."""
    figures, narrative = figures_of(submission), submission.report.narrative
    wrong = []
    for (cell, kind), slip in made.items():
        report = replace(as_report(submission.report.edition, {**figures, **slip}), narrative=narrative)
        wrong.append(replace(submission, key=f"{cell}|{kind}", report=report))
    found: dict[str, list[Finding]] = {each.key: [] for each in wrong}
    for finding in check_submissions(wrong):
        found[finding.unit].append(finding)
    return {(cell, kind): found[f"{cell}|{kind}"] for cell, kind in made}


def _noticed(findings: list[Finding]) -> Noticed:
    return Noticed(_rules(findings, Severity.ERROR), _rules(findings, Severity.WARNING))


def _rules(findings: list[Finding], severity: Severity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule for finding in findings if finding.severity is severity))
