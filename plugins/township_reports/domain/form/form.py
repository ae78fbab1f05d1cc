"""One edition of the form, loaded from its YAML file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict

from township_reports.domain.errors import UserFacingError

Kind = Literal["count", "change", "money"]
TableId = Literal["proactive", "requests", "disputes"]
EDITIONS = ("2019", "2021")


class NoEditionError(UserFacingError):
    """No form was prescribed for a report year."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """A column of figures; `kind` says what may stand in it, `money_unit` the unit its header prints."""

    id: str
    label: str
    under: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: Kind = "count"
    money_unit: Literal["元", "万元"] | None = None


class Row(_Part):
    """A row of figures; `under` are the labels it stands under, `instead_of` the rows it replaces when printed.

    `beside` is its label where it stands beside those rows, for the figures of others.
    """

    id: str
    label: str
    under: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    beside: str = ""


class Block(_Part):
    """Rows that share one set of columns; table 二 has a block for each 项 of article 20."""

    label: str = ""
    heads: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    known_rows: tuple[str, ...] = ()


class Table(_Part):
    """One of the three official tables; `side_by_side`: its rows are printed beside each other in one line."""

    id: TableId
    section: str
    title_aliases: tuple[str, ...] = ()
    side_by_side: bool = False
    blocks: tuple[Block, ...]


class CellSpec(NamedTuple):
    """Where a cell stands on the form; its id is `table.row.column`."""

    id: str
    table: Table
    block: Block
    row: Row
    column: Column


class Form(_Part):
    """One edition of the form with its tables in printed order."""

    edition: str
    notice: str
    first_year: int
    last_year: int | None
    sections: dict[str, str]
    tables: tuple[Table, ...]

    def cells(self) -> dict[str, CellSpec]:
        """Every cell the form can print, optional rows too, in printed order, by id."""
        return _cells_of(self.edition)

    def required_cells(self) -> tuple[str, ...]:
        """Ids of the cells every report must carry: all but the rows printed instead of others."""
        return tuple(cell.id for cell in self.cells().values() if not cell.row.instead_of)

    def table(self, table_id: TableId) -> Table:
        """Return the table of that id."""
        return next(table for table in self.tables if table.id == table_id)

    def title(self, table: Table) -> str:
        """Return the heading of a table's section, such as 二、主动公开政府信息情况."""
        return f"{table.section}、{self.sections[table.section]}"

    def label(self, cell_id: str) -> str:
        """Return a cell as a clerk names it, such as 表三“（一）予以公开”·自然人."""
        cell = self.cells()[cell_id]
        row = "/".join((*cell.row.under[-1:], cell.row.label)) if cell.row.under else cell.row.label
        return f"表{cell.table.section}“{row}”·{cell.column.label}"


@cache
def load_form(edition: str) -> Form:
    """Load the form of an edition ("2019" or "2021"); raises KeyError for any other."""
    if edition not in EDITIONS:
        raise KeyError(f"没有“{edition}”版年报格式，只有：{'、'.join(EDITIONS)}")
    text = files(__package__).joinpath(f"{edition}.yaml").read_text(encoding="utf-8")
    return Form.model_validate(yaml.safe_load(text))


@cache
def _cells_of(edition: str) -> dict[str, CellSpec]:
    return {cell.id: cell for cell in _walk(load_form(edition))}


def _walk(form: Form) -> Iterator[CellSpec]:
    for table in form.tables:
        for block in table.blocks:
            for row in block.rows:
                for column in block.columns:
                    yield CellSpec(f"{table.id}.{row.id}.{column.id}", table, block, row, column)


def find_edition(year: int) -> str:
    """Find the edition the notices prescribe for a report year; raises NoEditionError before 2019."""
    for edition in EDITIONS:
        form = load_form(edition)
        if form.first_year <= year and (form.last_year is None or year <= form.last_year):
            return edition
    raise NoEditionError(f"{year}年没有规定的年报格式：最早的格式自2019年度起")
