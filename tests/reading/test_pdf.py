"""PDFs as a whole: a real one, and what a PDF may hide."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from reading.expected import DOCUMENTS
from reading.hostile import one_page, packed
from township_reports.reading.document import Document, Paragraph
from township_reports.reading.formats.pdf import parse
from township_reports.reading.registry import read_report

REAL = Path(__file__).parents[2].parent / "shared" / "real"
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
    return [(cell.text, bool(cell.trouble)) for cell in document.grids()[0].rows[0]]


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
    assert parse(one_page(content, picture + b"stream\n0\nendstream", page=page)).pictures == (1,)
