"""Born-digital PDFs: papers, page breaks, narrow cells, heads in all directions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from support.generator import entries, reshaping, rewording, spelling
from support.generator.bench.kind import Kind, kind
from support.generator.bench.text_kinds import MIXED, changed, in_first_block, spelled
from support.generator.pdf import A4, Paper, upright, wrapping, write_pdf

WIDE = (3, 3, 3)
LONG_TITLE = "云汀县人民政府办公室关于印发2020年政府信息公开工作年度报告的通知"
PAPERS: Mapping[str, Paper] = {
    "a4": A4,
    "a4_landscape": Paper(width=297, height=210),
    "a3_landscape": Paper(width=420, height=297, size=14, inset=6),
    "small_type": Paper(size=5, inset=1.5),
    "large_type": Paper(size=13, margin=12, inset=2, font="Noto Sans SC"),
    "short_pages": Paper(height=90, margin=12),
    "shorter_pages": Paper(height=71, margin=9, size=8),
    "pages_of_a_few_rows": Paper(height=63, margin=10, size=10),
    "numbers_close_to_tables": Paper(height=140, margin=9, descent=1, footer="- N -"),
    "bare_page_numbers": Paper(height=150, footer="N"),
    "running_titles": Paper(height=130, header=LONG_TITLE, footer="第 N 页"),
    "repeated_heads": Paper(height=120, repeated_heads={"三": 3, "四": 3}),
    "narrow_cells": Paper(width=120, margin=6, size=9, inset=2, wording=wrapping, label_columns=WIDE),
    "very_narrow_cells": Paper(
        width=105, height=160, margin=5, size=9, inset=1.5, wording=wrapping, label_columns=WIDE
    ),
    "upright_heads": Paper(wording=upright),
    "heads_turned_up": Paper(turned=-90),
    "heads_turned_down": Paper(turned=90),
}


def pdf_kinds() -> Iterator[Kind]:
    """All kinds of born-digital PDFs."""
    for name, paper in PAPERS.items():
        encode = partial(write_pdf, paper=paper)
        yield kind(f"pdf/{name}", encode)
        yield kind(f"pdf/{name}_blanks", encode, style=entries.blank_zeros)
    unruled = partial(write_pdf, paper=Paper(ruled=False))
    yield kind("pdf/unruled", unruled, lossy=True)
    yield kind("pdf/unruled_blanks", unruled, style=entries.blank_zeros, lossy=True)
    yield from _damages()


def _damages() -> Iterator[Kind]:
    encode = partial(write_pdf, paper=Paper(height=150))
    yield kind("pdf/kangxi", encode, spelled(spelling.kangxi))
    yield kind("pdf/three_marks", encode, style=entries.marked("/", "0", ""))
    yield kind("pdf/varied", encode, style=entries.varied)
    yield kind("pdf/unreadable", encode, style=entries.unreadable)
    yield kind("pdf/no_headings", encode, changed(reshaping.without_headings))
    yield kind("pdf/text_between", encode, changed(reshaping.with_text_between))
    yield kind("pdf/foreign_table", encode, changed(reshaping.with_foreign_table))
    yield kind("pdf/blocks_apart", encode, changed(reshaping.in_pieces))
    yield kind("pdf/second_lines_lost", encode, changed(rewording.reworded(rewording.SECOND_LINES_LOST)))
    yield kind("pdf/head_in_two_rows", encode, changed(reshaping.retabled("三", reshaping.with_head_in_two_rows)))
    gone = changed(reshaping.retabled("三", reshaping.without_sub_labels("")))
    yield kind("pdf/sub_labels_gone", encode, gone, lossy=True)  # a row cut by a page break looks the same
    hubei = (reshaping.retabled("二", reshaping.with_rows_of_hubei), rewording.reworded(rewording.EXPLAINED))
    yield kind("pdf/hubei", encode, changed(*hubei))
    yield kind("pdf/six_in_one_row", encode, editions=("2021",), six_in_one_row=True)
    mixed = changed(reshaping.retabled("二", reshaping.with_block_of("2019", MIXED)))
    yield kind("pdf/mixed", encode, mixed, editions=("2021",), unprinted=in_first_block)
