"""Submissions in the dataset: versions of what each unit sent, with every cell as read. Nothing here is overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from psycopg.types.json import Json
from sqlalchemy import ColumnElement, Row, Select, delete, func, select
from sqlalchemy.orm import Session, defer

from township_reports.domain.narrative import parse_narrative
from township_reports.domain.report import TO_CONFIRM, Cell, IdentityMention, ReadCell, Report, SourceLocation, Status
from township_reports.domain.run import ReceivedFile
from township_reports.storage.base import make_enum_type
from township_reports.storage.many_rows import copy_into
from township_reports.storage.numbers import is_money, restored, stored
from township_reports.storage.runs import find_unit_id
from township_reports.storage.tables import (
    RosterUnitRow,
    RunSubmissionRow,
    RunUnitRow,
    SubmissionCellRow,
    SubmissionRow,
)

WITHOUT_TEXT = (defer(SubmissionRow.narrative), defer(SubmissionRow.told))
"""For a file of a submission: what stands in it is many times as much as what is asked for."""

IN_DOUBT = (*TO_CONFIRM, Status.MISSING)
"""What an outline of a report has of its cells: a few of some two hundred, as a rule none."""


@dataclass(frozen=True)
class FileKey:
    """What makes a received file the same as one before: read again only when one of these differs."""

    file_name: str
    sha256: str
    reader_version: str


@dataclass(frozen=True)
class SubmissionRepository:
    """The submissions of one open transaction."""

    session: Session

    def find(self, key: str, code: str, file: FileKey) -> ReceivedFile | None:
        """Find the version of a unit's submission that is this very file, read by this very reader."""
        row = self.session.scalar(
            select(SubmissionRow).where(
                SubmissionRow.unit_id == find_unit_id(self.session, key, code),
                SubmissionRow.file_name == file.file_name,
                SubmissionRow.sha256 == file.sha256,
                SubmissionRow.reader_version == file.reader_version,
            )
        )
        return make_received_file(row, code) if row else None

    def add(self, key: str, code: str, file: FileKey, read: Report | str) -> ReceivedFile:
        """Keep what was read as the unit's next version: the report, or why there is none."""
        unit = find_unit_id(self.session, key, code)
        self.session.get_one(RosterUnitRow, unit, with_for_update=True)  # one writer at a time counts the versions
        if known := self.find(key, code, file):
            return known
        last = self.session.scalar(select(func.max(SubmissionRow.version)).where(SubmissionRow.unit_id == unit))
        row = SubmissionRow(unit_id=unit, version=(last or 0) + 1, **asdict(file), **_reading_columns(read))
        self.session.add(row)
        self.session.flush()
        if isinstance(read, Report) and read.cells:
            copy_into(self.session, SubmissionCellRow, _cell_rows(row.id, read.cells))
        return make_received_file(row, code)

    def set_received_files(
        self, key: str, code: str, files: Sequence[ReceivedFile], counts: ReceivedFile | None
    ) -> None:
        """Tells which files a run found for a unit and which of them counts; the outcome is open again."""
        unit = find_unit_id(self.session, key, code)
        of_unit = select(SubmissionRow.id).where(SubmissionRow.unit_id == unit)
        self.session.execute(
            delete(RunSubmissionRow).where(RunSubmissionRow.run_key == key, RunSubmissionRow.submission_id.in_(of_unit))
        )
        self.session.add_all(
            RunSubmissionRow(run_key=key, submission_id=file.id, position=position)
            for position, file in enumerate(files)
        )
        state = self.session.get_one(RunUnitRow, (key, unit))
        state.submission_id, state.outcome, state.reason = counts.id if counts else None, None, ""

    def list_received(self, key: str, codes: Collection[str] | None = None) -> dict[str, tuple[ReceivedFile, ...]]:
        """List the files a run found, or found for these units, by unit code."""
        of_units = () if codes is None else (make_enum_type(RosterUnitRow.code, codes),)
        rows = self.session.execute(
            select(SubmissionRow, RosterUnitRow.code)
            .join(RunSubmissionRow, RunSubmissionRow.submission_id == SubmissionRow.id)
            .join(RosterUnitRow, RosterUnitRow.id == SubmissionRow.unit_id)
            .join(RunUnitRow, RunUnitRow.unit_id == RosterUnitRow.id)
            .where(RunSubmissionRow.run_key == key, RunUnitRow.run_key == key, *of_units)
            .options(*WITHOUT_TEXT)
            .order_by(RunSubmissionRow.position)
        )
        files: dict[str, tuple[ReceivedFile, ...]] = {}
        for row, code in rows:
            files[code] = (*files.get(code, ()), make_received_file(row, code))
        return files

    def list_versions(self, key: str, code: str) -> tuple[ReceivedFile, ...]:
        """Everything a unit ever sent for its year, in any run, the last first."""
        wanted = select(SubmissionRow).where(SubmissionRow.unit_id == find_unit_id(self.session, key, code))
        rows = self.session.scalars(wanted.order_by(SubmissionRow.version.desc()))
        return tuple(make_received_file(row, code) for row in rows)

    def list_selected(self, key: str, codes: Collection[str] | None = None, *, hold: bool = False) -> dict[str, int]:
        """List the submission that counts of each unit of a run, or of these, that has one, by unit code.

        In official order.

        With `hold` no other one comes to count until the transaction ends.
        """
        wanted = _counting_of(key)
        if codes is not None:
            wanted = wanted.where(make_enum_type(RosterUnitRow.code, codes))
        return _with_any(self.session.execute(wanted.with_for_update(of=RunUnitRow) if hold else wanted))

    def list_readable(self, key: str) -> dict[str, int]:
        """List the same of those units whose submission could be read."""
        read = SubmissionRow.id == RunUnitRow.submission_id, SubmissionRow.unreadable.is_(None)
        return _with_any(self.session.execute(_counting_of(key).where(*read)))

    def list_selected_files(self, key: str, codes: Collection[str] | None = None) -> dict[str, ReceivedFile]:
        """List the file that counts of each unit of a run, or of these, that has one, by unit code."""
        counting = self.list_selected(key, codes)
        found = [file for files in self.list_received(key, codes).values() for file in files]
        return {file.unit: file for file in found if file.id == counting.get(file.unit)}

    def load_selected_reports(self, key: str, codes: Collection[str] | None = None) -> dict[str, Report]:
        """Load the readable reports that count in a run, or of these units, by unit code, in official order."""
        counting = self.list_selected(key, codes)
        reports = self.load_reports(counting.values())
        return {code: reports[submission] for code, submission in counting.items() if submission in reports}

    def count_to_confirm(self, ids: Iterable[int]) -> dict[int, int]:
        """How many cells of each of these submissions a person has to confirm; those without any left out."""
        row = SubmissionCellRow
        rows = self.session.execute(
            select(row.submission_id, func.count())
            .where(make_enum_type(row.submission_id, ids), row.status.in_([status.value for status in TO_CONFIRM]))
            .group_by(row.submission_id)
        )
        return dict(iter(rows))

    def load_reports(self, ids: Iterable[int]) -> dict[int, Report]:
        """Load the reports read from these submissions; those that could not be read have none."""
        wanted = list(ids)
        cells = self._cells(wanted)
        return {row.id: _report(row, cells.get(row.id, {})) for row in self._readable(wanted)}

    def load_texts(self, ids: Iterable[int]) -> dict[int, Report]:
        """Load the same reports without their cells, which are nearly all of it."""
        return {row.id: _report(row, {}) for row in self._readable(list(ids))}

    def load_outlines(self, ids: Iterable[int]) -> dict[int, Report]:
        """Load the same reports without their text, and of their cells only those in doubt.

        Many may be held at once.
        """
        wanted, row = list(ids), SubmissionRow
        cells = self._cells(wanted, SubmissionCellRow.status.in_([status.value for status in IN_DOUBT]))
        columns = (row.id, row.told_unit, row.told_year, row.edition)
        rows = self.session.execute(select(*columns).where(make_enum_type(row.id, wanted), row.unreadable.is_(None)))
        return {id_: Report(unit, year, edition or "", cells.get(id_, {})) for id_, unit, year, edition in rows}

    def load_cells_as_read(self, submissions: Mapping[str, int]) -> Iterator[ReadCell]:
        """Every cell of these units' submissions, given by unit code, as plainly as many can be compared."""
        units = {submission: code for code, submission in submissions.items()}
        row = SubmissionCellRow
        columns = (row.submission_id, SubmissionRow.edition, row.cell, row.status, row.value, row.is_money)
        rows = self.session.execute(
            select(*columns)
            .join(SubmissionRow, SubmissionRow.id == row.submission_id)
            .where(make_enum_type(row.submission_id, units))
        )
        for submission, edition, cell, status, value, money in rows:
            yield ReadCell(units[submission], edition or "", cell, status, restored(value, money))

    def _readable(self, wanted: Sequence[int]) -> Iterable[SubmissionRow]:
        return self.session.scalars(
            select(SubmissionRow).where(make_enum_type(SubmissionRow.id, wanted), SubmissionRow.unreadable.is_(None))
        )

    def _cells(self, wanted: Sequence[int], *which: ColumnElement[bool]) -> dict[int, dict[str, Cell]]:
        cells: dict[int, dict[str, Cell]] = {}
        row = SubmissionCellRow  # plain rows: a county has some ten thousand cells
        columns = (row.submission_id, row.cell, row.value, row.is_money, row.raw, row.status, row.confidence, row.place)
        rows = select(*columns).where(make_enum_type(row.submission_id, wanted), *which).order_by(row.position)
        for cell in self.session.execute(rows):
            cells.setdefault(cell.submission_id, {})[cell.cell] = restore_cell(cell)
        return cells


