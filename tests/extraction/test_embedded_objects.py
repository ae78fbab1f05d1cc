"""A cell of an Office file that holds something that is no text is read as people see it, or is unsure."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from PIL import Image
from support.documents.hostile_office import ods, odt
from township_reports.domain.document import Document, GridCell
from township_reports.extraction.parsers.office import excel_binary as old_workbook
from township_reports.extraction.parsers.office import excel_workbook as workbook
from township_reports.extraction.parsers.office import open_document, open_spreadsheet, sheet_drawings, word_document

MAIN = "http://schemas.openxmlformats.org"
NAMES = (
    f'xmlns:w="{MAIN}/wordprocessingml/2006/main" xmlns:m="{MAIN}/officeDocument/2006/math" '
    f'xmlns:wp="{MAIN}/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:a="{MAIN}/drawingml/2006/main" xmlns:mc="{MAIN}/markup-compatibility/2006"'
)
TEXT = "<w:r><w:t>12</w:t></w:r>"
INLINE = "<w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>"
SEAL = "<w:r><w:drawing><wp:anchor><a:graphic/></wp:anchor></w:drawing></w:r>"
BOX = "<w:r><w:pict><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></w:pict></w:r>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
RESULT = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{TEXT}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
ENTRIES = '<w:listEntry w:val="7"/><w:listEntry w:val="12"/>'
CHOICE = f'<w:ffData><w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList></w:ffData>'
NUMBERED = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
SUPERSCRIPT = "<m:sSup><m:e><m:r><m:t>5</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"


def seen(cell: GridCell) -> tuple[str, bool]:
    return cell.text, bool(cell.trouble)


def word(body: str) -> Document:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
    return word_document.parse(stream.getvalue())


def word_cell(paragraph: str) -> tuple[str, bool]:
    document = word(f"<w:tbl><w:tr><w:tc><w:p>{paragraph}</w:p></w:tc><w:tc><w:p>{TEXT}</w:p></w:tc></w:tr></w:tbl>")
    first, second = document.list_grids()[0].rows[0]
    assert seen(second) == ("12", False)
    return seen(first)


@pytest.mark.parametrize(
    ("paragraph", "cell"),
    [
        (f"<w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt>", ("12", False)),
        (f'<w:fldSimple w:instr="=SUM(LEFT)">{TEXT}</w:fldSimple>', ("12", False)),
        ('<w:fldSimple w:instr="=SUM(LEFT)"/>', ("", True)),
        (FIELD.format("", " FORMTEXT ") + RESULT, ("12", False)),
        (FIELD.format("", " FORMTEXT ").replace("{}", ""), ("", False)),
        (FIELD.format("", "=SUM(LEFT)") + RESULT, ("12", False)),
        (FIELD.format("", "=SUM(LEFT)"), ("", True)),
        (FIELD.format(CHOICE, " FORMDROPDOWN "), ("12", False)),
        (FIELD.format("<w:ffData><w:checkBox/></w:ffData>", " FORMCHECKBOX "), ("", True)),
        (INLINE, ("", True)),
        (TEXT + INLINE, ("12", True)),
        (SEAL, ("", True)),
        (TEXT + SEAL, ("12", False)),
        (BOX.format(TEXT), ("12", False)),
        (BOX.format(""), ("", True)),
        ("<w:r><w:object><v:shape/></w:object></w:r>", ("", True)),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', ("", True)),
        ("<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>", ("12", False)),
        (f"<m:oMath>{SUPERSCRIPT}</m:oMath>", ("52", True)),
        (NUMBERED.format(3), ("", True)),
        (NUMBERED.format(3) + TEXT, ("12", False)),
        (NUMBERED.format(0), ("", False)),
        (f"<w:r><w:t>行政规范性文件</w:t></w:r>{INLINE}", ("行政规范性文件", False)),
        ("<w:del><w:r><w:delText>12</w:delText></w:r></w:del>", ("", False)),
        (f"<w:ins>{TEXT}</w:ins>", ("12", False)),
    ],
)
def test_a_cell_of_a_word_file(paragraph: str, cell: tuple[str, bool]) -> None:
    assert word_cell(paragraph) == cell


def test_pictures_outside_tables_leave_no_mark() -> None:
    document = word(f"<w:p>{INLINE}</w:p><w:p>{INLINE}{TEXT}{SEAL}</w:p>")
    assert [paragraph.text for paragraph in document.list_paragraphs()] == ["12"]


def test_a_picture_in_a_table_of_one_cell_within_a_cell() -> None:
    assert word_cell(f"</w:p><w:tbl><w:tr><w:tc><w:p>{INLINE}</w:p></w:tc></w:tr></w:tbl><w:p>") == ("", True)


DRAWING = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
FRAME = f'<draw:frame {DRAWING} text:anchor-type="{{}}">{{}}</draw:frame>'


@pytest.mark.parametrize(
    ("content", "cell"),
    [
        (FRAME.format("as-char", "<draw:image/>"), ("", True)),
        (f"12{FRAME.format('as-char', '<draw:image/>')}", ("12", True)),
        (f"12{FRAME.format('paragraph', '<draw:image/>')}", ("12", False)),
        (FRAME.format("paragraph", "<draw:image/>"), ("", True)),
        (FRAME.format("as-char", "<draw:text-box><text:p>12</text:p></draw:text-box>"), ("12", False)),
        (FRAME.format("as-char", "").replace("draw:frame", "draw:control"), ("", True)),
    ],
)
def test_a_cell_of_an_open_document(content: str, cell: tuple[str, bool]) -> None:
    row = f"<table:table-row><table:table-cell><text:p>{content}</text:p></table:table-cell></table:table-row>"
    text = open_document.parse(odt(f"<table:table>{row}</table:table>"))
    assert seen(text.list_grids()[0].rows[0][0]) == cell
    other = "<table:table-cell><text:p>7</text:p></table:table-cell></table:table-row>"
    sheet = open_spreadsheet.parse(ods(row.replace("</table:table-row>", other)))
    assert [seen(one) for one in sheet.list_grids()[0].rows[0]] == [cell, ("7", False)]


def excel(first: int, last: int) -> bytes:
    """A sheet of two rows of three cells, with nothing in the middle, and a picture from one column to another."""
    book = openpyxl.Workbook()
    for row in (1, 2):
        book.active.cell(row, 1, 5)
        book.active.cell(row, 3, 6)
    drawn = BytesIO()
    Image.new("L", (4, 4)).save(drawn, "PNG")
    picture = SheetImage(drawn)
    picture.anchor = TwoCellAnchor(_from=AnchorMarker(first, 0, 0, 0), to=AnchorMarker(last, 9, 0, 9))
    book.active.add_image(picture)
    book.active["B2"].comment = Comment("a remark", "somebody")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("first", "last", "is_unsure"), [(1, 1, True), (0, 2, True), (2, 3, False), (5, 9, False)])
def test_a_picture_over_a_cell_of_a_workbook(first: int, last: int, is_unsure: bool) -> None:
    above, below = workbook.parse(excel(first, last)).list_grids()[0].rows
    assert [seen(cell) for cell in above] == [("5", False), ("", is_unsure), ("6", False)]
    assert [seen(cell) for cell in below] == [("5", False), ("", False), ("6", False)]


def test_a_picture_over_a_cell_of_an_old_workbook() -> None:
    book, stream = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("表")
    for row in (0, 1):
        sheet.write(row, 0, 5)
        sheet.write(row, 2, 6)
    picture = BytesIO()
    Image.new("RGB", (20, 10)).save(picture, "BMP")
    sheet.insert_bitmap_data(picture.getvalue(), 0, 1)
    book.save(stream)
    above, below = old_workbook.parse(stream.getvalue()).list_grids()[0].rows
    assert [seen(cell) for cell in above] == [("5", False), ("", True), ("6", False)]
    assert [seen(cell) for cell in below] == [("5", False), ("", False), ("6", False)]


@pytest.mark.parametrize(("kind", "cells"), [(0x08, {(2, 1), (2, 2)}), (0x19, set())])
def test_the_remark_on_a_cell_of_an_old_workbook_is_no_picture(kind: int, cells: set[tuple[int, int]]) -> None:
    anchor = struct.pack("<HHI9H", 0, 0xF010, 18, 0, 1, 0, 2, 0, 2, 9, 2, 9)
    records = [(0xEC, b"head" + anchor), (0x5D, struct.pack("<HHHH", 0x15, 18, kind, 1))]
    assert sheet_drawings.list_drawn_cells_of_records(records) == cells
