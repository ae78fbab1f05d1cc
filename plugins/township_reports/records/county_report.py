"""The county's figures and everything the consolidated report tells beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from township_reports.records.comparison import Comparison
from township_reports.records.explanation import Explanations
from township_reports.records.finding import Finding
from township_reports.records.made_with import MadeWith
from township_reports.records.office_texts import NO_TEXTS, OfficeTexts
from township_reports.records.report import MISSING_CELL, Cell, Report, Value
from township_reports.records.roster import LEVELS, County, Unit, UnitKind
from township_reports.records.submission import Outcome

TOTAL_SHEETS = tuple(f"全{level}汇总" for level in LEVELS)
"""Names of the sheet of totals in a county's or a city's workbook; beside the sheets of its units, it is the report."""


MOST_TOLD_APART = 300
"""Units that a report tells of one by one: nobody turns more sheets, nor does a spreadsheet program add up more."""

MOST_FINDINGS_PRINTED = 800
"""Findings that a report prints one by one: some sixty pages of the hundred that a report may have."""


@dataclass(frozen=True, slots=True)
class CellContribution:
    """One unit's part in one county cell: the unit's own cell and the value that was added (0 for a blank).

    `read` is the unit's own cell as it was read.
    """

    cell: str
    unit: str
    source_cell: str
    value: Value
    read: Cell = field(default=MISSING_CELL, compare=False, repr=False)


class KindSum(NamedTuple):
    """What all units of a kind add to a county cell."""

    kind: UnitKind
    cell: str
    value: Value


@dataclass(frozen=True)
class CountyFigures:
    """The merged county: value of each cell, and what could not be added (Chinese notes).

    `sources` are the units' parts in the cells, cell by cell, where they are asked for: of a large county they are read
    from a file each time they are gone through.
    """

    edition: str
    cells: Mapping[str, Value]
    sources: Iterable[CellContribution] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a unit's figures were read from."""

    name: str
    sha256: str


@dataclass(frozen=True)
class UnitLine:
    """One unit of the roster in the report: what became of it, whether its figures are in, and why not.

    Of a large county, `report` is the outline of it alone: without its text, and of its cells those in doubt.
    """

    unit: Unit
    outcome: Outcome
    included: bool
    reason: str = ""
    report: Report | None = None
    file: SourceFile | None = None


@dataclass(frozen=True)
class ConsolidatedReport:
    """All that a rendered report shows; nothing in it depends on when or where it is rendered."""

    county: County
    year: int
    figures: CountyFigures
    units: tuple[UnitLine, ...]
    findings: tuple[Finding, ...]
    explanations: Explanations = field(default_factory=dict)
    comparison: Comparison | None = None
    groups: Mapping[UnitKind, Mapping[str, Value]] = field(default_factory=dict)
    texts: OfficeTexts = NO_TEXTS
    made_with: MadeWith | None = None

    @property
    def is_large(self) -> bool:
        """Whether its units are too many to be printed one by one; the workbook's lists and the data package do so."""
        return len(self.units) > MOST_TOLD_APART

    @property
    def lists_findings(self) -> bool:
        """Whether its findings are printed one by one."""
        return not self.is_large and len(self.findings) <= MOST_FINDINGS_PRINTED

    @property
    def title(self) -> str:
        """The report's title and file name."""
        return f"{self.county.name}{self.year}年政府信息公开工作年度报告"

    @property
    def total_sheet(self) -> str:
        """The name of the workbook's sheet of totals."""
        return f"{self.county.whole}汇总"
