"""What a person says to a warning, and what ties it to the warning for as long as its cells stay as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import MISSING_CELL, Report

EXPLAINABLE = (Severity.WARNING, Severity.UNCHECKED)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Who explained, on which day, in what words."""

    given_by: str
    given_on: date
    text: str

    def __str__(self) -> str:
        return (
            f"说明（{self.given_by}，{self.given_on.year}年{self.given_on.month}月{self.given_on.day}日）：{self.text}"
        )


Explanations = Mapping[Finding, Explanation]
"""By the finding they are about; findings without one are not in it."""


NOTHING_SAID: Explanations = {}


def finding_fingerprint(finding: Finding, report: Report) -> str:
    """Return what a finding is about as a digest.

    Another one as soon as a cell of it, or last year's beside it, changes.

    A finding about no cell is about what it says.
    """
    cells = [(cell_id, report.cells.get(cell_id, MISSING_CELL)) for cell_id in sorted(finding.cells)]
    about = {
        "rule": finding.rule,
        "cells": [(cell_id, cell.status.value, str(cell.value), cell.raw) for cell_id, cell in cells],
        "sides": [str(finding.left), str(finding.right)],
        "said": "" if cells else finding.message,
    }
    return hashlib.sha256(json.dumps(about, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def list_unexplained(findings: Iterable[Finding], explanations: Explanations) -> list[Finding]:
    """List the findings that still want an answer."""
    return [finding for finding in findings if finding not in explanations]
