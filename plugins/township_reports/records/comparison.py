"""This year's figures beside last year's: what moved, by how much, which unit is behind it. Compares nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from township_reports.records.report import Value

TENTH = Decimal("0.1")


def format_percentage(part: Value, whole: Value) -> Decimal | None:
    """100 x part / whole with one decimal, half up; None over zero."""
    if whole == 0:
        return None
    return (Decimal(100) * Decimal(part) / Decimal(whole)).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class UnitDifference:
    """One unit's part in a figure this year and last; None where it was not counted that year."""

    unit: str
    name: str
    now: Value | None
    before: Value | None

    @property
    def difference(self) -> Value:
        """This year's part less last year's."""
        return (self.now or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A figure in both years; the cells of either year's form that it is the sum of, mostly one.

    `behind` is the unit whose part moved most in the figure's own direction; None where the figure stood still.
    """

    label: str
    cells: tuple[str, ...]
    before_cells: tuple[str, ...]
    now: Value
    before: Value
    behind: UnitDifference | None = None

    @property
    def difference(self) -> Value:
        """This year's figure less last year's."""
        return self.now - self.before

    @property
    def rate(self) -> Decimal | None:
        """The difference in per cent of last year's figure; None where that was zero."""
        return format_percentage(self.difference, self.before)


@dataclass(frozen=True, slots=True)
class UnpairedFigure:
    """Cells of one year's form without counterpart on the other year's form, and why."""

    year: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Comparison:
    """All figures of both years; `cells` are last year's own, on its own form.

    `joined` and `left` name the units counted in this year only or last year only.
    """

    year: int
    edition: str
    cells: Mapping[str, Value]
    changes: tuple[FigureDifference, ...]
    alone: tuple[UnpairedFigure, ...] = ()
    movers: tuple[FigureDifference, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    by_cell: Mapping[str, FigureDifference] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        single = {change.cells[0]: change for change in self.changes if len(change.cells) == 1}
        object.__setattr__(self, "by_cell", single)
