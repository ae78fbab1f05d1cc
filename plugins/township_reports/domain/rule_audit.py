"""What became of every rule in a check of many reports, for the auditor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class BrokenRule(NamedTuple):
    """A place where a rule does not hold or could not be applied: the unit's key, and the row in words."""

    unit: str
    place: str


@dataclass(frozen=True, slots=True)
class RuleAudit:
    """One rule as it was carried out.

    `condition` is the expectation and its arguments as the suite writes them, `seen` the number of rows it was
    applied to.
    """

    edition: str
    suite: str
    rule: str
    part: str
    severity_label: str
    sentence: str
    condition: str
    seen: int
    failed: tuple[BrokenRule, ...]
    not_evaluable: tuple[BrokenRule, ...]

    @property
    def passed(self) -> int:
        """The number of rows the rule holds on."""
        return self.seen - len(self.failed) - len(self.not_evaluable)

    @property
    def result(self) -> str:
        """In a word."""
        if self.failed:
            return "不符合"
        if self.not_evaluable:
            return "未核对"
        return "符合" if self.seen else "不适用"


class Audit(NamedTuple):
    """A whole check: of which county and year, by which suites, and every rule."""

    title: str
    rules: Sequence[RuleAudit]
    names: dict[str, str]
