"""The rows the suites of an edition judge, built from the submissions of a run.

Arithmetic here is only what the form leaves open: blank, / and - count as zero (rule B-1 tells which cells do), a
row that is not printed counts as nothing (2021's （六）其他处理 is one row or three sub-rows), and a cell that was not
found or could not be read stays empty, so that no rule on it can hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, partial

from township_reports.domain.form.form import Form, NoEditionError, Table, find_edition, load_form
from township_reports.domain.report import Cell, IdentityMention, Status, Value
from township_reports.domain.submission import Submission
from township_reports.validation.frames.body import get_level
from township_reports.validation.frames.filled_form import FilledForm
from township_reports.validation.frames.frame import Frame, Record
from township_reports.validation.frames.identity import (
    find_reported_unit,
    find_unit_and_year,
    list_reported_units,
    list_reported_years,
)
from township_reports.validation.frames.narrative_rows import SimilarityRow, list_claim_rows, list_listing_rows
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS, LAST_YEAR, FrameSchema, format_row_label
from township_reports.validation.suites.loader import SuiteError
from township_reports.validation.suites.terms import format_term


@dataclass(frozen=True)
class PeerStats:
    """The submissions of one run: how many are for each unit and year, and how alike their texts are.

    Texts are compared only when a rule asks.
    """

    received: Counter[tuple[str, int] | None]
    compare: Callable[[], list[SimilarityRow]]

    @cached_property
    def similarity(self) -> list[SimilarityRow]:
        """How much of each submission's text is another's or last year's."""
        return self.compare()


def collect_peer_stats(submissions: Sequence[Submission]) -> PeerStats:
    """Submissions that are all at hand, as each is compared with the others."""
    return PeerStats(Counter(map(find_unit_and_year, submissions)), partial(_alike, submissions))


def stream_peer_stats(submissions: Iterable[Submission]) -> PeerStats:
    """Return the same of submissions too many to be at hand together.

    Each is seen once, and its cells are not looked at.
    """
    received: Counter[tuple[str, int] | None] = Counter()

    def counted() -> Iterator[Submission]:
        for submission in submissions:
            received[find_unit_and_year(submission)] += 1
            yield submission

    found = _alike(counted())
    return PeerStats(received, lambda: found)


def _alike(submissions: Iterable[Submission]) -> list[SimilarityRow]:
    from township_reports.validation.frames.similarity_rows import compute_similarity_rows  # brings numpy along

    return compute_similarity_rows(submissions)


@dataclass(frozen=True)
class PreparedSubmission:
    """A submission in its run: its position, its form filled in, last year's, and how many tell of the same unit."""

    position: int
    submission: Submission
    filled: FilledForm
    previous: FilledForm | None
    received: int
    peers: PeerStats

    @property
    def similarity(self) -> SimilarityRow:
        """How much of its text is another's or last year's."""
        return self.peers.similarity[self.position]

    @cached_property
    def describe(self) -> Record:
        """The columns every frame has."""
        submission = self.submission
        return {
            "position": self.position,
            "unit": submission.key,
            "body": submission.kind or (submission.unit.kind if submission.unit else ""),
            "level": get_level(submission),
            "previous": self.previous.report.edition if self.previous else "",
        }

    def last_year(self, cell_id: str) -> Value | None:
        """Return what last year's report says of the same cell; None if there is none or it says nothing of it."""
        return self._last_year.get(cell_id)

    @cached_property
    def _last_year(self) -> Mapping[str, Value | None]:
        if self.previous is None:
            return {}
        edition = self.submission.report.edition
        return {cell_id: self.previous.figure_on(edition, cell_id) for cell_id in self.filled.form.cells()}


def prepare_submissions(
    submissions: Sequence[Submission], peers: PeerStats | None = None, first: int = 0
) -> tuple[PreparedSubmission, ...]:
    """Prepare the submissions of a run, or a batch of them from a position on.

    Each knows how many are for its unit and year. `peers` is all of the run; without it, it is these submissions.
    """
    peers = peers or collect_peer_stats(submissions)
    return tuple(
        PreparedSubmission(
            position,
            submission,
            FilledForm(submission.report),
            FilledForm(submission.previous) if submission.previous else None,
            peers.received[key] if (key := find_unit_and_year(submission)) else 1,
            peers,
        )
        for position, submission in enumerate(submissions, start=first)
    )


def build_frame(name: str, form: Form, batch: Sequence[PreparedSubmission]) -> Frame:
    """Build the frame of that name over submissions that are all on one form.

    Raises SuiteError for a county's frame.
    """
    layout = FRAME_SCHEMAS[name]
    if layout.table is None and name not in LONG_FRAMES:
        raise SuiteError(f"{form.edition}年版的规则不能用“{name}”：它只用于县级汇总。检查未能执行。")
    records = [record for entry in batch for record in _records(layout, form, entry)]
    not_printed = frozenset(
        (entry.position, cell_id) for entry in batch for cell_id in form.cells() if cell_id not in entry.filled.cells
    )
    return Frame(layout, records, layout.labels(form), not_printed)


def _records(layout: FrameSchema, form: Form, entry: PreparedSubmission) -> Iterator[Record]:
    if layout.table is None:
        return LONG_FRAMES[layout.name](form, entry)
    table = form.table(layout.table)
    if layout.columns_are == "rows":
        return _columns(table, layout, entry)
    return _rows(table, layout, entry)


