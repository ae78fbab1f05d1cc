"""What was read from one document: cells with value, raw text, status and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

from township_reports.domain.errors import UserFacingError
from township_reports.domain.narrative import Narrative

Value = int | Decimal


class Status(StrEnum):
    """What is known of a cell; only `read`, `deduced` and `entered` have a value, and it counts."""

    READ = "read"
    DEDUCED = "deduced"  # blank cells had vanished before it; the arithmetic left exactly one place for each figure
    ENTERED = "entered"  # a person entered the figure, with a reason; the raw text is still the file's
    BLANK = "blank"  # the cell is there and empty
    NOT_APPLICABLE = "not_applicable"  # the cell says so itself: /, -, —, 无; or its row is printed as another
    UNSURE = "unsure"  # something stands there that could not be read with certainty
    MISSING = "missing"  # the cell was not found in the document


COUNTED = (Status.READ, Status.DEDUCED, Status.ENTERED)
TO_CONFIRM = (Status.UNSURE, Status.DEDUCED)


class SourceLocation(NamedTuple):
    """Where in the document a cell stands; counted from 1, as a person would find it."""

    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    sheet: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        parts = (
            f"工作表“{self.sheet}”" if self.sheet else "",
            f"第{self.page}页" if self.page else "",
            f"第{self.table}个表格" if self.table else "",
            f"第{self.line}行文字" if self.line else "",
            f"第{self.row}行" if self.row else "",
            f"第{self.column}格" if self.column else "",
        )
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a report: counts are int, money is Decimal in 万元; `value` is None unless it counts.

    `confidence` (0 to 1) is how sure the recognition of characters was; None where they did not come from a picture.
    """

    value: Value | None
    raw: str
    status: Status
    place: SourceLocation | None = None
    confidence: float | None = None

    @property
    def counts_as_zero(self) -> bool:
        """Whether it has a value that counts."""
        return self.status in COUNTED


MISSING_CELL = Cell(None, "", Status.MISSING)


class ReadCell(NamedTuple):
    """A cell of a unit's report without all that tells where and how it was read; `status` is a Status."""

    unit: str
    edition: str
    cell: str
    status: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class ShiftedRow:
    """A row that is unsure only because fewer figures than cells stand in it: blank cells vanished from among them.

    `cells` are the ids of the row's cells in printed order, `figures` what stands there, in order, with its place. A
    figure that the row's columns would read differently is itself unsure. `note` is the one among the report's notes
    that says so of this row.
    """

    cells: tuple[str, ...]
    figures: tuple[Cell, ...]
    note: str = ""


class MentionSource(StrEnum):
    """A place of a document that may say whose report it is, as the office names it."""

    TITLE = "标题"
    OPENING = "正文"
    SIGNATURE = "落款"
    PERIOD = "统计期限"
    FILE_NAME = "文件名"


@dataclass(frozen=True, slots=True)
class IdentityMention:
    """What one place of a document, named as in MentionSource, says of whose report it is."""

    about: Literal["unit", "year"]
    where: str
    value: str


@dataclass(frozen=True)
class Report:
    """What one document says: unit and year as it tells them itself, edition, cells by id, notes in Chinese.

    `cells` holds every required cell of the edition's form (missing ones with status `missing`), and the optional
    rows only where the document prints them. `identity_mentions` has every place that names unit or year, which
    may disagree.
    `shifted_rows` are rows of unsure cells whose figures are known but not their places.
    """

    unit: str | None
    year: int | None
    edition: str
    cells: Mapping[str, Cell]
    notes: tuple[str, ...] = field(default=())
    narrative: Narrative = field(default=Narrative())
    identity_mentions: tuple[IdentityMention, ...] = ()
    shifted_rows: tuple[ShiftedRow, ...] = ()

    def list_incomplete(self) -> tuple[str, ...]:
        """Ids of the cells that are missing or unsure."""
        return self._with_status(Status.MISSING, Status.UNSURE)

    def list_deduced(self) -> tuple[str, ...]:
        """Ids of the cells whose figures the arithmetic placed."""
        return self._with_status(Status.DEDUCED)

    def list_to_confirm(self) -> tuple[str, ...]:
        """Ids of the cells a person has to compare with the original: those unsure and those deduced."""
        return self._with_status(*TO_CONFIRM)

    def _with_status(self, *statuses: Status) -> tuple[str, ...]:
        return tuple(cell_id for cell_id, cell in self.cells.items() if cell.status in statuses)


class UnreadableReportError(UserFacingError):
    """The file cannot be read as an annual report; the message says in Chinese why, and what to send instead."""
