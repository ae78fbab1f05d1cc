"""Plain text: every layout of QUIRKS 2b, every spelling of 2c, every way of filling in of 2d, and forms of 2a."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from support.generator import entries, reshaping, rewording, spelling
from support.generator.bench.kind import Alter, Encode, Kind, kind
from support.generator.document import Change, Document
from support.generator.pdf_text import write_flip_book, write_layout
from support.generator.spelling import Spelling
from support.generator.text import Layout, without_blank_cells, without_repeated_lines, write_text

ROWS_TOLD = (Layout.PIPES, Layout.LEADING_PIPE, Layout.RULED, Layout.NARROW, Layout.TABS)
KEEPS_BLANKS = (*ROWS_TOLD, Layout.PIPE_CELLS, Layout.BARS)


def text_kinds() -> Iterator[Kind]:
    """All kinds of plain text."""
    yield from _layouts()
    yield from _surroundings()
    yield from _spellings()
    yield from _entries()
    yield from _forms()
    yield from _labels()


def laid_out(layout: Layout) -> Encode:
    """Writes a report as UTF-8 text in a layout."""
    return lambda document: write_text(document, layout).encode()


def changed(*changes: Change) -> Alter:
    """Makes changes to the sections of a report."""
    return lambda document: document.changed(*changes)


def spelled(how: Spelling) -> Alter:
    """Spells all text of a report in another way."""
    return lambda document: spelling.spelled(document, how)


def labelled(how: Spelling) -> Alter:
    """Spells the labels of the tables in another way."""
    return lambda document: spelling.labels_spelled(document, how)


def _layouts() -> Iterator[Kind]:
    for layout in Layout:
        yield kind(f"txt/{layout}", laid_out(layout), lossy=layout is Layout.GLUED)
        keeps = layout in KEEPS_BLANKS
        yield kind(f"txt/{layout}_blanks", laid_out(layout), style=entries.blank_zeros, lossy=not keeps)
    yield kind("txt/notepad", lambda d: write_text(d, Layout.TABS).replace("\n", "\r\n").encode("gb18030"))
    yield kind("txt/utf16", lambda d: write_text(d, Layout.PIPES).encode("utf-16"))
    yield kind("txt/flip_book", lambda d: write_flip_book(d).encode())
    yield kind("txt/pdftotext", lambda d: write_layout(d).encode())
    yield kind("txt/pdftotext_blanks", lambda d: write_layout(d).encode(), style=entries.blank_zeros, lossy=True)
    once = [(layout, partial(_once, layout)) for layout in (Layout.CELLS, Layout.PIPE_CELLS, Layout.PIPES)]
    for layout, encode in once:
        yield kind(f"txt/{layout}_repeated_lines_removed", encode, lossy=True)
    yield kind("txt/pipes_blanks_vanished", _slid, style=entries.blank_zeros, lossy=True)


def _once(layout: Layout, document: Document) -> bytes:
    return without_repeated_lines(write_text(document, layout)).encode()


def _slid(document: Document) -> bytes:
    return without_blank_cells(write_text(document, Layout.PIPES)).encode()


def _surroundings() -> Iterator[Kind]:
    for layout in (Layout.PIPES, Layout.PIPE_CELLS, Layout.CELLS, Layout.PADDED):
        encode = laid_out(layout)
        for name, change in SURROUNDINGS.items():
            yield kind(f"txt/{layout}_{name}", encode, changed(change))
    for section, table in (("二", "proactive."), ("三", "requests."), ("四", "disputes.")):
        prose = changed(reshaping.as_prose(section))
        told = partial(_begins, table)
        yield kind(f"txt/pipes_{section}_as_prose", laid_out(Layout.PIPES), prose, unprinted=told)
    pictures = (changed(reshaping.as_prose(section)) for section in "二三四")
    yield kind("txt/tables_are_pictures", laid_out(Layout.PIPES), *pictures, unprinted=lambda _: True)


SURROUNDINGS: Mapping[str, Change] = {
    "no_headings": reshaping.without_headings,
    "no_heading_at_all": reshaping.without_any_heading,
    "other_titles": rewording.reworded(rewording.OTHER_TITLES),
    "text_between": reshaping.with_text_between,
    "foreign_table": reshaping.with_foreign_table,
    "filler_rows": reshaping.retabled("二", reshaping.with_filler_rows),
    "wrong_period": reshaping.with_wrong_period,
}


def _begins(start: str, cell: str) -> bool:
    return cell.startswith(start)


SPELLINGS: tuple[Spelling, ...] = (
    spelling.half_width,
    spelling.other_brackets,
    spelling.stray_commas,
    spelling.traditional,
    spelling.taiwanese,
    spelling.over_converted,
    spelling.injected_pinyin,
    spelling.nested_pinyin,
    spelling.lost_digits,
    spelling.spammed,
    spelling.kangxi,
    spelling.broken_ordinals,
    spelling.half_ordinals,
    spelling.without_ordinals,
)
LABEL_SPELLINGS: tuple[Spelling, ...] = (spelling.spaced, spelling.parted)


def _spellings() -> Iterator[Kind]:
    for layout in (Layout.PIPES, Layout.CELLS, Layout.PIPE_CELLS):
        for how in SPELLINGS:
            yield kind(f"txt/{layout}_{how.__name__}", laid_out(layout), spelled(how))
        for how in LABEL_SPELLINGS:
            yield kind(f"txt/{layout}_{how.__name__}", laid_out(layout), labelled(how))
        both = (spelled(spelling.injected_pinyin), spelled(spelling.traditional), spelled(spelling.stray_commas))
        yield kind(f"txt/{layout}_traditional_with_pinyin", laid_out(layout), *both)
    for layout in (Layout.CELLS, Layout.PIPE_CELLS):
        yield kind(f"txt/{layout}_broken", laid_out(layout), labelled(spelling.broken))


def _entries() -> Iterator[Kind]:
    for layout in (Layout.PIPES, Layout.PIPE_CELLS, Layout.RULED, Layout.NARROW, Layout.TABS):
        encode = laid_out(layout)
        padded = layout is not Layout.TABS  # blanks at the end of a row look like what fills the line
        yield kind(f"txt/{layout}_totals_blank", encode, style=entries.blank_totals, lossy=padded)
        yield kind(f"txt/{layout}_three_marks", encode, style=entries.marked("/", "0", ""), lossy=padded)
        yield kind(f"txt/{layout}_slashes", encode, style=entries.marked("/"))
        yield kind(f"txt/{layout}_dashes", encode, style=entries.marked("-", "—", "--", "无"))
        yield kind(f"txt/{layout}_words", encode, style=entries.worded, lossy=layout is Layout.PIPE_CELLS)
        yield kind(f"txt/{layout}_varied", encode, style=entries.varied)
        yield kind(f"txt/{layout}_unreadable", encode, style=entries.unreadable, lossy=padded)
        yield kind(f"txt/{layout}_money_without_unit", encode, style=entries.without_unit)
        yield kind(f"txt/{layout}_empty", encode, style=entries.empty, lossy=padded)
    for layout in (Layout.CELLS, Layout.LINES, Layout.SPACES):
        yield kind(f"txt/{layout}_slashes", laid_out(layout), style=entries.marked("/"))
        yield kind(f"txt/{layout}_varied", laid_out(layout), style=entries.varied, lossy=layout is Layout.SPACES)
        yield kind(f"txt/{layout}_unreadable", laid_out(layout), style=entries.unreadable, lossy=True)


def _forms() -> Iterator[Kind]:
    for layout in (Layout.PIPES, Layout.CELLS, Layout.PIPE_CELLS, Layout.TABS):
        encode = laid_out(layout)
        hubei = changed(reshaping.retabled("二", reshaping.with_rows_of_hubei), rewording.reworded(rewording.EXPLAINED))
        yield kind(f"txt/{layout}_hubei", encode, hubei)
        yield kind(f"txt/{layout}_aliases", encode, changed(rewording.reworded(rewording.ALIASES)))
        yield kind(f"txt/{layout}_six_in_one_row", encode, editions=("2021",), six_in_one_row=True)
        mixed = changed(reshaping.retabled("二", reshaping.with_block_of("2019", MIXED)))
        yield kind(f"txt/{layout}_mixed", encode, mixed, editions=("2021",), unprinted=in_first_block)


MIXED = {
    "proactive.normative_documents.made": 5,
    "proactive.normative_documents.disclosed": 4,
    "proactive.normative_documents.public_total": 23,
}


def in_first_block(cell: str) -> bool:
    return cell.startswith(("proactive.regulations.", "proactive.normative_documents."))


def _labels() -> Iterator[Kind]:
    for layout in (Layout.PIPES, Layout.CELLS, Layout.PIPE_CELLS):
        encode = laid_out(layout)
        yield kind(f"txt/{layout}_lost_characters", encode, changed(rewording.reworded(rewording.LOST_CHARACTERS)))
        second = changed(rewording.reworded(rewording.SECOND_LINES_LOST))
        yield kind(f"txt/{layout}_second_lines_lost", encode, second)
        first = changed(rewording.reworded(rewording.FIRST_LABELS_LOST))
        yield kind(f"txt/{layout}_first_labels_lost", encode, first)
        split = changed(reshaping.retabled("三", reshaping.with_head_in_two_rows))
        yield kind(f"txt/{layout}_head_in_two_rows", encode, split)
        for name, content in (("gone", None), ("zero", "0")):
            lost = changed(reshaping.retabled("三", reshaping.without_sub_labels(content)))
            yield kind(f"txt/{layout}_sub_labels_{name}", encode, lost)
        yield kind(
            f"txt/{layout}_row_missing",
            encode,
            changed(reshaping.without_rows("granted", "refused_third_party", "penalties")),
            unprinted=lambda cell: cell.split(".")[1] in ("granted", "refused_third_party", "penalties"),
        )
        swapped = reshaping.with_rows_swapped("refused_state_secret", "refused_deliberative")
        yield kind(f"txt/{layout}_rows_swapped", encode, changed(swapped))
        permuted = reshaping.retabled("三", reshaping.with_columns_permuted((4, 0, 2, 1, 3)))
        yield kind(f"txt/{layout}_columns_permuted", encode, changed(permuted), lossy=True)