def _with_any(rows: Iterable[Row[str, int | None]]) -> dict[str, int]:
    return {code: submission for code, submission in rows if submission is not None}


def _counting_of(key: str) -> Select[str, int | None]:
    """Code and counting submission of the units of a run, in official order."""
    return (
        select(RosterUnitRow.code, RunUnitRow.submission_id)
        .join(RunUnitRow, RunUnitRow.unit_id == RosterUnitRow.id)
        .where(RunUnitRow.run_key == key)
        .order_by(RunUnitRow.position)
    )


def _report(row: SubmissionRow, cells: Mapping[str, Cell]) -> Report:
    return Report(
        row.told_unit,
        row.told_year,
        row.edition or "",
        cells,
        tuple(row.notes),
        parse_narrative(row.narrative),
        tuple(IdentityMention(**mention) for mention in (row.told or {}).get("told", ())),
    )


def _reading_columns(read: Report | str) -> dict[str, Any]:
    if isinstance(read, str):
        nothing = dict.fromkeys(("told_unit", "told_year", "edition", "narrative", "told"))
        return {**nothing, "unreadable": to_storable(read), "notes": []}
    return {
        "unreadable": None,
        "told_unit": read.unit and to_storable(read.unit),
        "told_year": read.year,
        "edition": read.edition,
        "notes": [to_storable(note) for note in read.notes],
        "narrative": _storable_data(read.narrative.as_data()),
        "told": _storable_data({"told": [asdict(mention) for mention in read.identity_mentions]}),
    }


