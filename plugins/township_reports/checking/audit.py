"""What became of every rule of a suite, told for the auditor. Judges nothing itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from township_reports.checking.frame import Frame
from township_reports.checking.judge import RuleOutcome
from township_reports.checking.suites import Expectation, Suite
from township_reports.records.audit import BrokenRule, RuleAudit


def summarize_rules(edition: str, suite: Suite, frame: Frame, verdicts: Iterable[RuleOutcome]) -> Iterator[RuleAudit]:
    """Each rule with how it was applied, to how many rows, and where it does not hold or could not be applied."""
    for verdict in verdicts:
        expectation = verdict.expectation
        yield RuleAudit(
            edition=edition,
            suite=suite.name,
            rule=expectation.meta.rule,
            part=expectation.meta.part,
            severity_label=expectation.severity_label,
            sentence=expectation.description,
            condition=_how(expectation),
            seen=verdict.seen,
            failed=tuple(_places(frame, verdict.failed)),
            not_evaluable=tuple(_places(frame, verdict.not_evaluable)),
        )


def merge_rule_audits(parts: Sequence[RuleAudit]) -> RuleAudit:
    """One rule that was applied batch by batch, as if to all rows at once."""
    return replace(
        parts[0],
        seen=sum(part.seen for part in parts),
        failed=tuple(broken for part in parts for broken in part.failed),
        not_evaluable=tuple(broken for part in parts for broken in part.not_evaluable),
    )


def _how(expectation: Expectation) -> str:
    return f"{expectation.type} {json.dumps(expectation.kwargs, ensure_ascii=False)}"


def _places(frame: Frame, rows: Iterable[int]) -> Iterator[BrokenRule]:
    for number in rows:
        row = frame.rows[number]
        yield BrokenRule(str(row["unit"]), str(row.get("place") or row.get("label") or ""))
