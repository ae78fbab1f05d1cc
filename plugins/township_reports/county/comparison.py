"""This year's county figures against last year's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from township_reports.county.counterparts import Pair, explain_unpaired, pair_cells
from township_reports.domain.consolidated.comparison import Comparison, FigureDifference, UnitDifference, UnpairedFigure
from township_reports.domain.consolidated.report import CellContribution, CountyFigures
from township_reports.domain.form.form import Form, load_form
from township_reports.domain.report import Value

MOST_MOVERS = 5
MOST_PARTS = 200_000
"""Parts of units held at once, of each year: some 50 MB."""
Parts = Mapping[str, Mapping[str, Value]]
"""A unit's part in a county cell, by cell and unit code."""


PartsOf = Callable[[Collection[str]], Iterable[CellContribution]]
"""The units' parts in some of a county's cells."""


Names = Mapping[str, str]
"""The units counted in a year, by code."""


@dataclass(frozen=True)
class YearFigures:
    """One year's county figures, the units counted in them, and where to ask for their parts."""

    year: int
    figures: CountyFigures
    names: Names
    parts_of: PartsOf


def compare_years(now: YearFigures, last: YearFigures) -> Comparison:
    """Every figure of this year that has a counterpart last year, what has none, and what moved most."""
    form, last_form = load_form(now.figures.edition), load_form(last.figures.edition)
    pairs = pair_cells(form.edition, last_form.edition)
    found = (_change(pair, now.figures, last.figures, form, last_form) for pair in pairs)
    changes = tuple(_with_units([change for change in found if change], now, last))
    paired = {cell for pair in pairs for cell in pair.now}, {cell for pair in pairs for cell in pair.before}
    alone = (
        *_alone(now.year, now.figures, form, last_form.edition, paired[0]),
        *_alone(last.year, last.figures, last_form, form.edition, paired[1]),
    )
    joined = tuple(name for code, name in now.names.items() if code not in last.names)
    left = tuple(name for code, name in last.names.items() if code not in now.names)
    return Comparison(
        last.year, last_form.edition, last.figures.cells, changes, alone, _movers(changes, form), joined, left
    )


def carry_over(last: CountyFigures, edition: str) -> dict[str, Value]:
    """Last year's figures in this year's cells; what has no counterpart of its own on last year's form is left out."""
    pairs = [pair for pair in pair_cells(edition, last.edition) if len(pair.now) == 1]
    return {pair.now[0]: _sum(last.cells, pair.before) for pair in pairs if last.cells.keys() & set(pair.before)}


def _change(
    pair: Pair, now: CountyFigures, last: CountyFigures, form: Form, last_form: Form
) -> FigureDifference | None:
    """Return the figure in both years.

    None where neither year prints it. A row printed in one year only is 0 in the other.
    """
    if not (now.cells.keys() & set(pair.now) or last.cells.keys() & set(pair.before)):
        return None
    label = form.label(pair.now[0]) if len(pair.now) == 1 else last_form.label(pair.before[0])
    return FigureDifference(label, *pair, _sum(now.cells, pair.now), _sum(last.cells, pair.before))


def _sum(cells: Mapping[str, Value], names: Iterable[str]) -> Value:
    values = [cells[name] for name in names if name in cells]
    return sum(values[1:], start=values[0]) if values else 0


def _with_units(changes: Sequence[FigureDifference], now: YearFigures, last: YearFigures) -> Iterator[FigureDifference]:
    """Return the changes, each with the unit behind it; the units' parts are asked for a few cells at a time."""
    together = max(1, MOST_PARTS // max(1, len(now.names), len(last.names)))
    for first in range(0, len(changes), together):
        some = changes[first : first + together]
        moved = [change for change in some if change.difference]
        here = _parts(now.parts_of({cell for change in moved for cell in change.cells}))
        there = _parts(last.parts_of({cell for change in moved for cell in change.before_cells}))
        for change in some:
            behind = _behind(change, here, there, now.names, last.names) if change.difference else None
            yield replace(change, behind=behind)


def _parts(sources: Iterable[CellContribution]) -> Parts:
    parts: defaultdict[str, defaultdict[str, Value]] = defaultdict(lambda: defaultdict(int))
    for source in sources:
        parts[source.cell][source.unit] += source.value
    return parts


def _behind(change: FigureDifference, here: Parts, there: Parts, now: Names, last: Names) -> UnitDifference | None:
    """Return the unit whose part moved most the way the figure moved; the first code among equals."""
    direction = 1 if change.difference > 0 else -1
    moved = [
        UnitDifference(
            unit,
            now.get(unit) or last[unit],
            _part(here, change.cells, unit) if unit in now else None,
            _part(there, change.before_cells, unit) if unit in last else None,
        )
        for unit in sorted({*now, *last})
    ]
    most = max(moved, key=lambda one: direction * one.difference)
    return most if direction * most.difference > 0 else None


def _part(parts: Parts, cells: Iterable[str], unit: str) -> Value:
    return sum((parts[cell][unit] for cell in cells if cell in parts and unit in parts[cell]), start=0)


def _alone(year: int, figures: CountyFigures, form: Form, other: str, paired: set[str]) -> Iterator[UnpairedFigure]:
    """Return the printed figures without counterpart, those with the same reason together."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for cell in form.cells():
        if cell in figures.cells and cell not in paired:
            reasons[explain_unpaired(cell, form.edition, other)].append(cell)
    for reason, cells in reasons.items():
        yield UnpairedFigure(year, tuple(cells), reason)


def _movers(changes: Iterable[FigureDifference], form: Form) -> tuple[FigureDifference, ...]:
    """Return the counts that moved most: rows of table 二, and totals of the others, of which all else is a part."""
    specs = form.cells()
    counts = [
        change
        for change in changes
        if change.difference
        for spec in (specs[change.cells[0]],)
        if spec.column.kind == "count" and (spec.table.id == "proactive" or spec.column.id == "total")
    ]
    return tuple(sorted(counts, key=lambda change: -abs(Decimal(change.difference)))[:MOST_MOVERS])
