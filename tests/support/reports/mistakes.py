"""Balanced reports with mistakes of known kinds made in them, and what stood there before. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from random import Random

from township_reports.records.report import Cell, Report, Status, Value
from township_reports.template.form import load_form

Figures = Mapping[str, Value]
Mistake = dict[str, Value | None]
"""What stands in the cells afterwards; None: nothing."""


@dataclass(frozen=True)
class Mistaken:
    """A report with mistakes, and the true figures of the cells that no longer say them."""

    report: Report
    truth: Figures


def as_report(edition: str, figures: Mapping[str, Value | None]) -> Report:
    """A report with these figures read from it; None is a blank cell."""
    return Report(None, None, edition, {cell: _cell(figure) for cell, figure in figures.items()})


def mistaken(edition: str, figures: Figures, kind: str, count: int, random: Random) -> Mistaken | None:
    """The report with `count` mistakes of a kind in different places; None where it has not so many places for them."""
    places = list(KINDS[kind](edition, figures, random))
    random.shuffle(places)
    made: Mistake = {}
    for place in places:
        if count and not made.keys() & place.keys():
            made |= place
            count -= 1
    truth = {cell: figures[cell] for cell, figure in made.items() if (figure or 0) != figures[cell]}
    return None if count else Mistaken(as_report(edition, {**figures, **made}), truth)


def _cell(figure: Value | None) -> Cell:
    return Cell(None, "", Status.BLANK) if figure is None else Cell(figure, str(figure), Status.READ)


def _bound(figures: Figures) -> list[tuple[str, int]]:
    """The cells that stand in equations."""
    return [(cell, int(figure)) for cell, figure in figures.items() if not cell.startswith("proactive.")]


def _plus_one(_edition: str, figures: Figures, _random: Random) -> Iterator[Mistake]:
    return ({cell: figure + 1} for cell, figure in _bound(figures))


def _minus_one(_edition: str, figures: Figures, _random: Random) -> Iterator[Mistake]:
    return ({cell: figure - 1} for cell, figure in _bound(figures) if figure)


def _blank(_edition: str, figures: Figures, _random: Random) -> Iterator[Mistake]:
    return ({cell: None} for cell, figure in _bound(figures) if figure)


def _one_digit(_edition: str, figures: Figures, random: Random) -> Iterator[Mistake]:
    for cell, figure in _bound(figures):
        digits = str(figure)
        place = random.randrange(len(digits))
        least = 1 if place == 0 and len(digits) > 1 else 0
        others = [str(digit) for digit in range(least, 10) if str(digit) != digits[place]]
        yield {cell: int(digits[:place] + random.choice(others) + digits[place + 1 :])}


def _digits_swapped(_edition: str, figures: Figures, _random: Random) -> Iterator[Mistake]:
    for cell, figure in _bound(figures):
        digits = str(figure)
        for one, other in pairwise(range(len(digits))):
            swapped = digits[:one] + digits[other] + digits[one] + digits[other + 1 :]
            if swapped != digits and swapped[0] != "0":
                yield {cell: int(swapped)}


def _digit_lost(_edition: str, figures: Figures, random: Random) -> Iterator[Mistake]:
    for cell, figure in _bound(figures):
        digits = str(figure)
        if len(digits) > 1:
            place = random.randrange(len(digits))
            yield {cell: int(digits[:place] + digits[place + 1 :])}


def _neighbours_swapped(edition: str, figures: Figures, _random: Random) -> Iterator[Mistake]:
    lines = list(_lines(edition, figures))
    below = [pair for one, other in pairwise(lines) if len(one) == len(other) for pair in zip(one, other, strict=True)]
    for one, other in (*(pair for line in lines for pair in pairwise(line)), *below):
        if figures[one] != figures[other]:
            yield {one: figures[other], other: figures[one]}


def _row_shifted(edition: str, figures: Figures, _random: Random) -> Iterator[Mistake]:
    for line in _lines(edition, figures):
        row = [figures[cell] for cell in line]
        for shifted in ([None, *row[:-1]], [*row[1:], None]):
            if any(row):
                yield dict(zip(line, shifted, strict=True))


def _lines(edition: str, figures: Figures) -> Iterator[Sequence[str]]:
    """The rows of table 三, and table 四, which is printed as one."""
    specs = [spec for cell, spec in load_form(edition).cells().items() if cell in figures]
    for table, line in groupby(specs, key=lambda spec: (spec.table.id, spec.row.id * (spec.table.id == "requests"))):
        if table[0] != "proactive":
            yield [spec.id for spec in line]


KINDS: Mapping[str, Callable[[str, Figures, Random], Iterator[Mistake]]] = {
    "plus one": _plus_one,
    "minus one": _minus_one,
    "one digit": _one_digit,
    "two digits swapped": _digits_swapped,
    "digit lost": _digit_lost,
    "neighbours swapped": _neighbours_swapped,
    "row shifted": _row_shifted,
    "blank": _blank,
}
