"""Puts the suites' own examples through the checks. Whether each does as it says is for others to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from township_reports.domain.county import Unit, UnitKind
from township_reports.domain.finding import Finding
from township_reports.domain.form.form import load_form
from township_reports.domain.report import Cell, IdentityMention, MentionSource, Report, Status, Value
from township_reports.domain.rule import COUNTY, Example, Rule, RuleKey, Written
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions
from township_reports.validation.county import LABELS
from township_reports.validation.findings import apply_suite
from township_reports.validation.frames.frame import Frame, Record
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS, LAST_YEAR
from township_reports.validation.suites.narrative_examples import (
    ANOTHER,
    ANOTHER_UNIT,
    build_example_narrative,
    is_of_narrative,
)
from township_reports.validation.suites.rule_set import list_rules, load_edition_suites

MENTIONS: Mapping[str, tuple[Literal["unit", "year"], MentionSource]] = {
    "told_unit": ("unit", MentionSource.TITLE),
    "told_year": ("year", MentionSource.TITLE),
    MentionSource.SIGNATURE: ("unit", MentionSource.SIGNATURE),
    MentionSource.PERIOD: ("year", MentionSource.PERIOD),
}
ABOUT = (*MENTIONS, "expected_unit", "expected_year", "received", "body")
WORDS = {"空白": Status.BLANK, "/": Status.NOT_APPLICABLE, "-": Status.NOT_APPLICABLE, "没有找到": Status.MISSING}
DEDUCED = "推定 "  # before the figure


class ExampleResult(NamedTuple):
    """All findings on a rule's two examples."""

    passing: tuple[Finding, ...]
    failing: tuple[Finding, ...]


class _Case(NamedTuple):
    """One example; `name` is the unit of its findings."""

    rule: Rule
    name: str
    example: Example


def try_examples(edition: str) -> dict[RuleKey, ExampleResult]:
    """Return what the checks find in the examples of an edition's rules, or the county's.

    Rules without example left out.

    Raises:
        SuiteError: an example names a cell the form does not have, or a check could not be made.
    """
    exemplified = [rule for rule in list_rules(edition) if rule.passing]
    keeping = [_Case(rule, f"{number} 符合", rule.passing) for number, rule in enumerate(exemplified)]
    breaking = [_Case(rule, f"{number} 不符合", rule.failing) for number, rule in enumerate(exemplified)]
    found = _try(edition, [*keeping, *breaking])
    return {
        kept.rule.key: ExampleResult(_on(kept, found), _on(broken, found))
        for kept, broken in zip(keeping, breaking, strict=True)
    }


def _on(case: _Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.unit == case.name)


def _try(edition: str, cases: Sequence[_Case]) -> list[Finding]:
    if not cases:
        return []
    if edition == COUNTY:
        return list(_try_on_county(cases))
    return check_submissions([submission for case in cases for submission in _submissions(case)])


def _try_on_county(cases: Sequence[_Case]) -> Iterator[Finding]:
    """Return an example of the county's is a row of its rule's frame."""
    for suite in load_edition_suites(COUNTY):
        layout = FRAME_SCHEMAS[suite.meta.frame]
        on_frame = enumerate(case for case in cases if case.rule.frame == layout.name)
        rows: list[Record] = [{"position": at, "unit": case.name, **case.example} for at, case in on_frame]
        if rows:
            yield from (placed.finding for placed in apply_suite(suite, Frame(layout, rows, LABELS), 0))


def _submissions(case: _Case) -> Iterator[Submission]:
    """Return the report an example describes, as often as it is received."""
    about = {column: case.example.get(column) for column in ABOUT}
    cells = {column: written for column, written in case.example.items() if column not in ABOUT}
    last_year = {
        column.removeprefix(LAST_YEAR): written for column, written in cells.items() if column.startswith(LAST_YEAR)
    }
    this_year = {column: written for column, written in cells.items() if not column.startswith(LAST_YEAR)}
    report = _report(case.rule.edition, this_year, about)
    unit = Unit(case.name, str(about["expected_unit"]), "本级") if about["expected_unit"] else None
    previous = _report(case.rule.edition, last_year) if last_year else None
    year, kind = cast(int | None, about["expected_year"]), cast(UnitKind | None, about["body"])
    for _ in range(int(about["received"] or 1)):
        yield Submission(case.name, report, unit, year, kind, previous)
    another = {name.removeprefix(ANOTHER): written for name, written in cells.items() if name.startswith(ANOTHER)}
    if another:
        yield Submission(
            f"{case.name}，{ANOTHER_UNIT}", _report(case.rule.edition, another, {"told_unit": ANOTHER_UNIT})
        )


def _report(edition: str, example: Example, about: Mapping[str, Written | None] | None = None) -> Report:
    """Return a report of zeros but for the cells an example names, with the running text it describes."""
    cells = dict.fromkeys(load_form(edition).required_cells(), Cell(0, "0", Status.READ))
    cells |= {name: _cell(content) for name, content in example.items() if not is_of_narrative(name)}
    said = {name: value for name in MENTIONS if (value := (about or {}).get(name)) is not None}
    unit, year = said.get("told_unit"), said.get("told_year")
    mentions = tuple(IdentityMention(*MENTIONS[name], str(value)) for name, value in said.items())
    narrative = build_example_narrative(example)
    return Report(
        str(unit) if unit else None,
        cast(int | None, year),
        edition,
        cells,
        narrative=narrative,
        identity_mentions=mentions,
    )


def _cell(content: Written) -> Cell:
    if isinstance(content, str) and content.startswith(DEDUCED):
        return replace(_cell(int(content.removeprefix(DEDUCED))), status=Status.DEDUCED)
    if isinstance(content, str):
        status = WORDS.get(content, Status.UNSURE)
        return Cell(None, content if status in (Status.UNSURE, Status.NOT_APPLICABLE) else "", status)
    value: Value = content if isinstance(content, int) else Decimal(str(content))
    return Cell(value, str(content), Status.READ)
