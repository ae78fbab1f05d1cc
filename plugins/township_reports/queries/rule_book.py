"""Every rule there is, for the office to read."""

from __future__ import annotations

from pathlib import Path

from township_reports.domain.form.form import EDITIONS
from township_reports.domain.rule import COUNTY, Rule
from township_reports.validation.suites.rule_set import list_rules

SUITES = (*sorted(EDITIONS, reverse=True), COUNTY)


def list_all_rules(own: Path | None = None) -> tuple[Rule, ...]:
    """List the rules of every edition, the newest first, then those on the merged county; raises SuiteError.

    `own` is a county's own rule file.
    """
    return tuple(rule for edition in SUITES for rule in list_rules(edition, own))


def write_rule_page() -> str:
    """Write the page of all rules in Markdown, with what the checks say to each failing example; raises SuiteError."""
    from township_reports.rendering.writers.html.rule_page import render_rule_page as render_page
    from township_reports.validation.suites.examples import try_examples

    tried = {key: one for edition in SUITES for key, one in try_examples(edition).items()}
    own = {key: [finding.message for finding in one.failing if finding.rule == key[1]] for key, one in tried.items()}
    return render_page(list_all_rules(), {key: messages[0] for key, messages in own.items() if messages})
