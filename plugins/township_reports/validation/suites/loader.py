"""The suites of a folder of expectations/, read strictly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from township_reports.domain.errors import UserFacingError
from township_reports.domain.finding import Severity
from township_reports.domain.rule import Written
from township_reports.files.paths import AnyPath
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS
from township_reports.validation.suites.suite_errors import format_validation_errors
from township_reports.validation.suites.terms import Term, list_columns, parse_terms

SEVERITIES = {"critical": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


class SuiteError(UserFacingError):
    """A check could not be made: never a verdict on a report. The message says in Chinese where and why."""


class StrictModel(BaseModel):
    """A piece of a suite, read strictly."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleMeta(StrictModel):
    """The rule an expectation carries; `part` tells several expectations of one rule apart.

    `message` is the sentence of a finding, `item` how each cell in its list is written; a `trial` rule is shown and
    never counted. `passing` is an example that
    keeps the rule, `failing` what is otherwise in one that breaks it, and nothing but it.
    """

    rule: str
    part: str = ""
    message: str
    item: str = ""
    trial: bool = False
    passing: dict[str, Written] = {}
    failing: dict[str, Written] = {}


class Expectation(StrictModel):
    """One expectation in GX's own shape."""

    type: str
    kwargs: dict[str, Any]
    description: str
    severity: Literal["critical", "warning", "info"]
    notes: str
    meta: RuleMeta

    @property
    def key(self) -> tuple[str, str]:
        """The rule and its part: the name results are known by."""
        return self.meta.rule, self.meta.part

    @property
    def effective_severity(self) -> Severity:
        """What breaking it means for the submission: nothing while the rule is on trial."""
        return Severity.INFO if self.meta.trial else SEVERITIES[self.severity]

    @property
    def severity_label(self) -> str:
        """The same, as the office names it."""
        return "试行" if self.meta.trial else self.effective_severity.label

    @property
    def left(self) -> tuple[Term, ...]:
        """Terms of the left side; none where no sums are compared."""
        return parse_terms(self.kwargs.get("left", ()))

    @property
    def right(self) -> tuple[Term, ...]:
        """Terms of the right side; none where no sums are compared."""
        return parse_terms(self.kwargs.get("right", ()))

    @property
    def columns(self) -> list[str]:
        """The frame's columns the rule looks at; a row that lacks one of them cannot be judged."""
        single = [str(self.kwargs[name]) for name in ("column", "column_A", "column_B") if name in self.kwargs]
        many = [*self.kwargs.get("column_list", ()), *self.kwargs.get("unless_zero", ())]
        return list_columns((*self.left, *self.right), [*single, *many])


class SuiteMeta(StrictModel):
    """The frame a suite is about, the sentence for rows that lack a value, and how cells are listed."""

    frame: str
    unchecked: str = "“{description}”有{count}处未核对，因为没有读到：{missing}。"
    item: str = ""


class Suite(StrictModel):
    """One file: the rules on one frame."""

    name: str
    notes: str
    meta: SuiteMeta
    expectations: tuple[Expectation, ...] = Field(min_length=1)

    def item(self, expectation: Expectation) -> str:
        """How each cell in the list of one of its rules is written."""
        return expectation.meta.item or self.meta.item


def load_suites(folder: Path) -> tuple[Suite, ...]:
    """All suites of a folder, by file name.

    Raises:
        SuiteError: no suite there, a file not of the right shape, an unknown frame, or a rule written twice.
    """
    suites = tuple(_read_suite(path) for path in sorted(folder.glob("*.yaml")))
    if not suites:
        raise SuiteError(f"{folder} 中没有检查规则（*.yaml）。检查未能执行。")
    refuse_duplicates(suites, folder)
    return suites


def refuse_duplicates(suites: Iterable[Suite], where: AnyPath) -> None:
    """Raise SuiteError for a rule written twice: results are known by its name."""
    keys = Counter(expectation.key for suite in suites for expectation in suite.expectations)
    if twice := ["/".join(filter(None, key)) for key, count in keys.items() if count > 1]:
        raise SuiteError(f"{where}：规则编号重复：{'、'.join(twice)}。请改用不同的 rule 或 part。")


def _read_suite(path: Path) -> Suite:
    return _parsed_suite(path, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)  # the texts of a few counties; parsing is an eighth of what checking one report costs
def _parsed_suite(path: Path, text: str) -> Suite:
    try:
        suite = Suite.model_validate(StrictLoader(text).get_single_data())
    except (yaml.YAMLError, ValidationError) as wrong:
        raise SuiteError(f"检查规则 {path} 写法有误，检查未能执行：{format_validation_errors(wrong)}。") from wrong
    refuse_unknown_frame(suite, path)
    return suite


def refuse_unknown_frame(suite: Suite, path: AnyPath) -> None:
    """Raise SuiteError for a suite about a frame that does not exist."""
    if suite.meta.frame not in FRAME_SCHEMAS:
        raise SuiteError(f"检查规则 {path}：没有“{suite.meta.frame}”这种数据框，只有：{'、'.join(FRAME_SCHEMAS)}。")


class StrictLoader(yaml.SafeLoader):
    """YAML that refuses a key written twice, where the plain loader silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return a mapping; raises ConstructorError for a key written twice."""
        keys = Counter(key.value for key, _ in node.value)
        if twice := [str(key) for key, count in keys.items() if count > 1]:
            raise yaml.constructor.ConstructorError(None, None, f"“{'、'.join(twice)}”写了两次", node.start_mark)
        return super().construct_mapping(node, deep)
