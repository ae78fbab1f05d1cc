"""Writes what became of every rule as one page for the auditor: static, escaped, without any other file."""

from __future__ import annotations

from itertools import groupby

from township_reports.domain.rule_audit import Audit, BrokenRule
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.templating.template_folder import make_markup

RESULTS = ("符合", "不符合", "未核对", "不适用")
MOST_LISTED = 50  # of one rule; the findings of each unit have them all


def render_audit_page(audit: Audit) -> str:
    """Render the page; whatever a unit wrote is text in it."""
    suites = [(name, tuple(rules)) for name, rules in groupby(audit.rules, lambda one: (one.edition, one.suite))]
    counts = {result: sum(one.result == result for one in audit.rules) for result in RESULTS}

    def describe(broken: BrokenRule) -> str:
        place = f"：{broken.place}" if broken.place else ""
        return make_printable(f"{audit.names.get(broken.unit, broken.unit)}{place}")

    return (
        make_markup()
        .get_template("audit.html.j2")
        .render(title=make_printable(audit.title), suites=suites, counts=counts, describe=describe, most=MOST_LISTED)
    )
