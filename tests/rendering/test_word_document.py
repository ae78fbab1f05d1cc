from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from support.reports.sample_report import HOSTILE
from township_reports.records.county_report import ConsolidatedReport

BODY = "Body Text"


@pytest.fixture
def word(files: dict[str, Path]) -> WordDocument:
    return Document(str(files["docx"]))


def test_the_page_is_that_of_the_standard(word: WordDocument) -> None:
    section = word.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]
    assert (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)) == (210, 297)


def test_page_numbers_stand_outside(word: WordDocument) -> None:
    section = word.sections[0]
    sides = [footer._element.find(f".//{qn('w:jc')}") for footer in (section.footer, section.even_page_footer)]
    assert [side.get(qn("w:val")) for side in sides] == ["right", "left"]
    assert word.settings.odd_and_even_pages_header_footer


def test_page_numbers_stand_7_mm_under_the_type_area_and_take_no_line_of_it(word: WordDocument) -> None:
    section = word.sections[0]
    under, margin = section.footer_distance, section.bottom_margin
    assert under and margin
    for footer in (section.footer, section.even_page_footer):
        (number,) = footer.paragraphs
        height = number.paragraph_format.line_spacing
        assert isinstance(height, Length)
        dash = margin - under - height / 2
        assert under + height < margin
        assert dash == pytest.approx(Mm(7), abs=Mm(0.2))


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("表格文字", "仿宋_GB2312", 9),
    ],
)
def test_styles_have_the_standard_s_fonts(word: WordDocument, style: str, font: str, points: int) -> None:
    fonts = word.styles[style].element.rPr.rFonts
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:eastAsiaTheme"))) == (font, None)
    assert word.styles[style].font.size.pt == points


def test_headings_are_real_headings(word: WordDocument, report: ConsolidatedReport) -> None:
    headings = [one.text for one in word.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings[:2] == ["一、总体情况", "二、主动公开政府信息情况"]
    assert len(headings) == 12
    assert [one.text for one in word.paragraphs if one.style and one.style.name == "Title"] == [report.title]


def test_an_annex_has_its_number_at_the_left_and_its_title_in_the_middle_of_the_third_line(word: WordDocument) -> None:
    annexes = [one for one in word.paragraphs if one.text.startswith("附件") and one.style and one.style.name != BODY]
    assert [one.text for one in annexes][:2] == ["附件1\n\n\t报送单位及结果", "附件2\n\n\t核对发现"]
    assert len(annexes) == 6
    for one in annexes:
        (middle,) = one.paragraph_format.tab_stops
        assert (one.style and one.style.name, one.paragraph_format.first_line_indent) == ("Heading 1", 0)
        assert (round(middle.position.mm), middle.alignment) == (78, WD_TAB_ALIGNMENT.CENTER)
        title = one.runs[-1]
        assert title.font.size == Pt(22)
        assert title._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_heads_are_merged_repeated_and_rows_stay_whole(word: WordDocument) -> None:
    requests = word.tables[1]
    heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in requests.rows]
    assert heads == [True] * 3 + [False] * (len(requests.rows) - 3)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for table in word.tables for row in table.rows)
    assert [cell.text for cell in requests.rows[1].cells][2:5] == [requests.cell(0, 0).text, "自然人", "法人或其他组织"]


def test_a_row_of_table_three_reads_across(word: WordDocument) -> None:
    group, result, reason, *figures = [cell.text for cell in word.tables[1].rows[7].cells]
    assert (group, result, reason) == ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密")
    assert len(figures) == 7


def test_tables_fit_the_type_area(word: WordDocument) -> None:
    for table in word.tables:
        twips = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iter(qn("w:gridCol")))
        assert twips == round(156 / 25.4 * 1440)


def test_what_a_unit_writes_is_text(word: WordDocument) -> None:
    assert word.tables[3].cell(3, 1).text == f"坏'镇{HOSTILE}"
    assert word.tables[3].cell(3, 5).text == HOSTILE


def test_nothing_in_the_file_tells_when_it_was_made(files: dict[str, Path], report: ConsolidatedReport) -> None:
    about = Document(str(files["docx"])).core_properties
    assert (about.created, about.modified) == (datetime(report.year, 12, 31, tzinfo=UTC),) * 2
    assert (about.title, about.author) == (report.title, "云溪县人民政府办公室")
    with ZipFile(files["docx"]) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
