"""Finds the three official tables among everything a document prints. Reads no figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from township_reports.reading.document import Document, Grid
from township_reports.reading.understanding import form_labels
from township_reports.reading.understanding.labels import Vocabulary
from township_reports.reading.understanding.page_breaks import mended
from township_reports.reading.understanding.reflow import reflow
from township_reports.reading.understanding.rows import Blanks, Fields, TableRows, fields_of, filled
from township_reports.reading.understanding.wording import Wording
from township_reports.records.county_report import COUNTY_SHEET
from township_reports.template.form import TableId

TABLES: tuple[TableId, ...] = ("proactive", "requests", "disputes")
_FEWEST_ROWS = {"proactive": 2, "requests": 4, "disputes": 0}
_FEWEST_HEADS = {"proactive": 1, "requests": 0, "disputes": 5}
_SHORTEST_TELLING = {"proactive": 2, "requests": 3, "disputes": 3}  # 其他 and 总计 stand in more than one table
_LABEL_FIELDS = 3


@dataclass
class _Candidate:
    """A stretch of rows that may be an official table, with the official rows and heads seen in it."""

    id: TableId
    exact: bool
    where: str
    rows: list[Fields] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    heads: int = 0

    @property
    def is_county_sheet(self) -> bool:
        return self.where == _sheet(COUNTY_SHEET)

    def table(self) -> TableRows:
        return TableRows(self.id, tuple(self.rows), Blanks.CERTAIN if self.exact else Blanks.LOST, self.begins())

    def begins(self) -> str:
        """Where the stretch stands; in running text also its first line, which alone tells two of them apart."""
        line = next((field.cell.place.line for row in self.rows for field in row if field.cell.place.line), None)
        return f"{self.where}第{line}行起" if line else self.where

    def is_official(self) -> bool:
        return len(self.labels) >= _FEWEST_ROWS[self.id] and self.heads >= _FEWEST_HEADS[self.id]

    def continues(self, other: _Candidate) -> bool:
        """Whether this is the rest of a table that was cut in two, by a page break or into sheets."""
        same_kind = self.id != "disputes" and self.exact == other.exact
        return same_kind and bool(self.labels) and self.labels.isdisjoint(other.labels)


def find_tables(document: Document, wording: Wording) -> tuple[dict[TableId, TableRows], list[str]]:
    """The official tables by id, and notes on those printed more than once."""
    in_grids = [part for number, grid in enumerate(document.grids(), 1) for part in _in_grid(grid, number, wording)]
    found, notes = _choose(in_grids)
    if len(found) < len(TABLES):
        printed = [paragraph for paragraph in document.paragraphs() if not paragraph.recognised]
        lines = list(_stretches(reflow(printed, wording), exact=False, where="正文"))
        in_text, more_notes = _choose([part for part in lines if part.id not in found])
        return {**found, **in_text}, notes + more_notes
    return found, notes


def _in_grid(grid: Grid, number: int, wording: Wording) -> Iterator[_Candidate]:
    where = _sheet(grid.sheet) if grid.sheet else f"第{number}个表格"
    return _stretches(mended(fields_of(grid, wording)), grid.exact, where)


def _stretches(rows: Iterable[Fields], exact: bool, where: str) -> Iterator[_Candidate]:
    current: _Candidate | None = None
    for row in rows:
        told = _table_told_by(row)
        if told is not None and (current is None or told != current.id):
            if current:
                yield current
            current = _Candidate(told, exact, where) if told in TABLES else None
        if current:
            current.rows.append(row)
            _note_labels(current, row)
    if current:
        yield current


def _table_told_by(row: Fields) -> str | None:
    """The table that labels in a row belong to beyond doubt, or the section that begins; None if nothing tells."""
    texts = [field.text for field in filled(row)]
    if len(texts) == 1:
        section = form_labels.sections().find(texts[0])
        if section:
            return section.id
    told = {table for table in TABLES for text in texts[:_LABEL_FIELDS] if _belongs(text, table)}
    return told.pop() if len(told) == 1 else None


def _belongs(text: str, table: TableId) -> bool:
    return len(text) >= _SHORTEST_TELLING[table] and any(names.knows(text) for names in _telling(table))


@cache
def _telling(table: TableId) -> tuple[Vocabulary, ...]:
    """The labels that tell a table from the others."""
    columns, heads = form_labels.columns(table), form_labels.heads(table)
    if table == "proactive":
        return form_labels.blocks(), form_labels.rows(table), columns
    if table == "requests":
        return form_labels.rows(table), form_labels.groups(table), columns, heads
    return columns, heads


def _note_labels(candidate: _Candidate, row: Fields) -> None:
    table = candidate.id
    for number, field_ in enumerate(filled(row)):
        may_be_row = table != "disputes" and number < _LABEL_FIELDS and len(field_.text) >= _SHORTEST_TELLING[table]
        found = form_labels.rows(table).find(field_.text) if may_be_row else None
        if found:
            candidate.labels.add(found.id)
        elif any(names.knows(field_.text) for names in _head_labels(table)):
            candidate.heads += 1


@cache
def _head_labels(table: TableId) -> tuple[Vocabulary, ...]:
    columns = form_labels.columns(table)
    return (columns, form_labels.blocks()) if table == "proactive" else (columns,)


def _choose(parts: list[_Candidate]) -> tuple[dict[TableId, TableRows], list[str]]:
    found: dict[TableId, TableRows] = {}
    notes = []
    for table in TABLES:
        wholes = [whole for whole in _join([part for part in parts if part.id == table]) if whole.is_official()]
        if not wholes:
            continue
        best = max(wholes, key=lambda whole: (whole.is_county_sheet, len(whole.labels), whole.heads))
        others = [whole for whole in wholes if whole is not best]
        rivals = () if best.is_county_sheet else tuple(other.table() for other in others)
        found[table] = replace(best.table(), rivals=rivals)
        if others:
            notes.append(_told_twice(best, others))
    return found, notes


def _sheet(name: str) -> str:
    return f"工作表“{name}”"


def _join(parts: list[_Candidate]) -> list[_Candidate]:
    wholes: list[_Candidate] = []
    for part in parts:
        if wholes and part.continues(wholes[-1]):
            last = wholes[-1]
            last.rows += part.rows
            last.labels |= part.labels
            last.heads += part.heads
        else:
            wholes.append(part)
    return wholes


def _told_twice(best: _Candidate, others: list[_Candidate]) -> str:
    name = {"proactive": "表二", "requests": "表三", "disputes": "表四"}[best.id]
    more = f"等{len(others)}处" if len(others) > 1 else ""
    return f"{name}不止一处，读取了{best.begins()}的，没有读取{others[0].begins()}{more}的"