def to_storable(text: str) -> str:
    """Return the text without what PostgreSQL cannot hold; a damaged document brings NUL and broken characters."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()


def _storable_data(data: Any) -> Any:
    """Plain data with every text in it storable."""
    if isinstance(data, str):
        return to_storable(data)
    if isinstance(data, Mapping):
        return {name: _storable_data(value) for name, value in data.items()}
    return [_storable_data(one) for one in data] if isinstance(data, Sequence) else data


def _cell_rows(submission_id: int, cells: Mapping[str, Cell]) -> Iterator[dict[str, object]]:
    for position, (cell_id, cell) in enumerate(cells.items()):
        yield {
            "submission_id": submission_id,
            "cell": cell_id,
            "position": position,
            "value": stored(cell.value),
            "is_money": is_money([cell.value]),
            "raw": to_storable(cell.raw),
            "status": cell.status.value,
            "confidence": cell.confidence,
            "place": None if cell.place is None else Json(cell.place._asdict()),
        }


def restore_cell(row: SubmissionCellRow | Row[*tuple[Any, ...]]) -> Cell:
    """Restore the cell as it was read."""
    place = None
    if row.place is not None:
        box = row.place["box"]
        place = SourceLocation(**{**row.place, "box": tuple(box) if box else None})
    return Cell(restored(row.value, row.is_money), row.raw, Status(row.status), place, row.confidence)


def make_received_file(row: SubmissionRow, code: str) -> ReceivedFile:
    """Make a row of the table as the dataset hands it out."""
    values = (row.version, row.file_name, row.sha256, row.reader_version, row.unreadable)
    return ReceivedFile(row.id, code, *values, received_at=row.created_at)
