"""The units' parts in a county's figures, joined by the database from the cells as they were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVarTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    Select,
    Subquery,
    Text,
    case,
    column,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from township_reports.domain.consolidated.report import CellContribution, KindSum
from township_reports.domain.report import Status
from township_reports.domain.run import MergeInputs
from township_reports.storage.numbers import restored
from township_reports.storage.submissions import restore_cell
from township_reports.storage.tables import RosterUnitRow, SubmissionCellRow, SubmissionRow

# A cell that says "nothing here" adds nothing and is a part all the same; one that nobody could read is no part.
COUNTS_AS_ZERO = (Status.BLANK.value, Status.NOT_APPLICABLE.value)
FETCHED_TOGETHER = 10_000
Wanted = TypeVarTuple("Wanted")


@dataclass(frozen=True)
class ContributionQueries:
    """The units' parts as one open transaction sees them."""

    session: Session

    def sum_by_kind(self, made_of: MergeInputs) -> list[KindSum]:
        """Sum what the units of each kind add to each county cell that any of them has a part in; exact.

        The units' own cells are added up before they are put beside county cells: some hundred sums, not each part.
        """
        join = _Join(made_of)
        own, cell = join.own_sums(), join.counted.c.cell
        is_money = own.c.has_money | (own.c.has_nothing & join.counted.c.is_money)
        sums = (
            select(own.c.kind, cell, func.sum(own.c.total), func.bool_or(is_money))
            .join(join.counted, (join.counted.c.edition == own.c.edition) & (join.counted.c.source_cell == own.c.cell))
            .group_by(own.c.kind, cell)
        )
        return [KindSum(kind, cell, restored(total, money)) for kind, cell, total, money in self.session.execute(sums)]

    def list_contributions(self, made_of: MergeInputs) -> Iterator[CellContribution]:
        """Every part in no particular order, without the cell it was read from."""
        join = _Join(made_of)
        columns = (join.counted.c.cell, join.merged.c.unit, SubmissionCellRow.cell, join.value, join.is_money)
        for cell, unit, source_cell, value, money in self.session.execute(join.over(select(*columns))):
            yield CellContribution(cell, unit, source_cell, restored(value, money))

    def iterate_contributions(self, made_of: MergeInputs) -> Iterator[CellContribution]:
        """Every part with the cell it was read from, cell by cell, unit by unit; some thousand are held at once."""
        join, read = _Join(made_of), SubmissionCellRow
        columns = (join.counted.c.cell, join.merged.c.unit, join.value, join.is_money)
        as_read = (read.cell, read.value, read.is_money, read.raw, read.status, read.confidence, read.place)
        parts = join.over(select(*(one.label(f"part_{number}") for number, one in enumerate(columns)), *as_read))
        rows = self.session.execute(
            parts.order_by(join.counted.c.printed, join.merged.c.unit.collate("C"), join.counted.c.position),
            execution_options={"yield_per": FETCHED_TOGETHER},
        )
        for row in rows:
            cell, unit, value, money = row[:4]
            yield CellContribution(cell, unit, row.cell, restored(value, money), restore_cell(row))


class _Join:
    """The merged submissions' cells, each beside the county cell it goes into."""

    def __init__(self, made_of: MergeInputs) -> None:
        units, submissions = list(made_of.submissions), list(made_of.submissions.values())
        self.merged = _rows("merged", {"unit": (units, Text()), "submission": (submissions, Integer())})
        self.counted = _counted(made_of)
        self._nothing = nothing = SubmissionCellRow.status.in_(COUNTS_AS_ZERO)
        self.value: ColumnElement[Decimal] = case((nothing, literal(0, Numeric())), else_=SubmissionCellRow.value)
        self.is_money: ColumnElement[bool] = case((nothing, self.counted.c.is_money), else_=SubmissionCellRow.is_money)
        self._is_part = or_(nothing, SubmissionCellRow.value.is_not(None))

    def own_sums(self) -> Subquery:
        """Return what the units of each kind say in each cell of their own edition, added up."""
        kind, edition, cell = RosterUnitRow.kind, SubmissionRow.edition, SubmissionCellRow.cell
        return (
            self._read(
                select(
                    kind,
                    edition,
                    cell,
                    func.sum(self.value).label("total"),
                    func.bool_or(SubmissionCellRow.is_money & ~self._nothing).label("has_money"),
                    func.bool_or(self._nothing).label("has_nothing"),
                )
            )
            .join(RosterUnitRow, RosterUnitRow.id == SubmissionRow.unit_id)
            .group_by(kind, edition, cell)
            .subquery("own")
        )

    def over(self, wanted: Select[*Wanted]) -> Select[*Wanted]:
        """Return what is wanted of them, of those that are a part."""
        edition = self.counted.c.edition == SubmissionRow.edition
        return self._read(wanted).join(self.counted, edition & (self.counted.c.source_cell == SubmissionCellRow.cell))

    def _read(self, wanted: Select[*Wanted]) -> Select[*Wanted]:
        return (
            wanted.select_from(self.merged)
            .join(SubmissionRow, SubmissionRow.id == self.merged.c.submission)
            .join(SubmissionCellRow, SubmissionCellRow.submission_id == SubmissionRow.id)
            .where(self._is_part)
        )


def _counted(made_of: MergeInputs) -> FromClause:
    """Which cells go into which; `printed` puts the latter into printed order."""
    counterparts = made_of.counterparts
    first: dict[str, int] = {}
    for position, one in enumerate(counterparts):
        first.setdefault(one.cell, position)
    return _rows(
        "counted",
        {
            "edition": ([one.edition for one in counterparts], Text()),
            "source_cell": ([one.source_cell for one in counterparts], Text()),
            "cell": ([one.cell for one in counterparts], Text()),
            "is_money": ([one.is_money for one in counterparts], Boolean()),
            "position": (list(range(len(counterparts))), Integer()),
            "printed": ([first[one.cell] for one in counterparts], Integer()),
        },
    )


def _rows(name: str, columns: dict[str, tuple[Sequence[Any], TypeEngine[Any]]]) -> FromClause:
    """Rows given with the statement, as a table in it."""
    arrays = (literal(values, ARRAY(kind)) for values, kind in columns.values())
    named = (column(head, kind) for head, (_, kind) in columns.items())
    return func.unnest(*arrays).table_valued(*named, name=name).render_derived()
