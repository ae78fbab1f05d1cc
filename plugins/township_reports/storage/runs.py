"""Runs in the dataset: their roster, and what became of each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVarTuple

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from township_reports.domain.county import County, Unit
from township_reports.domain.errors import UserFacingError
from township_reports.domain.run import Run, Unclaimed, UnitState
from township_reports.domain.submission import Outcome
from township_reports.storage.hold import advisory_lock
from township_reports.storage.tables import ReportFileRow, RosterUnitRow, RunRow, RunUnitRow


class UnknownRunError(UserFacingError):
    """There is no such run, or no such unit in it; the message says so in Chinese."""

    @classmethod
    def named(cls, key: str) -> UnknownRunError:
        """Return that there is no run of that key, or none that whoever asks may know of."""
        return cls(f"没有编号为“{key}”的汇总。请先运行“列出报送单位”。")


class TakenKeyError(UserFacingError):
    """A run of another DAG has that key; the message says so in Chinese."""


Wanted = TypeVarTuple("Wanted")
# What is reported of a unit, as plain columns: forty thousand are reported in a tenth of the time that rows would take.
_STATED = (
    RosterUnitRow.code,
    RosterUnitRow.name,
    RosterUnitRow.kind,
    RosterUnitRow.aliases,
    RosterUnitRow.email,
    RunUnitRow.outcome,
    RunUnitRow.reason,
    RunUnitRow.submission_id,
)
_county_key = func.coalesce(func.nullif(RunRow.code, ""), RunRow.county)
"""The key of a run's county, as `Run.county_key`."""


@dataclass(frozen=True)
class RunRepository:
    """The runs of one open transaction."""

    session: Session

    def open(self, run: Run, units: Sequence[Unit]) -> None:
        """Store a run and its roster; opening it again keeps what is known of the units still on the roster.

        Raises TakenKeyError: a run of another DAG, which may be another county's, is never written over.
        """
        columns = asdict(run) | {"unclaimed": _as_json(run.unclaimed), "recognised": dict(run.recognised)}
        entry = insert(RunRow).values(columns)
        ours = entry.on_conflict_do_update(index_elements=["key"], set_=columns, where=RunRow.dag == run.dag)
        if self.session.scalars(ours.returning(RunRow.key)).first() is None:
            raise TakenKeyError(f"编号“{run.key}”已用于另一个流程的汇总，没有执行。请不填运行编号，重新触发。")
        ids = self._enter_on_roster(run, units)
        gone = delete(RunUnitRow).where(RunUnitRow.run_key == run.key, RunUnitRow.unit_id.not_in(ids.values()))
        self.session.execute(gone)
        places = [
            {"run_key": run.key, "unit_id": ids[unit.code], "position": position, "reason": ""}
            for position, unit in enumerate(units)
        ]
        place = insert(RunUnitRow)
        again = {"position": place.excluded.position}
        kept = place.on_conflict_do_update(index_elements=["run_key", "unit_id"], set_=again)
        self.session.execute(kept, places)

    def _enter_on_roster(self, run: Run, units: Sequence[Unit]) -> dict[str, int]:
        """Return the roster's entries by unit code, brought up to what the office's list says now."""
        rows = [
            {"county": run.county_key, "year": run.year} | asdict(unit) | {"aliases": list(unit.aliases)}
            for unit in units
        ]
        entry = insert(RosterUnitRow)
        named = {name: entry.excluded[name] for name in ("name", "kind", "aliases", "email")}
        entered = entry.on_conflict_do_update(index_elements=["county", "year", "code"], set_=named)
        returned = self.session.execute(entered.returning(RosterUnitRow.code, RosterUnitRow.id), rows)
        return dict(iter(returned))

    def lock_county(self, key: str) -> None:
        """Keep everybody else from what a run has led to until the transaction ends; wait for its turn."""
        advisory_lock(self.session, "run", key)

    def get(self, key: str) -> Run:
        """Return the run of that key; raises UnknownRunError."""
        row = self.session.get(RunRow, key)
        if row is None:
            raise UnknownRunError.named(key)
        return _run(row)

    def list_all(self) -> tuple[Run, ...]:
        """Every run, the last opened first."""
        return tuple(_run(row) for row in self.session.scalars(select(RunRow).order_by(RunRow.number.desc())))

    def list_latest(self, dag: str) -> tuple[Run, ...]:
        """List the last opened run of each county and year, of those that a DAG has opened."""
        last = select(func.max(RunRow.number)).group_by(_county_key, RunRow.year)
        rows = select(RunRow).where(RunRow.number.in_(last), RunRow.dag == dag).order_by(RunRow.number)
        return tuple(map(_run, self.session.scalars(rows)))

    def refresh_addresses(self, key: str, county: County) -> None:
        """Store the addresses and the last day to send of a run's county as they are now; `county` has its units."""
        # no key changes, so it need not wait for who refers to the run just now
        run = self.session.get_one(RunRow, key, with_for_update={"key_share": True})
        run.report_by = county.last_day(run.year)
        addresses = {unit.code: unit.email for unit in county.units}
        for unit, _ in self.session.execute(_units_of(key)):
            unit.email = addresses[unit.code]

    def refresh_roster(
        self, key: str, county: County, recognised: Mapping[str, str], unclaimed: Mapping[str, Unclaimed]
    ) -> None:
        """Store the same and the units' names, with what they make of the files whose names tell no unit.

        `recognised` are further files with the unit's code; `unclaimed` are all that are nobody's.
        """
        self.lock_county(key)
        self.refresh_addresses(key, county)
        run = self.session.get_one(RunRow, key)
        run.recognised = {**run.recognised, **recognised}
        run.unclaimed = _as_json(unclaimed)
        units = {unit.code: unit for unit in county.units}
        for row, _ in self.session.execute(_units_of(key)):
            row.name, row.aliases = units[row.code].name, list(units[row.code].aliases)

    def checked_names(self, key: str) -> dict[str, frozenset[str]]:
        """Return the names that units of a run had at the last check, by code.

        Without those of which that is not known.
        """
        rows = _units_of(key).with_only_columns(RosterUnitRow.code, RunUnitRow.checked_names)
        known = rows.where(RunUnitRow.checked_names.is_not(None))
        return {code: frozenset(names or ()) for code, names in self.session.execute(known)}

    def set_checked_names(self, key: str) -> None:
        """Keep that the units of a run are checked under the names that they have."""
        names = func.array_prepend(RosterUnitRow.name, RosterUnitRow.aliases)
        of_run = (RunUnitRow.run_key == key, RunUnitRow.unit_id == RosterUnitRow.id)
        self.session.execute(
            update(RunUnitRow).where(*of_run).values(checked_names=names),
            execution_options={"synchronize_session": False},
        )

    def last_released(self, county: str, year: int) -> str | None:
        """Return the key of the last opened run of a year whose report was released, of the county of that key."""
        released = select(ReportFileRow.run_key)
        wanted = select(RunRow.key).where(_county_key == county, RunRow.year == year, RunRow.key.in_(released))
        return self.session.scalars(wanted.order_by(RunRow.number.desc()).limit(1)).first()

    def last_of(self, county: str) -> Run | None:
        """Return the last opened run of the county of that key."""
        row = self.session.scalars(
            select(RunRow).where(_county_key == county).order_by(RunRow.number.desc()).limit(1)
        ).first()
        return _run(row) if row else None

    def rekey_county(self, county: County) -> None:
        """Make all that is kept under a county's bare name that of its code."""
        named = update(RunRow).where(RunRow.county == county.name, RunRow.code == "")
        self.session.execute(named.values(code=county.code))
        listed = update(RosterUnitRow).where(RosterUnitRow.county == county.name)
        self.session.execute(listed.values(county=county.code))

    def county(self, key: str) -> County:
        """Return the county with the run's roster, in official order."""
        return replace(self.get(key).county_alone, units=tuple(state.unit for state in self.units(key)))

    def units(self, key: str) -> tuple[UnitState, ...]:
        """Return what became of each unit of the run, in official order."""
        return tuple(map(_state, self.session.execute(_select_checked_names(key))))

    def unit(self, key: str, code: str) -> UnitState:
        """Return what became of one unit; raises UnknownRunError."""
        return _state(_only(self.session, _select_checked_names(key), key, code))

    def set_outcome(self, key: str, code: str, outcome: Outcome, reason: str) -> None:
        """Tells what became of a unit, and in a line why."""
        _, state = _unit_rows(self.session, key, code)
        state.outcome, state.reason = outcome.value, reason

    def set_outcomes(self, key: str, outcomes: Mapping[str, tuple[Outcome, str]]) -> None:
        """Return the same of many units at once, by their codes."""
        for unit, state in self.session.execute(_units_of(key)):
            if outcome := outcomes.get(unit.code):
                state.outcome, state.reason = outcome[0].value, outcome[1]


