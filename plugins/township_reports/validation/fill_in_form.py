"""From the suites to a form that computes its own totals and shows what does not balance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from township_reports.domain.fill_in_form import Balance, Domain, FillInForm, SignedCell
from township_reports.domain.form.form import find_edition, load_form
from township_reports.domain.report import Cell, Report, Status, Value
from township_reports.domain.submission import Submission
from township_reports.validation.error_localization.identities import Identity, derive_arithmetic


def build_fill_in_form(unit: str, year: int, previous: Report | None = None) -> FillInForm:
    """Build the form prescribed for a year; raises NoEditionError, and SuiteError where the suites cannot be used."""
    edition = find_edition(year)
    given = derive_arithmetic(Submission(unit, _filled_with(edition, None), previous=previous))
    totals = _totals(given.identities)
    balances = [one for one in given.identities if not _follows(one, totals)]
    return FillInForm(
        unit,
        year,
        edition,
        totals,
        tuple(Balance(one.name.rule, one.name.place, one.terms) for one in balances),
        _carried_over(given.expected, totals),
        _domains(edition, (cell for cell in given.figures if cell not in totals)),
    )


def _filled_with(edition: str, figure: Value | None) -> Report:
    """Return a form with the same in every cell; None leaves it blank."""
    cell = Cell(None, "", Status.BLANK) if figure is None else Cell(figure, str(figure), Status.READ)
    return Report(None, None, edition, dict.fromkeys(load_form(edition).required_cells(), cell))


def _domains(edition: str, entries: Iterable[str]) -> dict[str, Domain]:
    """Return what each cell to fill in takes, by asking the suites about a negative figure and a fraction."""
    below, broken = (
        derive_arithmetic(Submission("", _filled_with(edition, figure))).out_of_domain
        for figure in (-1, Decimal("0.5"))
    )
    return {cell: Domain(cell not in below, cell not in broken) for cell in entries}


def _totals(identities: Iterable[Identity]) -> dict[str, tuple[SignedCell, ...]]:
    """Return the cells an equation gives alone on one side of it.

    The equation of the row goes before that of the column.
    """
    totals: dict[str, tuple[SignedCell, ...]] = {}
    for identity in identities:
        if (total := _alone(identity)) is not None:
            (of_total,) = (sign for sign, cell in identity.terms if cell == total)
            totals[total] = tuple((-of_total * sign, cell) for sign, cell in identity.terms if cell != total)
    return totals


def _alone(identity: Identity) -> str | None:
    """Return the cell that stands alone on one side of an equation of several cells."""
    for side in (1, -1):
        cells = [cell for sign, cell in identity.terms if sign == side]
        if len(cells) == 1 and len(identity.terms) > 2:  # noqa: PLR2004  # two cells that must be equal have no total
            return cells[0]
    return None


def _follows(identity: Identity, totals: Mapping[str, tuple[SignedCell, ...]]) -> bool:
    """Whether an equation holds by itself once all totals are computed: its cells cancel when totals are replaced."""
    counted: dict[str, int] = {}
    for sign, cell in identity.terms:
        for part_sign, part in _basic(cell, totals):
            counted[part] = counted.get(part, 0) + sign * part_sign
    return not any(counted.values())


def _basic(cell: str, totals: Mapping[str, tuple[SignedCell, ...]]) -> list[SignedCell]:
    """Return the cells a person fills in that make up a cell."""
    if cell not in totals:
        return [(1, cell)]
    return [(sign * sign_of, part) for sign_of, one in totals[cell] for sign, part in _basic(one, totals)]


def _carried_over(expected: Iterable[Identity], totals: Mapping[str, object]) -> dict[str, Value]:
    """Return the figures that last year's report gives alone."""
    return {
        identity.terms[0][1]: -identity.terms[0][0] * identity.constant
        for identity in expected
        if len(identity.terms) == 1 and identity.terms[0][1] not in totals
    }
