"""Office files: Word new and old, Excel new and old, OpenDocument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from random import Random

from support.generator import entries, reshaping, rewording, spelling
from support.generator.bench.kind import Encode, Kind, Written, kind
from support.generator.bench.text_kinds import MIXED, changed, in_first_block, labelled, spelled
from support.generator.docx import write_docx
from support.generator.odt import write_odt
from support.generator.word_binary import write_word_binary
from support.generator.word_xml import (
    Wording,
    beside_hidden,
    in_control,
    in_form_field,
    in_simple_field,
    in_small_table,
    in_smart_tag,
    in_text_box,
    in_turn_controlled,
    inserted,
    merged_table,
    moved,
    nested_table,
    numbered_table,
    run,
    split_runs,
    with_hard_hyphen,
    without_first_columns,
    write_word,
)
from support.generator.xls import write_xls, write_xls_three_sheets
from support.generator.xlsx import write_xlsx, write_xlsx_three_sheets

WORDINGS: tuple[Wording, ...] = (
    run,
    split_runs,
    inserted,
    moved,
    in_control,
    in_form_field,
    in_simple_field,
    in_smart_tag,
    beside_hidden,
    with_hard_hyphen,
    in_text_box,
    in_small_table,
)
WHOLE_FILES: Mapping[str, Encode] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "xls": write_xls,
    "odt": write_odt,
}


def office_kinds() -> Iterator[Kind]:
    """All kinds of office files."""
    yield from _word()
    yield from _old_word()
    yield from _excel()
    for name, encode in WHOLE_FILES.items():
        yield from _damages(name, encode)


def _word() -> Iterator[Kind]:
    for wording in WORDINGS:
        yield kind(f"docx/{wording.__name__}", partial(write_word, wordings=(wording,)))
    for table in (merged_table, in_turn_controlled, without_first_columns, nested_table, numbered_table):
        encode = partial(write_word, wordings=WORDINGS, table=table)
        yield kind(f"docx/{table.__name__}", encode)
        yield kind(f"docx/{table.__name__}_blanks", encode, style=entries.blank_zeros)


def _old_word() -> Iterator[Kind]:
    def write(edition: str, seed: int) -> Written:
        return Written(*write_word_binary(edition, Random(seed)))

    yield Kind("doc/rewritten", write, ("2019",))
    yield Kind("wps/rewritten", write, ("2021",))


def _excel() -> Iterator[Kind]:
    yield kind("xlsx/three_sheets", write_xlsx_three_sheets)
    yield kind("xlsx/as_text", write_xlsx, style=entries.as_text)
    yield kind("xlsx/formulas", write_xlsx, style=entries.as_formula)
    yield kind("xlsx/formulas_without_result", write_xlsx, style=entries.as_formula_without_result)
    yield kind("xls/three_sheets", write_xls_three_sheets)
    yield kind("xls/formulas_without_result", write_xls, style=entries.as_formula_without_result)
    yield kind("et/plain", write_xls)
    yield kind("et/blanks", write_xls, style=entries.blank_zeros)


def _damages(name: str, encode: Encode) -> Iterator[Kind]:
    yield kind(f"{name}/plain", encode)
    yield kind(f"{name}/blanks", encode, style=entries.blank_zeros)
    yield kind(f"{name}/totals_blank", encode, style=entries.blank_totals)
    yield kind(f"{name}/three_marks", encode, style=entries.marked("/", "0", ""))
    yield kind(f"{name}/dashes", encode, style=entries.marked("-", "—", "无"))
    yield kind(f"{name}/words", encode, style=entries.worded)
    yield kind(f"{name}/varied", encode, style=entries.varied)
    yield kind(f"{name}/unreadable", encode, style=entries.unreadable)
    yield kind(f"{name}/money_without_unit", encode, style=entries.without_unit)
    yield kind(f"{name}/half_width", encode, spelled(spelling.half_width))
    yield kind(f"{name}/taiwanese", encode, spelled(spelling.taiwanese))
    yield kind(f"{name}/parted", encode, labelled(spelling.parted))
    yield kind(f"{name}/broken", encode, labelled(spelling.broken))
    yield kind(f"{name}/without_ordinals", encode, spelled(spelling.without_ordinals))
    yield kind(f"{name}/no_headings", encode, changed(reshaping.without_headings))
    yield kind(f"{name}/text_between", encode, changed(reshaping.with_text_between))
    yield kind(f"{name}/foreign_table", encode, changed(reshaping.with_foreign_table))
    yield kind(f"{name}/blocks_apart", encode, changed(reshaping.in_pieces))
    yield kind(f"{name}/lost_characters", encode, changed(rewording.reworded(rewording.LOST_CHARACTERS)))
    yield kind(f"{name}/second_lines_lost", encode, changed(rewording.reworded(rewording.SECOND_LINES_LOST)))
    first = changed(rewording.reworded(rewording.FIRST_LABELS_LOST))
    yield kind(f"{name}/first_labels_lost", encode, first)
    nothing_left = name.startswith("xls")  # an empty row of a sheet is no row
    yield kind(f"{name}/empty", encode, style=entries.empty, lossy=nothing_left)
    yield kind(f"{name}/head_in_two_rows", encode, changed(reshaping.retabled("三", reshaping.with_head_in_two_rows)))
    yield kind(f"{name}/sub_labels_gone", encode, changed(reshaping.retabled("三", reshaping.without_sub_labels(""))))
    hubei = (reshaping.retabled("二", reshaping.with_rows_of_hubei), rewording.reworded(rewording.EXPLAINED))
    yield kind(f"{name}/hubei", encode, changed(*hubei))
    yield kind(f"{name}/six_in_one_row", encode, editions=("2021",), six_in_one_row=True)
    mixed = changed(reshaping.retabled("二", reshaping.with_block_of("2019", MIXED)))
    yield kind(f"{name}/mixed", encode, mixed, editions=("2021",), unprinted=in_first_block)
