"""A rule as its suite tells it: what it says, on what authority, and an example of either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from township_reports.domain.finding import Severity

COUNTY = "county"  # in place of an edition: rules on the merged county
Written = int | float | str
RuleKey = tuple[str, str, str]
Example = Mapping[str, Written]
"""Cells and other columns of a frame with what stands in them; every cell that is not named is zero."""


@dataclass(frozen=True)
class Rule:
    """A rule as the documentation tells it.

    `formula` is in the form's own labels and empty where no sums are compared; `action` is what a clerk does, in the
    words of its findings; `severity_label` is what breaking it means as the office names it, `severity` as it
    counts, which a
    rule on trial does not; `passing` and `failing` are empty where the suite gives no example.
    """

    edition: str
    id: str
    part: str
    severity: Severity
    sentence: str
    formula: str
    source: str
    action: str
    frame: str
    passing: Example
    failing: Example
    severity_label: str

    @property
    def key(self) -> RuleKey:
        """What tells it from all others."""
        return self.edition, self.id, self.part
