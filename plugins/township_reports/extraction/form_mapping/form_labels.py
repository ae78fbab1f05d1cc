"""The form's labels by the role they play in each table, both editions together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from township_reports.domain.form.form import EDITIONS, Block, Form, Row, Table, TableId, load_form
from township_reports.extraction.form_mapping.labels import LabelVocabulary


@cache
def get_sections() -> LabelVocabulary:
    """Headings of the six sections; the meaning is the table that follows, or the numeral where none does."""
    labels = []
    for form in _forms():
        tables = {table.section: table for table in form.tables}
        for numeral, title in form.sections.items():
            table = tables.get(numeral)
            names = (title, *table.title_aliases) if table else (title,)
            labels += [(f"{numeral}、{name}", table.id if table else numeral) for name in names]
    return LabelVocabulary(labels)


@cache
def get_rows(table_id: TableId) -> LabelVocabulary:
    """Labels of a table's rows; the meaning is the row's id."""
    return LabelVocabulary(
        (label, row.id) for table in _tables(table_id) for row in _rows(table) for label in _names(row)
    )


@cache
def get_columns(table_id: TableId) -> LabelVocabulary:
    """Labels of all columns of a table; the meaning is the column's id, blocks apart or not."""
    return LabelVocabulary(
        (label, column.id)
        for table in _tables(table_id)
        for block in table.blocks
        for column in block.columns
        for label in (column.label, *column.aliases)
    )


@cache
def get_block_columns(edition: str, row_id: str) -> LabelVocabulary:
    """Labels of the columns over one row of table 二 in one edition."""
    columns = get_block(edition, row_id).columns
    return LabelVocabulary((label, column.id) for column in columns for label in (column.label, *column.aliases))


@cache
def get_groups(table_id: TableId) -> LabelVocabulary:
    """Labels that stand over or beside several rows; the meaning is the label as the form prints it."""
    tables = _tables(table_id)
    return LabelVocabulary((label, label) for table in tables for row in _rows(table) for label in row.under)


@cache
def get_outer_groups(table_id: TableId) -> tuple[str, ...]:
    """Return the labels that stand beside most rows, such as 三、本年度办理结果."""
    return tuple(dict.fromkeys(row.under[0] for table in _tables(table_id) for row in _rows(table) if row.under))


@cache
def get_heads(table_id: TableId) -> LabelVocabulary:
    """Return what else the table's head prints: titles over columns and the note on the arithmetic."""
    blocks = [block for table in _tables(table_id) for block in table.blocks]
    unders = [label for block in blocks for column in block.columns for label in column.under]
    labels = [label for block in blocks for label in block.heads]
    rows_as_heads = [row.label for table in _tables(table_id) if table.side_by_side for row in _rows(table)]
    return LabelVocabulary((label, label) for label in (*labels, *unders, *rows_as_heads))


@cache
def get_blocks() -> LabelVocabulary:
    """Return the lines 第二十条第（一）项 and so on that open the blocks of table 二."""
    return LabelVocabulary((block.label, block.label) for table in _tables("proactive") for block in table.blocks)


@cache
def get_known_rows() -> LabelVocabulary:
    """Rows of table 二 that variants of the form add and that are reported in a note."""
    tables = _tables("proactive")
    return LabelVocabulary((label, label) for table in tables for block in table.blocks for label in block.known_rows)


@cache
def get_row_label(table_id: TableId, row_id: str) -> str:
    """Return a row's label as the form prints it."""
    return next(row.label for table in _tables(table_id) for row in _rows(table) if row.id == row_id)


@cache
def get_group(row_id: str) -> str:
    """Return the label that stands over a row of table 三, "" for none."""
    return next((row.under[-1] for t in _tables("requests") for row in _rows(t) if row.id == row_id and row.under), "")


@cache
def get_rows_under(edition: str, group: str) -> tuple[str, ...]:
    """Ids of the rows of table 三 that stand under a group's label in an edition, in printed order."""
    table = load_form(edition).table("requests")
    return tuple(row.id for row in _rows(table) if row.under[-1:] == (group,))


@cache
def get_replacing_rows(edition: str) -> frozenset[str]:
    """Ids of the rows that a report may print instead of several others."""
    return frozenset(row.id for table in load_form(edition).tables for row in _rows(table) if row.instead_of)


@cache
def get_replacing_cells(edition: str) -> Mapping[str, frozenset[str]]:
    """Ids of the cells of such rows, each with those it may be printed instead of."""
    return {
        spec.id: frozenset(f"{spec.table.id}.{row_id}.{spec.column.id}" for row_id in spec.row.instead_of)
        for spec in load_form(edition).cells().values()
        if spec.row.instead_of
    }


@cache
def get_block(edition: str, row_id: str) -> Block:
    """Return the block of table 二 that holds a row; raises KeyError where the edition has none."""
    for block in load_form(edition).table("proactive").blocks:
        if any(row.id == row_id for row in block.rows):
            return block
    raise KeyError(row_id)


@cache
def get_first_row_before(row_id: str) -> str | None:
    """Return the first row of a block of table 二 of which a row is the second; None where it is not."""
    blocks = [block for table in _tables("proactive") for block in table.blocks]
    return next((block.rows[0].id for block in blocks if [row.id for row in block.rows[1:2]] == [row_id]), None)


@cache
def get_editions_with(row_id: str) -> tuple[str, ...]:
    """Return the editions whose table 二 has a row."""
    return tuple(e for e in EDITIONS if any(row.id == row_id for row in _rows(load_form(e).table("proactive"))))


def _forms() -> list[Form]:
    return [load_form(edition) for edition in EDITIONS]


def _tables(table_id: TableId) -> list[Table]:
    return [form.table(table_id) for form in _forms()]


def _rows(table: Table) -> Iterator[Row]:
    return (row for block in table.blocks for row in block.rows)


def _names(row: Row) -> tuple[str, ...]:
    return (row.label, *row.aliases)
