"""Findings of a run in the dataset, replaced by run."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from township_reports.domain.finding import Finding, Severity
from township_reports.storage.base import make_enum_type
from township_reports.storage.numbers import is_money, restored, stored
from township_reports.storage.tables import FindingRow

About = Literal["submissions", "county"]


@dataclass(frozen=True)
class FindingRepository:
    """The findings of one open transaction."""

    session: Session

    def replace(self, key: str, about: About, findings: Sequence[Finding]) -> None:
        """Replace the findings of a run about its submissions or its county, in place of those before."""
        self.session.execute(delete(FindingRow).where(FindingRow.run_key == key, FindingRow.about == about))
        self.session.add_all(_row(key, about, position, finding) for position, finding in enumerate(findings))

    def list_findings(self, key: str, about: About, units: Collection[str] | None = None) -> tuple[Finding, ...]:
        """List the findings of a run about its submissions or its county, or of these units alone.

        In the order made.
        """
        rows = select(FindingRow).where(FindingRow.run_key == key, FindingRow.about == about)
        if units is not None:
            rows = rows.where(make_enum_type(FindingRow.unit, units))
        return tuple(_finding(row) for row in self.session.scalars(rows.order_by(FindingRow.position)))


def _row(key: str, about: About, position: int, finding: Finding) -> FindingRow:
    return FindingRow(
        run_key=key,
        about=about,
        position=position,
        rule=finding.rule,
        severity=finding.severity.value,
        unit=finding.unit,
        cells=list(finding.cells),
        left=stored(finding.left),
        right=stored(finding.right),
        difference=stored(finding.difference),
        is_money=is_money((finding.left, finding.right, finding.difference)),
        message=finding.message,
    )


def _finding(row: FindingRow) -> Finding:
    left, right, difference = (restored(number, row.is_money) for number in (row.left, row.right, row.difference))
    severity = Severity(row.severity)
    return Finding(row.rule, severity, row.unit, tuple(row.cells), left, right, difference, row.message)