def _columns(table: Table, layout: FrameSchema, entry: PreparedSubmission) -> Iterator[Record]:
    """Return a row for each column of the table."""
    for block in table.blocks:
        for column in block.columns:
            record = {"column": column.id, "place": f"表{table.section}·{column.label}"}
            yield _wide(entry, layout, record, [row.id for row in block.rows])


def _rows(table: Table, layout: FrameSchema, entry: PreparedSubmission) -> Iterator[Record]:
    """Return a row for each row of the table that the report prints."""
    for block in table.blocks:
        for row in block.rows:
            columns = [column.id for column in block.columns]
            if any(f"{table.id}.{row.id}.{column}" in entry.filled.cells for column in columns):
                record = {"row": row.id, "place": f"表{table.section}·{format_row_label(row)}"}
                yield _wide(entry, layout, record, columns)


def _wide(entry: PreparedSubmission, layout: FrameSchema, key: Mapping[str, str], terms: Sequence[str]) -> Record:
    record: Record = {**entry.describe, **key}
    for term in terms:
        cell_id = layout.cell.format(term=term, **key)
        record[term] = entry.filled.figure(cell_id)
        record[LAST_YEAR + term] = entry.last_year(cell_id)
    return record


def _cells(form: Form, entry: PreparedSubmission) -> Iterator[Record]:
    """Return a row for each cell the report prints; what its columns hold is reported in the notes of the suites."""
    places = _places(form.edition)
    for cell_id, cell in entry.filled.cells.items():
        value, last_year = entry.filled.figure(cell_id), entry.last_year(cell_id)
        yield {
            **entry.describe,
            **places[cell_id],
            "cell": cell_id,
            "status": cell.status.value,
            "content": _content(cell),
            "value": value,
            "figure": None if value is None else format_term(value),
            "last_year": last_year,
            "times": _times(value, last_year),
        }


@cache
def _places(edition: str) -> Mapping[str, Record]:
    """Where each cell stands on the form."""
    return {
        cell_id: {
            "table": spec.table.id,
            "section": f"表{spec.table.section}",
            "row": spec.row.id,
            "column": spec.column.id,
            "kind": spec.column.kind,
            "label": f"{format_row_label(spec.row)}·{spec.column.label}",
        }
        for cell_id, spec in load_form(edition).cells().items()
    }


def _content(cell: Cell) -> str:
    """Return what stands in a cell, as a clerk would say it."""
    if cell.counts_as_zero and cell.value is not None:
        return format_term(cell.value)
    return {Status.MISSING: "没有找到", Status.BLANK: "空白"}.get(cell.status, f"“{cell.raw}”")


def _times(value: Value | None, last_year: Value | None) -> float | None:
    """Return the larger figure over the smaller, a zero taken as one: 3 and 30 are tenfold, 0 and 9 ninefold."""
    if value is None or last_year is None:
        return None
    sizes = [max(Decimal(figure).copy_abs(), Decimal(1)) for figure in (value, last_year)]
    return float(max(sizes) / min(sizes))


def _reports(_form: Form, entry: PreparedSubmission) -> Iterator[Record]:
    """Return a row for the report.

    Who it is expected to be from and what it says, and how it compares with last year's.
    """
    pairs = [(entry.filled.figure(cell_id), entry.last_year(cell_id)) for cell_id in entry.filled.cells]
    comparable = [(now, then) for now, then in pairs if now is not None and then is not None]
    submission = entry.submission
    yield {
        **entry.describe,
        "told_unit": find_reported_unit(submission),
        "expected_unit": submission.unit.name if submission.unit else None,
        "told_year": submission.report.year,
        "expected_year": submission.year,
        **_mention_columns("unit", list_reported_units(submission)),
        **_mention_columns("year", list_reported_years(submission)),
        "form": submission.report.edition,
        "prescribed_form": _prescribed(submission),
        "received": entry.received,
        "comparable": len(comparable),
        "unchanged": sum(now == then for now, then in comparable),
        "not_zero": sum(now != 0 for now, _ in comparable),
    }


def _mention_columns(about: str, mentions: Sequence[IdentityMention]) -> Record:
    """How many different units or years the document names, and where."""
    year = "年" if about == "year" else ""
    return {
        f"{about}s_told": len(mentions),
        f"{about}s": "，".join(f"{one.where}写“{one.value}{year}”" for one in mentions),
    }


def _prescribed(submission: Submission) -> str | None:
    """Return the edition prescribed for the report's year; None where there is none or the year is not known."""
    year = submission.year if submission.year is not None else submission.report.year
    try:
        return None if year is None else find_edition(year)
    except NoEditionError:
        return None


def _claims(_form: Form, entry: PreparedSubmission) -> Iterator[Record]:
    """Return a row for each number the running text tells and the form asks for."""
    return ({**entry.describe, **row} for row in list_claim_rows(entry.submission, entry.filled))


def _listings(_form: Form, entry: PreparedSubmission) -> Iterator[Record]:
    """Return a row for each list of parts the running text tells with their total."""
    return ({**entry.describe, **row} for row in list_listing_rows(entry.submission))


def _narratives(_form: Form, entry: PreparedSubmission) -> Iterator[Record]:
    """Return a row for the running text, if there is any: how much of it stands elsewhere."""
    if entry.similarity.characters:
        yield {**entry.describe, **entry.similarity.columns()}


LONG_FRAMES: Mapping[str, Callable[[Form, PreparedSubmission], Iterator[Record]]] = {
    "by_cell": _cells,
    "by_report": _reports,
    "by_claim": _claims,
    "by_listing": _listings,
    "by_narrative": _narratives,
}
