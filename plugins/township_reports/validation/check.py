"""Checks the submissions of a run against the suites of their editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from township_reports.domain.finding import Finding
from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.domain.rule_audit import RuleAudit
from township_reports.domain.submission import Submission
from township_reports.files.paths import AnyPath
from township_reports.validation.audit import merge_rule_audits, summarize_rules
from township_reports.validation.findings import SortableFinding, list_findings, order_findings, sort_findings
from township_reports.validation.frames.frame import Frame
from township_reports.validation.frames.submissions import (
    PeerStats,
    PreparedSubmission,
    build_frame,
    collect_peer_stats,
    prepare_submissions,
)
from township_reports.validation.suites.loader import Suite, SuiteError
from township_reports.validation.suites.rule_set import load_edition_suites

Rule = tuple[str, str, str, str]
"""An edition, a suite of it, a rule of that and its part."""


@dataclass(frozen=True)
class CheckResult:
    """What a check found, and what became of every rule in it."""

    findings: list[Finding]
    rule_audits: list[RuleAudit]


def check_submissions(submissions: Sequence[Submission], own: AnyPath | None = None) -> list[Finding]:
    """Everything the suites find, as `check` does."""
    return check(submissions, own).findings


def check(submissions: Sequence[Submission], own: AnyPath | None = None) -> CheckResult:
    """Everything the suites find in the submissions of one run, by submission, then rule, then place on the form.

    All submissions go through together, each frame of an edition as one batch: a rule costs the same for one report
    as for hundreds. `own` is a county's own rule file.

    Raises:
        SuiteError: there is nothing to check, or a check could not be made.
    """
    return check_in_batches(collect_peer_stats(submissions), [submissions] if submissions else [], own)


def check_in_batches(
    peers: PeerStats, batches: Iterable[Sequence[Submission]], own: AnyPath | None = None
) -> CheckResult:
    """Check the same of submissions that come batch by batch, and finds the same; of `peers`, which is all of them.

    Only one batch is held at a time. Raises SuiteError as `check` does.
    """
    findings: list[Finding] = []
    audits: dict[Rule, list[RuleAudit]] = defaultdict(list)
    seen = 0
    for batch in batches:
        checked_batch = _check_batch(prepare_submissions(batch, peers, seen), own)
        findings += checked_batch.findings
        for one in checked_batch.rule_audits:
            audits[one.edition, one.suite, one.rule, one.part].append(one)
        seen += len(batch)
    if not seen:
        raise SuiteError("没有可核对的报告。检查未能执行。")
    in_official_order = sorted(audits, key=lambda rule: EDITIONS.index(rule[0]))
    return CheckResult(findings, [merge_rule_audits(audits[rule]) for rule in in_official_order])


def _check_batch(every: Sequence[PreparedSubmission], own: AnyPath | None) -> CheckResult:
    if unknown := sorted({entry.submission.report.edition for entry in every} - set(EDITIONS)):
        raise SuiteError(f"没有“{'、'.join(unknown)}”版的检查规则。检查未能执行。")
    placed: list[SortableFinding] = []
    audits: list[RuleAudit] = []
    for suite, frame, edition in _suites_with_frames(every, own):
        verdicts = sort_findings(suite, frame)
        placed += list_findings(suite, frame, verdicts, first_rule=len(audits))
        audits += summarize_rules(edition, suite, frame, verdicts)
    return CheckResult(order_findings(placed), audits)


def _suites_with_frames(every: Sequence[PreparedSubmission], own: AnyPath | None) -> Iterator[tuple[Suite, Frame, str]]:
    """Return the suites of each edition that has reports, each with the frame it judges."""
    for edition in EDITIONS:
        on_form = [entry for entry in every if entry.submission.report.edition == edition]
        for suite in load_edition_suites(edition, own) if on_form else ():
            yield suite, build_frame(suite.meta.frame, load_form(edition), on_form), edition
