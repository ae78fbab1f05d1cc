"""GX asked in another way tells the same."""

from __future__ import annotations

import pytest
from great_expectations.core import ExpectationSuite
from great_expectations.expectations.expectation import Expectation
from township_reports.checking.judge import OWN_EXPECTATION
from township_reports.checking.rule_set import load_edition_suites
from township_reports.checking.swift_gx import ITS_OWN
from township_reports.template.form import EDITIONS


@pytest.fixture(scope="module")
def expectations() -> list[Expectation]:
    assert OWN_EXPECTATION  # imported, or GX would drop its rules
    suites = [suite for edition in EDITIONS for suite in load_edition_suites(edition, None)]
    return [rule for suite in suites for rule in ExpectationSuite(**suite.model_dump()).expectations]


def test_the_arguments_of_every_rule_are_those_gx_gathers_itself(expectations: list[Expectation]) -> None:
    for rule in expectations:
        assert [rule._get_domain_kwargs(), rule._get_success_kwargs()] == [own(rule) for own in ITS_OWN]


def test_they_are_gathered_from_one_configuration(
    expectations: list[Expectation], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    its_own = Expectation.configuration.fget  # type: ignore[attr-defined]

    def counted(rule: Expectation) -> object:
        built.append(type(rule).__name__)
        return its_own(rule)

    monkeypatch.setattr(Expectation, "configuration", property(counted))
    expectations[0]._get_success_kwargs()
    assert len(built) == 1
