"""What units, provinces and scrapers do to the tables (QUIRKS 2a, 2b): rows added, cut, mixed. Changes no figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from support.generator.document import Change, Section
from support.generator.form_tables import Box, FormTable, form_tables
from township_reports.template.form import load_form

FOREIGN = FormTable(
    5,
    (
        (Box("政策解读情况", across=5),),
        tuple(map(Box, ("新闻发布会", "电视采访", "在线访谈", "其他", "总计"))),
        tuple(map(Box, (2, 1, 4, 3, 10))),
        tuple(map(Box, ("规范性文件解读", 6, 5, 0, 11))),
    ),
)
"""A table that is none of the three, with some of their words."""

BETWEEN = {
    "二": ("该部分以表格形式报告。表格如下:", "本年度内单位行政处罚处理决定数量39件,不存在其他情况。"),
    "三": ("单位: 云汀县周嘉镇 2023年度", "全年无涉及政府信息公开申请情况。"),
    "四": ("1.本年度行政复议 12 件；2.行政诉讼 3 件。", "（单位：件）"),
}


def retabled(numeral: str, change: Callable[[FormTable], FormTable]) -> Change:
    """A change of the table in one section."""

    def changed(section: Section) -> Section:
        tables = tuple(map(change, section.tables)) if section.numeral == numeral else section.tables
        return replace(section, tables=tables)

    return changed


def without_headings(section: Section) -> Section:
    """The headings 二, 三 and 四 are missing, and tables follow each other."""
    return replace(section, heading="", paragraphs=()) if section.tables else section


def without_any_heading(section: Section) -> Section:
    """No section has a heading."""
    return replace(section, heading="")


def with_wrong_period(section: Section) -> Section:
    """The sentences name the year before, and one of next century."""
    wrong = "统计期限自2018年1月1日起至202018年12月31日止，2019年，我镇按时公开。"
    return replace(section, paragraphs=(*section.paragraphs, wrong))


def with_text_between(section: Section) -> Section:
    """Sentences between heading and table."""
    return replace(section, paragraphs=(*section.paragraphs, *BETWEEN.get(section.numeral, ())))


def with_foreign_table(section: Section) -> Section:
    """Another table stands before the official ones."""
    return replace(section, tables=(FOREIGN, *section.tables)) if section.numeral in "一二" else section


def in_pieces(section: Section) -> Section:
    """Each block of table 二 is a table of its own."""
    if section.numeral != "二":
        return section
    return replace(section, tables=tuple(piece for table in section.tables for piece in _pieces(table)))


def _pieces(table: FormTable) -> Iterator[FormTable]:
    starts = [at for at, row in enumerate(table.rows) if row[0].text.startswith("第二十条")]
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        yield replace(table, rows=table.rows[start:end])


def with_rows_of_hubei(table: FormTable) -> FormTable:
    """Table 二 with one more row of figures under 第（一）项."""
    at = next((at for at, row in enumerate(table.rows, 1) if row[0].text.endswith("规范性文件")), None)
    if at is None:
        return table
    more = (Box("其他主动公开文件"), Box(7), Box(6), Box(5))
    return replace(table, rows=(*table.rows[:at], more, *table.rows[at:]))


def with_filler_rows(table: FormTable) -> FormTable:
    """Empty rows under table 二."""
    return replace(table, rows=table.rows + ((Box(""),) * table.width,) * 5)


def with_head_in_two_rows(table: FormTable) -> FormTable:
    """商业 | 科研 | … over 企业 | 机构 | …: the third line of the head of table 三 in two rows."""
    note, *heads = table.rows[0]
    first = (replace(note, down=note.down + 1), *heads)
    second = tuple(replace(box, down=box.down + 1) if box.down > 1 else box for box in table.rows[1])
    upper = tuple(replace(box, content=box.text[: len(box.text) // 2]) for box in table.rows[2])
    lower = tuple(replace(box, content=box.text[len(box.text) // 2 :]) for box in table.rows[2])
    return replace(table, rows=(first, second, upper, lower, *table.rows[3:]))


def without_sub_labels(content: str | None) -> Callable[[FormTable], FormTable]:
    """The labels under （三） to （五） of table 三 are gone, with their cells (None) or with something in them."""
    lost = {row.label for row in load_form("2019").table("requests").blocks[0].rows if len(row.under) > 1}

    def changed(table: FormTable) -> FormTable:
        return replace(table, rows=tuple(tuple(_without(row, lost, content)) for row in table.rows))

    return changed


def _without(row: Sequence[Box], lost: set[str], content: str | None) -> Iterator[Box]:
    for box in row:
        if box.cell or box.text not in lost:
            yield box
        elif content is not None:
            yield replace(box, content=content)


def without_rows(*row_ids: str) -> Change:
    """Rows of figures are missing altogether; labels beside several rows stay beside the others."""

    def changed(section: Section) -> Section:
        return replace(section, tables=tuple(_cut(table, row_ids) for table in section.tables))

    return changed


def _cut(table: FormTable, row_ids: Sequence[str]) -> FormTable:
    rows = list(table.rows)
    for row_id in row_ids:
        at = next((at for at, row in enumerate(rows) if any(f".{row_id}." in box.cell for box in row)), None)
        if at is not None:
            beside = [replace(box, down=box.down - 1) for box in rows[at] if not box.cell and box.down > 1]
            above = [[_shorter(box, at - number) for box in row] for number, row in enumerate(rows[:at])]
            below = [(*beside, *row) if number == 0 else row for number, row in enumerate(rows[at + 1 :])]
            rows = [*map(tuple, above), *below]
    return replace(table, rows=tuple(rows))


def _shorter(box: Box, distance: int) -> Box:
    """A box without the row that far below its first, if it reaches there."""
    return replace(box, down=box.down - 1) if box.down > distance else box


def with_rows_swapped(first: str, second: str) -> Change:
    """Two rows have changed places, labels and figures together."""

    def changed(section: Section) -> Section:
        return replace(section, tables=tuple(_swapped(table, first, second) for table in section.tables))

    return changed


def _swapped(table: FormTable, first: str, second: str) -> FormTable:
    at = {box.cell.split(".")[1]: number for number, row in enumerate(table.rows) for box in row if box.cell}
    if first not in at or second not in at:
        return table
    rows = list(table.rows)
    one, other = rows[at[first]], rows[at[second]]
    rows[at[first]] = (*_groups(one), *_rest(other))
    rows[at[second]] = (*_groups(other), *_rest(one))
    return replace(table, rows=tuple(rows))


def _groups(row: Sequence[Box]) -> tuple[Box, ...]:
    """The labels before a row's own."""
    return tuple(row[: _own_label(row)])


