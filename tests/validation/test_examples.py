"""The examples in the suites are tests: the one keeps every rule, the other breaks its own rule and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.rule import COUNTY
from township_reports.validation.suites.examples import try_examples
from township_reports.validation.suites.loader import SuiteError
from township_reports.validation.suites.rule_set import list_rules

SUITES = (*EDITIONS, COUNTY)


def told(findings: tuple[Finding, ...]) -> set[tuple[str, Severity]]:
    checked = (finding for finding in findings if finding.severity is not Severity.UNCHECKED)
    return {(finding.rule, finding.severity) for finding in checked}


@pytest.mark.parametrize("edition", SUITES)
def test_every_rule_has_its_examples(edition: str) -> None:
    assert [rule.key for rule in list_rules(edition) if not rule.passing or rule.failing == rule.passing] == []


@pytest.mark.parametrize("edition", SUITES)
def test_each_example_does_as_it_says(edition: str) -> None:
    tried = try_examples(edition)
    expected = {rule.key: (set(), {(rule.id, rule.severity)}) for rule in list_rules(edition)}
    assert {key: (told(one.passing), told(one.failing)) for key, one in tried.items()} == expected


def test_an_example_with_an_unknown_cell_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    [rule, *_] = [rule for rule in list_rules("2021") if rule.id == "T4-1"]
    wrong = replace(rule, passing={"disputes.reconsideration.unknown": 1})
    monkeypatch.setattr("township_reports.validation.suites.examples.list_rules", lambda _: [wrong])
    with pytest.raises(SuiteError, match=r"disputes\.reconsideration\.unknown"):
        try_examples("2021")


def test_an_example_that_tells_an_unknown_number_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    [rule, *_] = [rule for rule in list_rules("2021") if rule.id == "N-1"]
    monkeypatch.setattr(
        "township_reports.validation.suites.examples.list_rules", lambda _: [replace(rule, passing={"told.any": 1})]
    )
    with pytest.raises(SuiteError, match="没有的事项：any"):
        try_examples("2021")
