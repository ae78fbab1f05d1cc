"""Turns verdicts on rows into findings on cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import Value
from township_reports.validation.frames.frame import Frame, Record
from township_reports.validation.gx.run_suite import RuleOutcome, run_suite
from township_reports.validation.messages import (
    check_fields,
    format_message,
    format_sum,
    format_unchecked_message,
    merge_messages,
)
from township_reports.validation.suites.loader import Expectation, Suite


class SortableFinding(NamedTuple):
    """A finding with what it is sorted by: its submission's position, its rule's number, its first row's number."""

    order: tuple[object, int, int]
    finding: Finding


def apply_suite(suite: Suite, frame: Frame, first_rule: int) -> Iterator[SortableFinding]:
    """All findings of one suite on its frame; rules are numbered from `first_rule` on. Raises SuiteError."""
    return list_findings(suite, frame, sort_findings(suite, frame), first_rule)


def sort_findings(suite: Suite, frame: Frame) -> tuple[RuleOutcome, ...]:
    """Sort the verdicts on the rules of a suite, all of whose sentences can be filled; raises SuiteError.

    Where the frame may be empty and is, no rule has anything to judge.
    """
    if frame.schema.may_be_empty and not frame.rows:
        return tuple(
            RuleOutcome(expectation, failed=(), not_evaluable=(), seen=0) for expectation in suite.expectations
        )
    check_fields(suite, frame.data.columns)
    return run_suite(suite, frame)


def list_findings(
    suite: Suite, frame: Frame, verdicts: Iterable[RuleOutcome], first_rule: int
) -> Iterator[SortableFinding]:
    """List the findings that verdicts mean; rules are numbered from `first_rule` on."""
    for rule, verdict in enumerate(verdicts, start=first_rule):
        for numbers in _grouped(frame, verdict.failed, _together(verdict.expectation, frame)):
            rows = [frame.rows[number] for number in numbers]
            finding = _failure(suite, verdict.expectation, frame, rows)
            yield SortableFinding((rows[0]["position"], rule, numbers[0]), finding)
        for numbers in _grouped(frame, verdict.not_evaluable, ("unit",)):
            rows = [frame.rows[number] for number in numbers]
            finding = _unchecked(suite, verdict.expectation, frame, rows)
            yield SortableFinding((rows[0]["position"], rule, numbers[0]), finding)


def order_findings(placed: list[SortableFinding]) -> list[Finding]:
    """Order findings by submission, then rule, then place on the form."""
    return [each.finding for each in sorted(placed, key=lambda each: each.order)]


def _together(expectation: Expectation, frame: Frame) -> Sequence[str]:
    """Return what rows must agree in to share one finding: an error is given by itself, so that each can be mended.

    A warning has one cause more often than not, and is reported once for a unit.
    """
    if frame.schema.group or expectation.effective_severity is Severity.ERROR:
        return frame.schema.group
    return ("unit",)


def _grouped(frame: Frame, numbers: Sequence[int], columns: Sequence[str]) -> list[list[int]]:
    """Rows of one submission that agree in some columns; each row by itself where no columns are named."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number in numbers:
        row = frame.rows[number]
        key = (row["position"], *(row[column] for column in columns)) if columns else (number,)
        groups.setdefault(key, []).append(number)
    return list(groups.values())


def _failure(suite: Suite, expectation: Expectation, frame: Frame, rows: Sequence[Record]) -> Finding:
    left: Value | None = None
    right: Value | None = None
    if expectation.left and len(rows) == 1:
        left, right = format_sum(expectation.left, rows[0]), format_sum(expectation.right, rows[0])
    return Finding(
        rule=expectation.meta.rule,
        severity=expectation.effective_severity,
        unit=str(rows[0]["unit"]),
        cells=_cells(expectation, frame, rows),
        left=left,
        right=right,
        difference=None if left is None or right is None else left - right,
        message=_on_trial(expectation) + _sentence(suite, expectation, frame, rows),
    )


def _sentence(suite: Suite, expectation: Expectation, frame: Frame, rows: Sequence[Record]) -> str:
    if frame.schema.group:
        return format_message(suite, expectation, frame, rows)
    return merge_messages([format_message(suite, expectation, frame, [row]) for row in rows])


def _unchecked(suite: Suite, expectation: Expectation, frame: Frame, rows: Sequence[Record]) -> Finding:
    return Finding(
        rule=expectation.meta.rule,
        severity=Severity.INFO if expectation.meta.trial else Severity.UNCHECKED,
        unit=str(rows[0]["unit"]),
        cells=_cells(expectation, frame, rows),
        left=None,
        right=None,
        difference=None,
        message=_on_trial(expectation) + format_unchecked_message(suite, expectation, frame, rows),
    )


def _on_trial(expectation: Expectation) -> str:
    return f"（{expectation.severity_label}）" if expectation.meta.trial else ""


def _cells(expectation: Expectation, frame: Frame, rows: Sequence[Record]) -> tuple[str, ...]:
    cells = [cell for row in rows for cell in frame.cells(row, expectation.columns)]
    return tuple(dict.fromkeys(cells))
