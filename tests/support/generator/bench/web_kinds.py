"""Web pages: every encoding, every way of writing a table, and pages saved as one file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from support.generator import entries, reshaping, rewording, spelling
from support.generator.bench.kind import Encode, Kind, kind
from support.generator.bench.text_kinds import LABEL_SPELLINGS, MIXED, SPELLINGS, changed, labelled, spelled
from support.generator.document import Document
from support.generator.html import clean_page, messy_page
from support.generator.web_archive import archived
from support.generator.web_pages import (
    TableWriter,
    laid_out_page,
    of_word,
    one_table_page,
    with_empty_cells,
    with_empty_cells_below,
    with_escaped_attributes,
    with_head_cells,
    with_open_tags,
    with_paragraphs,
    write_page,
)

WRITERS: tuple[TableWriter, ...] = (
    with_open_tags,
    with_empty_cells,
    with_empty_cells_below,
    with_escaped_attributes,
    with_head_cells,
    with_paragraphs,
    of_word,
)
NOT_IN_GB2312 = "朱镕基﹝2020﹞"  # one such character loses the page to a strict decoder


def web_kinds() -> Iterator[Kind]:
    """All kinds of web pages."""
    yield from _encodings()
    yield from _tables()
    yield from _damages()


def clean(document: Document) -> bytes:
    """A tidy page in UTF-8."""
    return clean_page(document).encode()


def messy(document: Document) -> bytes:
    """A page pasted from an office program."""
    return messy_page(document).encode()


def _written(table: TableWriter, document: Document) -> bytes:
    return write_page(document, table).encode()


def _encodings() -> Iterator[Kind]:
    yield kind("html/utf8", clean)
    yield kind("html/utf8_mark", lambda d: clean_page(d).encode("utf-8-sig"))
    yield kind("html/gb2312_in_truth_gb18030", partial(_declared, "gb2312", "gb18030"))
    yield kind("html/gb2312_in_truth_utf8", partial(_declared, "gb2312", "utf-8"))
    yield kind("html/gbk", partial(_declared, "gbk", "gbk"))
    yield kind("html/undeclared_gb18030", partial(_declared, "x-user-defined", "gb18030"))
    yield kind("html/utf16", lambda d: clean_page(d).encode("utf-16"))
    yield kind("html/big5", _in_big5, spelled(spelling.traditional))
    yield kind("mht/utf8", lambda d: archived(clean_page(d).encode(), "utf-8", "quoted-printable"))
    yield kind("mht/gb18030", lambda d: archived(clean_page(d, "gb2312").encode("gb18030"), "gb2312", "base64"))
    yield kind("mht/charset_in_page", lambda d: archived(messy_page(d).encode(), "", "quoted-printable"))


def _declared(told: str, encoding: str, document: Document) -> bytes:
    rare = NOT_IN_GB2312 if encoding != "gbk" else "朱镕基"
    return clean_page(document, told).replace("网站首页", rare).encode(encoding)


def _in_big5(document: Document) -> bytes:
    return clean_page(document, "big5").encode("big5", "xmlcharrefreplace")


def _tables() -> Iterator[Kind]:
    for table in WRITERS:
        encode: Encode = partial(_written, table)
        yield kind(f"html/{table.__name__}", encode)
        yield kind(f"html/{table.__name__}_blanks", encode, style=entries.blank_zeros)
    yield kind("html/messy", messy)
    yield kind("html/messy_blanks", messy, style=entries.blank_totals)
    yield kind("html/laid_out", lambda d: laid_out_page(d).encode())
    yield kind("html/one_table", lambda d: one_table_page(d).encode())
    yield kind("html/one_table_blanks", lambda d: one_table_page(d).encode(), style=entries.blank_zeros)
    yield kind("html/blocks_apart", clean, changed(reshaping.in_pieces))


def _damages() -> Iterator[Kind]:
    for how in SPELLINGS:
        yield kind(f"html/{how.__name__}", clean, spelled(how))
    for how in LABEL_SPELLINGS:
        yield kind(f"html/{how.__name__}", clean, labelled(how))
    yield kind("html/no_headings", clean, changed(reshaping.without_headings))
    yield kind("html/text_between", messy, changed(reshaping.with_text_between))
    yield kind("html/foreign_table", clean, changed(reshaping.with_foreign_table))
    yield kind("html/filler_rows", clean, changed(reshaping.retabled("二", reshaping.with_filler_rows)))
    yield kind("html/lost_characters", clean, changed(rewording.reworded(rewording.LOST_CHARACTERS)))
    yield kind("html/second_lines_lost", clean, changed(rewording.reworded(rewording.SECOND_LINES_LOST)))
    first = changed(rewording.reworded(rewording.FIRST_LABELS_LOST))
    yield kind("html/first_labels_lost", clean, first)
    yield kind("html/empty", clean, style=entries.empty)
    yield kind("html/head_in_two_rows", clean, changed(reshaping.retabled("三", reshaping.with_head_in_two_rows)))
    yield kind("html/sub_labels_gone", clean, changed(reshaping.retabled("三", reshaping.without_sub_labels(""))))
    hubei = (reshaping.retabled("二", reshaping.with_rows_of_hubei), rewording.reworded(rewording.EXPLAINED))
    yield kind("html/hubei", clean, changed(*hubei))
    yield kind("html/aliases", clean, changed(rewording.reworded(rewording.ALIASES)))
    yield kind("html/six_in_one_row", messy, editions=("2021",), six_in_one_row=True)
    mixed = changed(reshaping.retabled("二", reshaping.with_block_of("2019", MIXED)))
    yield kind(
        "html/mixed",
        clean,
        mixed,
        editions=("2021",),
        unprinted=lambda cell: cell.split(".")[1] in ("regulations", "normative_documents"),
    )
    permuted = reshaping.retabled("三", reshaping.with_columns_permuted((4, 0, 2, 1, 3)))
    yield kind("html/columns_permuted", clean, changed(permuted))
    yield kind("html/varied", messy, style=entries.varied)
    yield kind("html/unreadable", messy, style=entries.unreadable)
    yield kind("html/three_marks", messy, style=entries.marked("/", "0", ""))
    yield kind("html/words", clean, style=entries.worded)
    yield kind("html/money_without_unit", clean, style=entries.without_unit)
