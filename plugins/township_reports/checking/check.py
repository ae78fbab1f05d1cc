"""Checks the submissions of a run against the suites of their editions. Holds no rule; changes no report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from township_reports.checking.audit import judged
from township_reports.checking.findings import Placed, checked, findings_of, in_order
from township_reports.checking.frames import Entry, build_frame, entries
from township_reports.checking.rule_set import load_edition_suites
from township_reports.checking.suites import SuiteError
from township_reports.records.audit import Judged
from township_reports.records.finding import Finding
from township_reports.records.submission import Submission
from township_reports.template.form import EDITIONS, load_form


@dataclass(frozen=True)
class Checked:
    """What a check found, and what became of every rule in it."""

    findings: list[Finding]
    judged: list[Judged]


@dataclass
class _Batch:
    """A check as it goes."""

    placed: list[Placed] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)


def check_submissions(submissions: Sequence[Submission], own: Path | None = None) -> list[Finding]:
    """Everything the suites find, as `check` does."""
    return check(submissions, own).findings


def check(submissions: Sequence[Submission], own: Path | None = None) -> Checked:
    """Everything the suites find in the submissions of one run, by submission, then rule, then place on the form.

    All submissions go through together, each frame of an edition as one batch: a rule costs the same for one report
    as for hundreds. `own` is a county's own rule file.

    Raises:
        SuiteError: there is nothing to check, or a check could not be made.
    """
    if not submissions:
        raise SuiteError("没有可核对的报告。检查未能执行。")
    every = entries(submissions)
    if unknown := sorted({entry.submission.report.edition for entry in every} - set(EDITIONS)):
        raise SuiteError(f"没有“{'、'.join(unknown)}”版的检查规则。检查未能执行。")
    batch = _Batch()
    for edition in EDITIONS:
        on_form = [entry for entry in every if entry.submission.report.edition == edition]
        if on_form:
            _check_edition(edition, on_form, own, batch)
    return Checked(in_order(batch.placed), batch.judged)


def _check_edition(edition: str, on_form: Sequence[Entry], own: Path | None, batch: _Batch) -> None:
    first_rule = 0
    for suite in load_edition_suites(edition, own):
        frame = build_frame(suite.meta.frame, load_form(edition), on_form)
        verdicts = checked(suite, frame)
        batch.placed += findings_of(suite, frame, verdicts, first_rule)
        batch.judged += judged(edition, suite, frame, verdicts)
        first_rule += len(suite.expectations)
