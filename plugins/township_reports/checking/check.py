"""Checks the submissions of a run against the suites of their editions. Holds no rule; changes no report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from township_reports.checking.audit import judged, together
from township_reports.checking.findings import Placed, checked, findings_of, in_order
from township_reports.checking.frame import Frame
from township_reports.checking.frames import Company, Entry, build_frame, company_of, entries
from township_reports.checking.rule_set import load_edition_suites
from township_reports.checking.suites import Suite, SuiteError
from township_reports.paths import AnyPath
from township_reports.records.audit import Judged
from township_reports.records.finding import Finding
from township_reports.records.submission import Submission
from township_reports.template.form import EDITIONS, load_form

Rule = tuple[str, str, str, str]
"""An edition, a suite of it, a rule of that and its part."""


@dataclass(frozen=True)
class Checked:
    """What a check found, and what became of every rule in it."""

    findings: list[Finding]
    judged: list[Judged]


def check_submissions(submissions: Sequence[Submission], own: AnyPath | None = None) -> list[Finding]:
    """Everything the suites find, as `check` does."""
    return check(submissions, own).findings


def check(submissions: Sequence[Submission], own: AnyPath | None = None) -> Checked:
    """Everything the suites find in the submissions of one run, by submission, then rule, then place on the form.

    All submissions go through together, each frame of an edition as one batch: a rule costs the same for one report
    as for hundreds. `own` is a county's own rule file.

    Raises:
        SuiteError: there is nothing to check, or a check could not be made.
    """
    return check_in_batches(company_of(submissions), [submissions] if submissions else [], own)


def check_in_batches(company: Company, batches: Iterable[Sequence[Submission]], own: AnyPath | None = None) -> Checked:
    """The same of submissions that come batch by batch, and finds the same; of `company`, which is all of them.

    Only one batch is held at a time. Raises SuiteError as `check` does.
    """
    findings: list[Finding] = []
    told: dict[Rule, list[Judged]] = defaultdict(list)
    seen = 0
    for batch in batches:
        checked_batch = _check_batch(entries(batch, company, seen), own)
        findings += checked_batch.findings
        for one in checked_batch.judged:
            told[one.edition, one.suite, one.rule, one.part].append(one)
        seen += len(batch)
    if not seen:
        raise SuiteError("没有可核对的报告。检查未能执行。")
    in_official_order = sorted(told, key=lambda rule: EDITIONS.index(rule[0]))
    return Checked(findings, [together(told[rule]) for rule in in_official_order])


def _check_batch(every: Sequence[Entry], own: AnyPath | None) -> Checked:
    if unknown := sorted({entry.submission.report.edition for entry in every} - set(EDITIONS)):
        raise SuiteError(f"没有“{'、'.join(unknown)}”版的检查规则。检查未能执行。")
    placed: list[Placed] = []
    told: list[Judged] = []
    for suite, frame, edition in _suites_with_frames(every, own):
        verdicts = checked(suite, frame)
        placed += findings_of(suite, frame, verdicts, first_rule=len(told))
        told += judged(edition, suite, frame, verdicts)
    return Checked(in_order(placed), told)


def _suites_with_frames(every: Sequence[Entry], own: AnyPath | None) -> Iterator[tuple[Suite, Frame, str]]:
    """The suites of each edition that has reports, each with the frame it judges."""
    for edition in EDITIONS:
        on_form = [entry for entry in every if entry.submission.report.edition == edition]
        for suite in load_edition_suites(edition, own) if on_form else ():
            yield suite, build_frame(suite.meta.frame, load_form(edition), on_form), edition
