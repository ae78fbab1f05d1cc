"""PDFs as a whole: a real one, and what a PDF may hide."""

from __future__ import annotations

import csv

import pytest
from support.documents.expected import DOCUMENTS
from support.documents.hostile import one_page, packed
from support.folders import SHARED
from township_reports.domain.document import Document, Paragraph
from township_reports.extraction.api import read_report
from township_reports.extraction.parsers.pdf.document import parse

REAL = SHARED / "real"
FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
FRAME = b" ".join(b"72 %d m 272 %d l S" % (y, y) for y in (600, 630, 660)) + b" ".join(
    b" %d 600 m %d 660 l S" % (x, x) for x in (72, 172, 272)
)
FILLING = b" BT /F 10 Tf 72 100 Td (some more text that makes it no scan) Tj ET"


def _drawn(*commands: bytes, page: bytes = b"") -> Document:
    return parse(one_page(packed(b" ".join((FRAME, FILLING, *commands))), page=FONT + page))


def _text(text: bytes, x: int, y: int) -> bytes:
    return b"BT /F 10 Tf %d %d Td (%b) Tj ET" % (x, y, text)


def _first_row(document: Document) -> list[tuple[str, bool]]:
    return [(cell.text, bool(cell.trouble)) for cell in document.list_grids()[0].rows[0]]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real report is not here")
def test_a_real_report() -> None:
    report = read_report(REAL / "hongze_2023.pdf")
    with (REAL / "hongze_2023.csv").open(encoding="utf-8") as stream:
        known = {line["cell"]: line["value"] for line in csv.DictReader(stream)}
    assert {cell_id: str(report.cells[cell_id].value) for cell_id in known} == known
    assert (len(known), report.unit, report.year, report.edition, report.notes) == (186, "洪泽区", 2023, "2021", ())


def test_a_cell_tells_its_page_and_its_box() -> None:
    place = read_report(DOCUMENTS / "head_cut.pdf").cells["disputes.litigation_direct.corrected"].place
    assert place is not None
    assert (place.page, place.table, place.column) == (5, 1, 7)
    assert place.box is not None
    left, top, right, bottom = place.box
    assert 0 < left < right < 596
    assert 0 < top < bottom < 843


def test_a_digit_over_the_line_between_two_cells() -> None:
    assert _first_row(_drawn(_text(b"12345", 160, 640), _text(b"7", 200, 610))) == [("12", True), ("345", True)]


def test_a_number_struck_out() -> None:
    line = b"95 643.5 m 115 643.5 l S"
    assert _first_row(_drawn(_text(b"12", 100, 640), line, _text(b"7", 200, 640))) == [("12", True), ("7", False)]


def test_a_number_printed_twice_in_place_is_bold() -> None:
    assert _first_row(_drawn(_text(b"12", 100, 640), _text(b"12", 100, 640))) == [("12", False), ("", False)]


def test_a_box_to_fill_in() -> None:
    field = b"/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/V(12)/Rect[90 635 120 655]>>]"
    assert _first_row(_drawn(_text(b"7", 200, 640), page=field)) == [("", True), ("7", False)]


def _field(value: bytes, box: tuple[int, int, int, int], drawn: bytes = b"", flags: int = 4) -> Document:
    """The table with a field filled in, and what is drawn in it for people to see."""
    content = b"/Tx BMC q BT /F 10 Tf 2 4 Td (%b) Tj ET Q EMC" % (drawn or value)
    width, height = box[2] - box[0], box[3] - box[1]
    look = b"<</Type/XObject/Subtype/Form/BBox[0 0 %d %d]%b/Length %d>>stream\n%b\nendstream" % (
        width, height, FONT, len(content), content)  # fmt: skip
    field = b"/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/F %d/V(%b)/Rect[%d %d %d %d]/AP<</N 5 0 R>>>>]"
    page = FONT + field % (flags, value, *box)
    return parse(one_page(packed(b" ".join((FRAME, FILLING, _text(b"7", 200, 640)))), look, page=page))


def test_what_is_filled_in_is_read() -> None:
    assert _first_row(_field(b"12", (90, 635, 120, 655))) == [("12", False), ("7", False)]


def test_a_field_whose_value_is_not_what_is_drawn_is_unsure() -> None:
    assert _first_row(_field(b"12", (90, 635, 120, 655), b"13")) == [("13", True), ("7", False)]


def test_a_field_that_is_not_shown_is_not_there() -> None:
    assert _first_row(_field(b"12", (90, 635, 120, 655), flags=2)) == [("", False), ("7", False)]


def test_where_a_field_lies_across_a_line_no_cell_is_certain() -> None:
    document = _field(b"12", (90, 620, 120, 640))
    assert {(cell.text, bool(cell.trouble)) for row in document.list_grids()[0].rows for cell in row} == {
        ("", True), ("12", True), ("7", True)}  # fmt: skip


@pytest.mark.parametrize("kind", [b"Ink", b"Stamp", b"FreeText", b"FileAttachment"])
def test_a_note_that_is_no_text_leaves_its_cell_unsure(kind: bytes) -> None:
    note = b"/Annots[<</Type/Annot/Subtype/%b/Contents(12)/Rect[90 635 120 655]>>]" % kind
    assert _first_row(_drawn(_text(b"7", 200, 640), page=note)) == [("", True), ("7", False)]


@pytest.mark.parametrize("kind", [b"Link", b"Popup", b"Text"])
def test_a_remark_beside_the_text_does_not(kind: bytes) -> None:
    note = b"/Annots[<</Type/Annot/Subtype/%b/Contents(12)/Rect[90 635 120 655]>>]" % kind
    assert _first_row(_drawn(_text(b"7", 200, 640), page=note)) == [("", False), ("7", False)]


def test_a_picture_in_a_cell_without_text_leaves_it_unsure() -> None:
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    page = FONT.replace(b"/Resources<<", b"/Resources<</XObject<</X 5 0 R>>")
    content = packed(b" ".join((FRAME, FILLING, b"q 20 0 0 10 90 640 cm /X Do Q", _text(b"7", 200, 640))))
    document = parse(one_page(content, picture + b"stream\n0\nendstream", page=page))
    assert _first_row(document) == [("", True), ("7", False)]


@pytest.mark.parametrize(
    "drawn", [b"90 638 m 95 650 100 652 105 640 c S", b"72 630 m 172 660 l S", b"90 640 m 95 652 l 100 641 l f"]
)
def test_a_drawing_in_a_cell_without_text_leaves_it_unsure_and_is_no_line(drawn: bytes) -> None:
    assert _first_row(_drawn(drawn, _text(b"7", 200, 640))) == [("", True), ("7", False)]


def test_a_watermark_is_left_out_and_told() -> None:
    slanted = b"BT /F 10 Tf .7 .7 -.7 .7 95 635 Tm (copy) Tj ET"
    document = _drawn(_text(b"12", 100, 640), slanted)
    assert _first_row(document) == [("12", False), ("", False)]
    assert document.notes == ("PDF 中斜排的水印文字没有读取：copy",)


def test_page_numbers_are_no_text() -> None:
    texts = [block.text for block in _drawn(_text(b"- 5 -", 290, 30)).blocks if isinstance(block, Paragraph)]
    assert texts == ["some more text that makes it no scan"]


def test_text_over_a_picture_of_the_page_was_guessed_and_is_not_read() -> None:
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    page = b"/Resources<</XObject<</X 5 0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    content = packed(b"q 595 0 0 842 0 0 cm /X Do Q" + FILLING)
    assert parse(one_page(content, picture + b"stream\n0\nendstream", page=page)).scanned_pages == (1,)
