"""What is different in one run from another of the same county and year."""

from __future__ import annotations

from dataclasses import dataclass

from township_reports.domain.form.form import load_form
from township_reports.domain.report import Value
from township_reports.domain.run import Run, UnitState
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset
from township_reports.storage.dataset import UnitOfWork


@dataclass(frozen=True)
class UnitOutcomeChange:
    """A unit with what stood of it in the two runs; None where it was not on the roster."""

    name: str
    before: UnitState | None
    after: UnitState | None


@dataclass(frozen=True)
class FigureChange:
    """A county cell with its figures in the two runs; None where there was none."""

    label: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True)
class RunComparison:
    """Two runs and all that is not the same in them."""

    before: Run
    after: Run
    units: tuple[UnitOutcomeChange, ...]
    figures: tuple[FigureChange, ...]


def compare_runs(before: str, after: str) -> RunComparison:
    """Compare the differences of two runs.

    Raises UnknownRunError, PreconditionFailedError where they are not of the same county and year.
    """
    with get_dataset().transaction() as work:
        old, new = work.runs.get(before), work.runs.get(after)
        if (old.county_key, old.year) != (new.county_key, new.year):
            raise PreconditionFailedError("只能对比同一县、同一年度的两次汇总。")
        return RunComparison(old, new, _units(work, before, after), _figures(work, before, after))


def _units(work: UnitOfWork, before: str, after: str) -> tuple[UnitOutcomeChange, ...]:
    old, new = ({state.unit.code: state for state in work.runs.units(key)} for key in (before, after))
    codes = dict.fromkeys((*new, *old))
    changed = [code for code in codes if _get_outcome(old.get(code)) != _get_outcome(new.get(code))]
    return tuple(
        UnitOutcomeChange((new.get(code) or old[code]).unit.name, old.get(code), new.get(code)) for code in changed
    )


def _get_outcome(state: UnitState | None) -> object:
    return state and (state.outcome, state.reason, state.submission)


def _figures(work: UnitOfWork, before: str, after: str) -> tuple[FigureChange, ...]:
    old, new = work.figures.get(before), work.figures.get(after)
    if old is None or new is None or old.edition != new.edition:
        return ()
    form = load_form(new.edition)
    changed = [cell for cell in dict.fromkeys((*new.cells, *old.cells)) if old.cells.get(cell) != new.cells.get(cell)]
    return tuple(FigureChange(form.label(cell), old.cells.get(cell), new.cells.get(cell)) for cell in changed)
