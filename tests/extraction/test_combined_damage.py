"""Many damages at once, drawn by seed: whatever is still read is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from random import Random

import pytest
from support.generator import entries, reshaping, rewording, spelling
from support.generator.bench.kind import Encode, kind
from support.generator.bench.scoring import Verdict, score
from support.generator.bench.text_kinds import SPELLINGS
from support.generator.document import Change, Document, Section
from support.generator.form_tables import Box, FormTable
from support.generator.html import clean_page, messy_page
from support.generator.text import Layout, without_blank_cells, without_repeated_lines, write_text
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.report import Status, UnreadableReportError
from township_reports.extraction.form_mapping.map_report import map_document
from township_reports.extraction.parsers.text import plain_text
from township_reports.extraction.parsers.web import html as web_page

SEEDS = range(240)
STYLES = (
    *[entries.plain] * 3,
    entries.blank_zeros,
    entries.blank_totals,
    entries.marked("/", "0", ""),
    entries.worded,
    entries.varied,
    entries.unreadable,
)
CHANGES: tuple[Change, ...] = (
    reshaping.without_headings,
    reshaping.with_text_between,
    reshaping.with_foreign_table,
    reshaping.retabled("二", reshaping.with_rows_of_hubei),
    rewording.reworded(rewording.EXPLAINED),
    rewording.reworded(rewording.ALIASES),
    rewording.reworded(rewording.LOST_CHARACTERS),
    rewording.reworded(rewording.SECOND_LINES_LOST),
    rewording.reworded(rewording.FIRST_LABELS_LOST),
    reshaping.retabled("三", reshaping.with_head_in_two_rows),
    reshaping.retabled("三", reshaping.with_columns_permuted((1, 0, 2, 4, 3))),
    reshaping.retabled("三", reshaping.without_sub_labels("")),
    reshaping.retabled("三", reshaping.without_sub_labels("0")),
    reshaping.without_rows("granted", "refused_third_party"),
    reshaping.without_rows("handled_total", "penalties"),
)
UNMERGED = (Layout.TABS, Layout.RULED, Layout.NARROW)  # where a cell too few moves the others, as in no real document


def _without_boxes(random: Random, figures: bool) -> Change:
    """Some figures or some labels vanish, with their cells."""

    def changed(section: Section) -> Section:
        return replace(section, tables=tuple(_thinned(table, random, figures) for table in section.tables))

    return changed


def _thinned(table: FormTable, random: Random, figures: bool) -> FormTable:
    boxes = [box for row in table.rows for box in row if bool(box.cell) is figures]
    gone = {id(box) for box in random.sample(boxes, min(len(boxes), random.randint(1, 3)))}

    def kept(row: tuple[Box, ...]) -> tuple[Box, ...]:
        return tuple(box for box in row if id(box) not in gone)

    return replace(table, rows=tuple(map(kept, table.rows)))


def _encoding(random: Random, vanished: bool) -> Encode:
    if random.random() < 1 / 3:
        page = random.choice((clean_page, messy_page))
        return lambda document: page(document).encode()
    layout = random.choice([layout for layout in Layout if not (vanished and layout in UNMERGED)])
    after = random.choice((str, str, str, without_blank_cells, without_repeated_lines))
    return lambda document: after(write_text(document, layout)).encode()


def _changes(random: Random) -> Iterator[Change]:
    yield from random.sample(CHANGES, random.choice((0, 1, 1, 2, 3)))


def _alter(document: Document, changes: tuple[Change, ...], how: spelling.Spelling | None) -> Document:
    frozen: Mapping[str, Section] = {section.numeral: section for section in document.changed(*changes).sections()}
    altered = replace(document, changes=(lambda section: frozen[section.numeral],))
    return spelling.spelled(altered, how) if how else altered


def _wrong(seed: int) -> list[Verdict]:
    """The cells that are read as something else; one whose box vanished may only be reported as blank."""
    random = Random(seed)
    vanish = random.choice((None, None, True, False))
    changes = list(_changes(random))
    if vanish is not None:
        changes.append(_without_boxes(random, vanish))
    how = random.choice((None, None, *SPELLINGS))
    alter = partial(_alter, changes=tuple(changes), how=how)
    encode = _encoding(random, vanish is not None)
    written = kind(str(seed), encode, alter, style=random.choice(STYLES)).write(random.choice(EDITIONS), seed)
    parse = web_page.parse if written.data.startswith(b"<!DOCTYPE") else plain_text.parse
    try:
        cells = map_document(parse(written.data)).cells
    except UnreadableReportError:
        return []
    return [
        verdict for verdict in score(written.known, cells).wrong if verdict.read[1] is Status.READ or vanish is None
    ]


@pytest.mark.parametrize("tens", range(len(SEEDS) // 10))
def test_nothing_is_read_wrong(tens: int) -> None:
    assert {seed: found for seed in SEEDS[10 * tens : 10 * tens + 10] if (found := _wrong(seed))} == {}
