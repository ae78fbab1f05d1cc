"""The county's figures as words of a sentence, each tied to its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from township_reports.domain.consolidated.comparison import FigureDifference, format_percentage
from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.domain.form.form import CellSpec, Form
from township_reports.domain.report import Value
from township_reports.rendering.content.citations import cite, cite_last_year
from township_reports.rendering.content.figure_format import format_value
from township_reports.rendering.content.printable import make_printable

NUMBERING = re.compile(r"^(?:（[一二三四五六七八九十]）|\d+\.|[一二三四]、)")
MOST_LARGEST = 3


class Item(NamedTuple):
    """A row of the form named in a sentence, with its figure."""

    label: str
    figure: str


class Mover(NamedTuple):
    """A figure that moved, stated in words; `behind` is what is known of the unit behind it."""

    label: str
    now: str
    before: str
    change: str
    behind: str


class FigureWords:
    """Figures, changes and shares by cell id; a cell the form does not have is a KeyError."""

    def __init__(self, report: ConsolidatedReport, form: Form) -> None:
        self._report, self._specs = report, form.cells()

    def figure(self, cell: str) -> str:
        """Return a cell's figure; nothing for a row that is not printed."""
        value = self.value(cell)
        return "" if value is None else cite(format_value(value, self._specs[cell].column.kind), cell)

    def value(self, cell: str) -> Value | None:
        """Return a cell's figure as a number, for a condition; None for a row that is not printed."""
        self._specs[cell]
        return self._report.figures.cells.get(cell)

    def last(self, cell: str) -> str:
        """Last year's figure that answers to a cell; nothing where there is none."""
        change = self._change(cell)
        return self._before(change) if change else ""

    def moved(self, cell: str, measure: str = "件") -> str:
        """How a figure moved against last year, to be put after it; nothing where there is nothing to compare."""
        change = self._change(cell)
        return f"，{self._moved(change, measure)}" if change else ""

    def share(self, part: str, whole: str) -> str:
        """Return a figure in per cent of another; nothing over zero."""
        rate = format_percentage(self.value(part) or 0, self.value(whole) or 0)
        return "" if rate is None else cite(f"{rate}%", part, whole)

    def largest(self, *patterns: str, most: int = MOST_LARGEST) -> list[Item]:
        """Return the largest figures among the cells of these patterns, the form's order among equals; no zeros."""
        specs = [spec for spec in self._specs.values() if any(fnmatchcase(spec.id, one) for one in patterns)]
        some = [spec for spec in specs if self.value(spec.id)]
        return [Item(format_row_name(spec), self.figure(spec.id)) for spec in sorted(some, key=self._size)[:most]]

    def movers(self) -> list[Mover]:
        """Return the figures that moved most against last year, the most first."""
        comparison = self._report.comparison
        return [self._mover(change) for change in comparison.movers] if comparison else []

    def _size(self, spec: CellSpec) -> Value:
        return -(self.value(spec.id) or 0)

    def _change(self, cell: str) -> FigureDifference | None:
        self._specs[cell]
        return self._report.comparison.by_cell.get(cell) if self._report.comparison else None

    def _mover(self, change: FigureDifference) -> Mover:
        now = cite(format_value(change.now, "count"), *change.cells)
        moved = self._moved(change, "") if change.before else f"增加{now}"
        return Mover(change.label, now, self._before(change), moved, self._behind(change))

    def _before(self, change: FigureDifference) -> str:
        return cite(format_value(change.before, self._specs[change.cells[0]].column.kind), *self._last_cells(change))

    def _moved(self, change: FigureDifference, measure: str) -> str:
        cells = (*change.cells, *self._last_cells(change))
        if change.difference == 0:
            return cite("与上年持平", *cells)
        if change.rate is None:
            return f"上年为{self._before(change)}{measure}"
        more = change.difference > 0
        size = cite(format_value(max(change.difference, -change.difference), "count"), *cells)
        rate = cite(f"{abs(change.rate)}%", *cells)
        return f"比上年{'增加' if more else '减少'}{size}{measure}，{'增长' if more else '下降'}{rate}"

    def _behind(self, change: FigureDifference) -> str:
        unit = change.behind
        if unit is None:
            return ""
        name, cells = make_printable(unit.name), (*change.cells, *self._last_cells(change))
        if unit.before is None:
            return f"{name}本年计入、上年未计入，本年为{cite(str(unit.now), *change.cells)}"
        if unit.now is None:
            return f"{name}上年计入、本年未计入，上年为{cite(str(unit.before), *self._last_cells(change))}"
        way = "增加" if unit.difference > 0 else "减少"
        return f"其中{name}{way}最多，{way}{cite(str(abs(unit.difference)), *cells)}"

    def _last_cells(self, change: FigureDifference) -> Iterator[str]:
        year = self._report.comparison.year if self._report.comparison else 0
        return (cite_last_year(year, cell) for cell in change.before_cells)


def format_row_name(spec: CellSpec) -> str:
    """Format a row as a sentence names it: without its number and its notes, with the group it is a case of."""
    name = strip_label(spec.row.label)
    group = strip_label(spec.row.under[-1]) if len(spec.row.under) > 1 else ""
    return f"{group}（{name}）" if group else name


def strip_label(label: str) -> str:
    """Strip a label of the form without its number and its notes."""
    text = NUMBERING.sub("", label)
    return text.partition("（")[0] or text
