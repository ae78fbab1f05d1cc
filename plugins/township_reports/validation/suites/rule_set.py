"""All suites that hold for an edition, those of a county's own among them, and the rules they state."""

from __future__ import annotations

from township_reports.config.settings import expectations_folder
from township_reports.domain.form.form import load_form
from township_reports.domain.rule import Rule
from township_reports.files.paths import AnyPath
from township_reports.validation.suites.county_rules import apply_county_rules
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS, FrameSchema
from township_reports.validation.suites.loader import Expectation, Suite, load_suites
from township_reports.validation.suites.terms import RELATION_SIGNS, join_terms


def load_edition_suites(edition: str, own: AnyPath | None = None) -> tuple[Suite, ...]:
    """Load the suites for reports on the form of an edition, or for the merged county; raises SuiteError.

    `own` is a county's own rule file; where there is no such file, only the official rules hold.
    """
    return apply_county_rules(load_suites(expectations_folder() / edition), edition, own)


def list_rules(edition: str, own: AnyPath | None = None) -> tuple[Rule, ...]:
    """Every rule for an edition, or for the merged county, in the order of the suites; raises SuiteError."""
    return tuple(
        _rule(edition, expectation, suite)
        for suite in load_edition_suites(edition, own)
        for expectation in suite.expectations
    )


def _rule(edition: str, expectation: Expectation, suite: Suite) -> Rule:
    about = expectation.meta
    return Rule(
        edition=edition,
        id=about.rule,
        part=about.part,
        severity=expectation.effective_severity,
        severity_label=expectation.severity_label,
        sentence=expectation.description,
        formula=_formula(expectation, FRAME_SCHEMAS[suite.meta.frame], edition),
        source=expectation.notes,
        action=_action(about.message),
        frame=suite.meta.frame,
        passing=about.passing,
        failing={**about.passing, **about.failing},
    )


def _action(message: str) -> str:
    """Return what a message asks for: its sentences that say please."""
    return "".join(f"{sentence}。" for sentence in message.split("。") if "请" in sentence)


def _formula(expectation: Expectation, layout: FrameSchema, edition: str) -> str:
    if layout.table is None or not expectation.left:
        return ""
    labels = layout.labels(load_form(edition))
    sides = (expectation.left, expectation.right)
    left, right = (join_terms([(term, labels.get(term.column, term.column)) for term in side]) for side in sides)
    return f"{left} {RELATION_SIGNS[expectation.kwargs['relation']]} {right}"
