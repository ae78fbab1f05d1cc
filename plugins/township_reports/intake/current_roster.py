"""The roster of an open run with the names that units.csv gives its units now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from township_reports.config.county_folder import load_county
from township_reports.config.run_folders import get_county_folder
from township_reports.domain.county import County, Unit
from township_reports.domain.run import Run
from township_reports.intake.county_key import require_same_county
from township_reports.storage.dataset import UnitOfWork
from township_reports.storage.inbox import UnitNameIndex


@dataclass(frozen=True)
class CurrentRoster:
    """The units of a run under their current names, and the units that were added to units.csv after it was opened.

    `renamed` are the codes of units whose files were looked for under other names, or that were checked under others.
    """

    county: County
    later: tuple[Unit, ...] = ()
    renamed: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """All names of each unit of the run, by its code."""
        return {unit.code: frozenset(unit.list_names()) for unit in self.county.units}

    @cached_property
    def named(self) -> UnitNameIndex:
        """The units of the run and the later ones, by what files are named after."""
        return UnitNameIndex([*self.county.units, *self.later])

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the run in official order."""
        return self.county.units


def get_current_roster(work: UnitOfWork, run: Run) -> CurrentRoster:
    """Return the roster of a run as units.csv has it now.

    Raises:
        RosterError: the county's folder cannot be used.
        PreconditionFailedError: it is another county's by now.
    """
    return refresh_roster(
        run, work.runs.county(run.key), load_county(get_county_folder(run)), work.runs.checked_names(run.key)
    )


def refresh_roster(run: Run, stored: County, listed: County, checked: Mapping[str, Set[str]]) -> CurrentRoster:
    """Return the same of what is known already: the stored roster, the one in the folder, the names of the last check.

    Raises PreconditionFailedError where the folder is another county's.
    """
    require_same_county(run, listed)
    lines = dict(_lines(stored.units, listed.units))
    units = tuple(_named_as(unit, lines.get(unit.code)) for unit in stored.units)
    taken = set(lines.values())
    renamed = {
        now.code
        for before, now in zip(stored.units, units, strict=True)
        if {*now.list_names()} != {*before.list_names()}
        or {*now.list_names()} != checked.get(now.code, {*now.list_names()})
    }
    later = tuple(unit for unit in listed.units if unit not in taken)
    return CurrentRoster(replace(listed, units=units), later, frozenset(renamed))


def _lines(units: Sequence[Unit], listed: Sequence[Unit]) -> Iterator[tuple[str, Unit]]:
    """Return the line of units.csv about each unit, by the unit's code: that of its name, or else that of its code.

    Excel writes 01 as 1, and lines may be numbered again: a code alone must not hand a unit the name of another.
    """
    by_name, by_code = {unit.name: unit for unit in listed}, {unit.code: unit for unit in listed}
    names = {unit.name for unit in units}
    for unit in units:
        line = by_name.get(unit.name) or by_code.get(unit.code)
        if line and (line.name == unit.name or line.name not in names):
            yield unit.code, line


def _named_as(unit: Unit, line: Unit | None) -> Unit:
    return replace(unit, name=line.name, aliases=line.aliases, email=line.email) if line else unit
