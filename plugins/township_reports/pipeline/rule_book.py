"""Every rule there is, for the office to read. Holds no rule and checks no report."""

from __future__ import annotations

from pathlib import Path

from township_reports.checking.rule_set import list_rules
from township_reports.records.rule import COUNTY, Rule
from township_reports.template.form import EDITIONS

SUITES = (*sorted(EDITIONS, reverse=True), COUNTY)


def list_all_rules(own: Path | None = None) -> tuple[Rule, ...]:
    """The rules of every edition, the newest first, then those on the merged county; raises SuiteError.

    `own` is a county's own rule file.
    """
    return tuple(rule for edition in SUITES for rule in list_rules(edition, own))


def write_rule_page() -> str:
    """The page of all rules in Markdown, with what the checks say to each failing example; raises SuiteError."""
    from township_reports.checking.examples import try_examples
    from township_reports.rendering.rule_page import render_rule_page as render_page

    tried = {key: one for edition in SUITES for key, one in try_examples(edition).items()}
    own = {key: [finding.message for finding in one.failing if finding.rule == key[1]] for key, one in tried.items()}
    return render_page(list_all_rules(), {key: messages[0] for key, messages in own.items() if messages})
