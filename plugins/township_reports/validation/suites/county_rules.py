"""A county's own rule file: rules it adds, and rules it takes less seriously."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import yaml
from pydantic import ValidationError

from township_reports.config.settings import expectations_folder
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.rule import COUNTY
from township_reports.files.bucket import StorageUnavailableError
from township_reports.files.paths import AnyPath
from township_reports.validation.suites.loader import (
    Expectation,
    StrictLoader,
    StrictModel,
    Suite,
    SuiteError,
    load_suites,
    refuse_duplicates,
    refuse_unknown_frame,
)
from township_reports.validation.suites.suite_errors import format_validation_errors

GRAVITY = ("info", "warning", "critical")


class SeverityOverride(StrictModel):
    """A rule that breaks with less weight in this county, and why; without a `part`, all its parts."""

    rule: str
    part: str = ""
    severity: Literal["warning", "info"]
    reason: str

    def concerns(self, expectation: Expectation) -> bool:
        """Whether this is the rule."""
        about = expectation.meta
        return about.rule == self.rule and self.part in ("", about.part)


class AddedSuite(Suite):
    """A suite of the county's own, for reports of an edition or for the merged county."""

    edition: Literal["2019", "2021", "county"]

    def without_edition(self) -> Suite:
        """Return the suite as it stands beside the official ones."""
        return Suite(name=self.name, notes=self.notes, meta=self.meta, expectations=self.expectations)


class CountyRules(StrictModel):
    """What the file says."""

    lowered: tuple[SeverityOverride, ...] = ()
    suites: tuple[AddedSuite, ...] = ()


def load_county_rules(path: AnyPath) -> CountyRules:
    """Load the county's own rules.

    Raises SuiteError for a file that is not of the right shape or names no known rule.
    """
    try:
        content = StrictLoader(path.read_text(encoding="utf-8")).get_single_data()
        own = CountyRules.model_validate(content or {})
    except StorageUnavailableError:
        raise  # to be tried again
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as wrong:
        raise SuiteError(
            f"本县的检查规则 {path} 写法有误，检查未能执行：{format_validation_errors(wrong)}。"
        ) from wrong
    for suite in own.suites:
        refuse_unknown_frame(suite, path)
    _refuse_unknown_rules(own, path)
    return own


def apply_county_rules(suites: Iterable[Suite], edition: str, path: AnyPath | None) -> tuple[Suite, ...]:
    """Apply the suites of an edition as they hold in a county; the same ones where it has no rules of its own."""
    if path is None or not path.is_file():
        return tuple(suites)
    own = load_county_rules(path)
    every = (*suites, *(suite.without_edition() for suite in own.suites if suite.edition == edition))
    refuse_duplicates(every, path)
    return tuple(_lowered(suite, own.lowered, path) for suite in every)


def _lowered(suite: Suite, lowered: Iterable[SeverityOverride], path: AnyPath) -> Suite:
    expectations = suite.expectations
    for one in lowered:
        expectations = tuple(_lower(each, one, path) if one.concerns(each) else each for each in expectations)
    return suite.model_copy(update={"expectations": expectations})


def _lower(expectation: Expectation, lowered: SeverityOverride, path: AnyPath) -> Expectation:
    if GRAVITY.index(lowered.severity) > GRAVITY.index(expectation.severity):
        raise SuiteError(
            f"{path}：规则{lowered.rule}的级别只能降低，不能由{expectation.severity}改为{lowered.severity}。"
        )
    notes = f"{expectation.notes}；本县调整级别：{lowered.reason}"
    return expectation.model_copy(update={"severity": lowered.severity, "notes": notes})


def _refuse_unknown_rules(own: CountyRules, path: AnyPath) -> None:
    """Refuse a rule that is named but does not exist would leave the office thinking it had lowered something."""
    every = list(_every_rule(own))
    for one in own.lowered:
        if not any(one.concerns(expectation) for expectation in every):
            raise SuiteError(f"{path}：没有规则{'/'.join(filter(None, (one.rule, one.part)))}，不能调整它的级别。")


def _every_rule(own: CountyRules) -> Iterator[Expectation]:
    official = (suite for edition in (*EDITIONS, COUNTY) for suite in load_suites(expectations_folder() / edition))
    return (expectation for suite in (*official, *own.suites) for expectation in suite.expectations)
