"""One broken rule in one unit's report, as a clerk and a script both need it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from township_reports.domain.report import Value


class Severity(StrEnum):
    """What a finding means for the submission; the gravest first."""

    ERROR = "error"  # the submission goes back
    WARNING = "warning"  # a person explains or accepts
    UNCHECKED = "unchecked"  # a value was missing, so the rule could not be applied
    INFO = "info"  # stated, nothing to do

    @property
    def label(self) -> str:
        """As the office names it."""
        return _LABELS[self]


_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "提示", Severity.UNCHECKED: "未核对", Severity.INFO: "说明"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold: cells concerned, what stands on either side, the difference, a Chinese sentence."""

    rule: str
    severity: Severity
    unit: str
    cells: tuple[str, ...]
    left: Value | None
    right: Value | None
    difference: Value | None
    message: str
