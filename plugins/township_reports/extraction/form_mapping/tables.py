"""Finds the three official tables among everything a document prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from township_reports.domain.consolidated.report import TOTAL_SHEETS
from township_reports.domain.document import Document, Grid
from township_reports.domain.form.form import EDITIONS, TableId, load_form
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.figures import looks_like_figure
from township_reports.extraction.form_mapping.labels import LabelVocabulary
from township_reports.extraction.form_mapping.normalization import TextNormalizer
from township_reports.extraction.form_mapping.page_breaks import rejoin_split_rows
from township_reports.extraction.form_mapping.reflow import reflow_rows
from township_reports.extraction.form_mapping.rows import (
    BlankCells,
    Fields,
    OfficialTableRows,
    list_fields,
    list_filled,
)

TABLES: tuple[TableId, ...] = ("proactive", "requests", "disputes")
_FEWEST_ROWS = {"proactive": 2, "requests": 4, "disputes": 0}
_FEWEST_HEADS = {"proactive": 1, "requests": 0, "disputes": 5}
_SHORTEST_TELLING = {"proactive": 2, "requests": 3, "disputes": 3}  # 其他 and 总计 stand in more than one table
_LABEL_FIELDS = 3
_REMEMBERED = 4096
_FEWEST_FIGURES = 8
_FIGURES_OF_DISPUTES = sum(cell_id.startswith("disputes.") for cell_id in load_form(EDITIONS[-1]).required_cells())


@dataclass
class _Candidate:
    """A stretch of rows that may be an official table, with the official rows and heads seen in it."""

    id: TableId
    blanks: BlankCells
    where: str
    rows: list[Fields] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    heads: int = 0

    @property
    def is_county_sheet(self) -> bool:
        return self.where in map(_sheet, TOTAL_SHEETS)

    def table(self) -> OfficialTableRows:
        return OfficialTableRows(self.id, tuple(self.rows), self.blanks, self.begins())

    def begins(self) -> str:
        """Where the stretch stands; in running text also its first line, which alone tells two of them apart."""
        line = next((field.cell.place.line for row in self.rows for field in row if field.cell.place.line), None)
        return f"{self.where}第{line}行起" if line else self.where

    def is_official(self) -> bool:
        return len(self.labels) >= _FEWEST_ROWS[self.id] and self.heads >= _FEWEST_HEADS[self.id]

    def continues(self, other: _Candidate) -> bool:
        """Whether this is the rest of a table that was cut in two, by a page break or into sheets."""
        same_kind = self.id != "disputes" and self.blanks is other.blanks
        return same_kind and bool(self.labels) and self.labels.isdisjoint(other.labels)


def find_tables(document: Document, wording: TextNormalizer) -> tuple[dict[TableId, OfficialTableRows], list[str]]:
    """Find the official tables by id, and notes on those printed more than once."""
    in_grids = [
        part for number, grid in enumerate(document.list_grids(), 1) for part in _in_grid(grid, number, wording)
    ]
    found, notes = _choose(in_grids)
    if len(found) < len(TABLES):
        printed = [paragraph for paragraph in document.list_paragraphs() if not paragraph.recognised]
        lines = list(_stretches(reflow_rows(printed, wording), BlankCells.LOST, "正文"))
        in_text, more_notes = _choose([part for part in lines if part.id not in found])
        if any(_has_each_line_once(table) for table in in_text.values()):
            in_text = {table_id: replace(table, blanks=BlankCells.CUT) for table_id, table in in_text.items()}
            more_notes.append("正文中重复出现的行似已被删去，留下的数字不能确定属于哪一格。请报送原来的文件")
        return {**found, **in_text}, notes + more_notes
    return found, notes


def _has_each_line_once(table: OfficialTableRows) -> bool:
    """Whether hardly a cell of a table in running text stands in it twice, as if a scraper kept each line once only."""
    texts = [field.text.strip() for row in table.rows for field in list_filled(row)]
    figures = [text for text in texts if looks_like_figure(text)]
    labels = [text for text in texts if not looks_like_figure(text)]
    many = len(figures) >= _FEWEST_FIGURES and len(set(figures)) > len(figures) / 2
    return many and len(set(labels)) == len(labels)


def _in_grid(grid: Grid, number: int, wording: TextNormalizer) -> Iterator[_Candidate]:
    where = _sheet(grid.sheet) if grid.sheet else f"第{number}个表格"
    return _stretches(
        rejoin_split_rows(list_fields(grid, wording)), BlankCells.CERTAIN if grid.exact else BlankCells.LOST, where
    )


def _stretches(rows: Iterable[Fields], blanks: BlankCells, where: str) -> Iterator[_Candidate]:
    current: _Candidate | None = None
    for row in rows:
        whole = list_filled(row)
        named = _find_named_table(whole)
        if named is not None and (current is None or named != current.id):
            if current:
                yield current
            current = _Candidate(named, blanks, where) if named in TABLES else None
        if current:
            current.rows.append(row)
            _note_labels(current, whole)
    if current:
        yield current


def _find_named_table(row: Fields) -> str | None:
    """Find the table that labels in a row belong to beyond doubt, or the section that begins; None if nothing tells."""
    texts = [field.text for field in row]
    if len(texts) == 1:
        section = form_labels.get_sections().find(texts[0])
        if section:
            return section.id
    named = {table for text in texts[:_LABEL_FIELDS] for table in _tables_with(text)}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=_REMEMBERED)
def _tables_with(text: str) -> tuple[TableId, ...]:
    return tuple(
        table
        for table in TABLES
        if len(text) >= _SHORTEST_TELLING[table] and any(names.knows(text) for names in _telling(table))
    )


@cache
def _telling(table: TableId) -> tuple[LabelVocabulary, ...]:
    """Return the labels that tell a table from the others."""
    columns, heads = form_labels.get_columns(table), form_labels.get_heads(table)
    if table == "proactive":
        return form_labels.get_blocks(), form_labels.get_rows(table), columns
    if table == "requests":
        return form_labels.get_rows(table), form_labels.get_groups(table), columns, heads
    return columns, heads


def _note_labels(candidate: _Candidate, row: Fields) -> None:
    table = candidate.id
    if table == "disputes" and sum(looks_like_figure(field_.text) for field_ in row) == _FIGURES_OF_DISPUTES:
        candidate.heads += _FEWEST_HEADS[table]  # it tells as much as its heads, which may run down the page
    for number, field_ in enumerate(row):
        if field_.text.isdecimal():
            continue
        may_be_row = table != "disputes" and number < _LABEL_FIELDS and len(field_.text) >= _SHORTEST_TELLING[table]
        found = form_labels.get_rows(table).find(field_.text) if may_be_row else None
        if found:
            candidate.labels.add(found.id)
        elif _is_head(field_.text, table):
            candidate.heads += 1


@lru_cache(maxsize=_REMEMBERED)
def _is_head(text: str, table: TableId) -> bool:
    return form_labels.get_columns(table).knows(text) or (table == "proactive" and form_labels.get_blocks().knows(text))


def _choose(parts: list[_Candidate]) -> tuple[dict[TableId, OfficialTableRows], list[str]]:
    found: dict[TableId, OfficialTableRows] = {}
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
            notes.append(_describe_repetition(best, others))
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


def _describe_repetition(best: _Candidate, others: list[_Candidate]) -> str:
    name = {"proactive": "表二", "requests": "表三", "disputes": "表四"}[best.id]
    more = f"等{len(others)}处" if len(others) > 1 else ""
    return f"{name}不止一处，读取了{best.begins()}的，没有读取{others[0].begins()}{more}的"