def _rest(row: Sequence[Box]) -> tuple[Box, ...]:
    return tuple(row[_own_label(row) :])


def _own_label(row: Sequence[Box]) -> int:
    return next(at for at, box in enumerate(row) if box.cell) - 1


def with_columns_permuted(order: Sequence[int]) -> Callable[[FormTable], FormTable]:
    """The five organisations of table 三 stand in another order, heads and figures together."""

    def changed(table: FormTable) -> FormTable:
        return replace(table, rows=(*table.rows[:2], *(_permuted(row, order) for row in table.rows[2:])))

    return changed


def _permuted(row: Sequence[Box], order: Sequence[int]) -> tuple[Box, ...]:
    """A row of figures, or one of heads, which has nothing else."""
    first = next((at for at, box in enumerate(row, 1) if box.cell), 0)
    return (*row[:first], *(row[first + at] for at in order), *row[first + len(order) :])


def with_block_of(edition: str, figures: Mapping[str, int]) -> Callable[[FormTable], FormTable]:
    """The first block of table 二 is that of another edition."""

    def changed(table: FormTable) -> FormTable:
        foreign = next(_pieces(form_tables(edition, _zeros(edition) | dict(figures))["二"]))
        own = list(_pieces(table))
        return replace(table, rows=(*foreign.rows, *(row for piece in own[1:] for row in piece.rows)))

    return changed


def _zeros(edition: str) -> dict[str, int]:
    return dict.fromkeys(load_form(edition).required_cells(), 0)


def as_prose(numeral: str) -> Change:
    """A section told in a sentence instead of its table."""

    def changed(section: Section) -> Section:
        if section.numeral != numeral:
            return section
        return replace(section, paragraphs=(*section.paragraphs, PROSE[numeral]), tables=())

    return changed


PROSE = {
    "二": "行政许可办件量3361件,行政处罚案件13件、行政强制案件0件。",
    "三": "一、本年新收政府信息公开申请数量 12件，其中自然人9件、商业企业3件；予以公开7件。",
    "四": "全年行政复议2件，结果维持1件、其他结果1件；行政诉讼0件。",
}