def find_unit_id(session: Session, key: str, code: str) -> int:
    """Find the roster entry of a run's unit, asked once in a transaction: it never changes. Raises UnknownRunError."""
    known: dict[tuple[str, str], int] = session.info.setdefault("unit ids", {})
    if (key, code) not in known:
        known[key, code] = _unit_rows(session, key, code)[0].id
    return known[key, code]


def _unit_rows(session: Session, key: str, code: str) -> tuple[RosterUnitRow, RunUnitRow]:
    unit, state = _only(session, _units_of(key), key, code)
    return unit, state


def _only(session: Session, wanted: Select[*Wanted], key: str, code: str) -> Row[*Wanted]:
    """Return what is wanted of a run's units, of this one; raises UnknownRunError."""
    row = session.execute(wanted.where(RosterUnitRow.code == code)).first()
    if row is None:
        raise UnknownRunError(f"汇总“{key}”的名册中没有编码“{code}”。请核对 units.csv，再运行“列出报送单位”。")
    return row


def _select_checked_names(key: str) -> Select[*tuple[Any, ...]]:
    return _units_of(key).with_only_columns(*_STATED)


def _units_of(key: str) -> Select[RosterUnitRow, RunUnitRow]:
    return (
        select(RosterUnitRow, RunUnitRow)
        .join(RunUnitRow, RunUnitRow.unit_id == RosterUnitRow.id)
        .where(RunUnitRow.run_key == key)
        .order_by(RunUnitRow.position)
    )


def _as_json(unclaimed: Mapping[str, Unclaimed]) -> dict[str, Any]:
    return {name: one._asdict() for name, one in unclaimed.items()}


def _run(row: RunRow) -> Run:
    return Run(
        row.key,
        row.county,
        row.office,
        row.year,
        row.source,
        row.edition,
        {name: Unclaimed(**about) for name, about in sorted(row.unclaimed.items())},
        row.previous_run,
        row.recognised,
        row.report_by,
        row.code,
        row.dag,
    )


def _state(row: Row[*tuple[Any, ...]]) -> UnitState:
    of_roster = Unit(row.code, row.name, row.kind, tuple(row.aliases), row.email)
    return UnitState(of_roster, Outcome(row.outcome) if row.outcome else None, row.reason, row.submission_id)
