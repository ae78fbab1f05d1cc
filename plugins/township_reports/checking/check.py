"""Checks the submissions of a run against the suites of their editions. Holds no rule; changes no report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from township_reports.checking.findings import Placed, apply_suite, in_order
from township_reports.checking.frames import Entry, build_frame, entries
from township_reports.checking.suites import SuiteError, load_edition_suites
from township_reports.records.finding import Finding
from township_reports.records.submission import Submission
from township_reports.template.form import EDITIONS, load_form


def check_submissions(submissions: Sequence[Submission]) -> list[Finding]:
    """Everything the suites find in the submissions of one run, by submission, then rule, then place on the form.

    All submissions go through together, each frame of an edition as one batch: a rule costs the same for one report
    as for hundreds.

    Raises:
        SuiteError: there is nothing to check, or a check could not be made.
    """
    if not submissions:
        raise SuiteError("没有可核对的报告。检查未能执行。")
    batch = entries(submissions)
    if unknown := sorted({entry.submission.report.edition for entry in batch} - set(EDITIONS)):
        raise SuiteError(f"没有“{'、'.join(unknown)}”版的检查规则。检查未能执行。")
    placed = [finding for edition in EDITIONS for finding in _check_edition(edition, batch)]
    return in_order(placed)


def _check_edition(edition: str, batch: Sequence[Entry]) -> Iterator[Placed]:
    on_form = [entry for entry in batch if entry.submission.report.edition == edition]
    if not on_form:
        return
    first_rule = 0
    for suite in load_edition_suites(edition):
        frame = build_frame(suite.meta.frame, load_form(edition), on_form)
        if frame.rows or not frame.layout.may_be_empty:
            yield from apply_suite(suite, frame, first_rule)
        first_rule += len(suite.expectations)
