"""What each format's reader makes of odd and hostile files, before any label is looked at."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from township_reports.domain.document import Document, Grid
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.parsers.office import excel_workbook as workbook
from township_reports.extraction.parsers.office import word_document
from township_reports.extraction.parsers.text import plain_text
from township_reports.extraction.parsers.text.encoding import decode
from township_reports.extraction.parsers.web import html as web_page

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)


def _texts(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in document.list_grids()]


def _columns(grid: Grid) -> list[list[int]]:
    return [[cell.column for cell in row] for row in grid.rows]


def _package(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def _word(body: str, namespace: str = W) -> Document:
    return word_document.parse(
        _package({"word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>"})
    )


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_spans_of_a_page() -> None:
    page = '<table><tr><td rowspan="2">a</td><td colspan=\'\\"2\\"\'>b</td></tr><tr><td>c</td><td>d</td></tr></table>'
    (grid,) = web_page.parse(page.encode()).list_grids()
    assert _columns(grid) == [[0, 1], [1, 2]]


def test_endless_spans_of_a_page_are_capped() -> None:
    page = "<table><tr><td rowspan=100000000 colspan=100000000>1</td></tr><tr><td colspan=1000>2</td></tr></table>"
    assert _texts(web_page.parse(page.encode())) == [[["1"], ["2"]]]


def test_a_table_of_one_cell_in_a_cell_is_its_text_and_a_larger_one_its_own() -> None:
    small, large = "<table><tr><td>7</td></tr></table>", "<table><tr><td>1</td><td>2</td></tr></table>"
    page = f"<table><tr><td>a</td><td>{small}</td><td>x{large}</td></tr></table>"
    assert _texts(web_page.parse(page.encode())) == [[["a", "7", "x"]], [["1", "2"]]]


@pytest.mark.parametrize("cell", ["5<sup>1</sup>", "5<del>1</del>", "5<s>1</s>"])
def test_raised_and_struck_figures_stand_apart(cell: str) -> None:
    assert _texts(web_page.parse(f"<table><tr><td>{cell}</td></tr></table>".encode())) == [[["5 1"]]]


def test_hidden_parts_of_a_page_are_not_read() -> None:
    page = '<table><tr><td>1<span style="display: none">9</span></td><td hidden>8</td></tr></table><script>x</script>'
    assert _texts(web_page.parse(page.encode())) == [[["1"]]]


def test_a_page_without_end_is_read_to_its_depth() -> None:
    assert _texts(web_page.parse(b"<table><tr><td>" * 5000 + b"a")) == [[["a"]]]


def test_lines_of_a_page() -> None:
    page = "<div>a<b>b</b><!-- --> c<p>d</p>e<br>f<a></a>g<sup>1</sup><i>h</i>\n i</div>j"
    assert [block.text for block in web_page.parse(page.encode()).list_paragraphs()] == [
        "ab c",
        "d",
        "e",
        "fg 1 h i",
        "j",
    ]


def test_a_page_may_be_hidden_until_it_is_loaded() -> None:
    assert [block.text for block in web_page.parse(b"<body hidden><p>a").list_paragraphs()] == ["a"]


def test_a_table_without_end_is_cut_and_told() -> None:
    document = web_page.parse(b"<table>" + b"<tr><td>1</td></tr>" * 600 + b"</table>")
    assert document.notes == ("第1个表格超过500行，其后各行没有读取",)


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("年报镕﹝2020﹞".encode("gb18030"), "gb2312"),
        ("年报镕﹝2020﹞".encode(), "gb2312"),
        ("\ufeff年报镕﹝2020﹞".encode(), ""),
        ("年报镕﹝2020﹞".encode("utf-16"), ""),
        ("年报镕﹝2020﹞".encode("gb18030"), "no-such-charset"),
    ],
)
def test_encodings(data: bytes, declared: str) -> None:
    assert decode(data, declared) == "年报镕﹝2020﹞"


def test_big5() -> None:
    assert decode("年度報告".encode("big5"), "big5") == "年度報告"


def test_spans_of_a_word_table() -> None:
    top = _cell("a", '<w:vMerge w:val="restart"/>') + _cell("b", '<w:gridSpan w:val="2"/>')
    below = _cell("", "<w:vMerge/>") + _cell("c") + _cell("d")
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + _cell("e")
    (grid,) = _word(f"<w:tbl><w:tr>{top}</w:tr><w:tr>{below}</w:tr><w:tr>{before}</w:tr></w:tbl>").list_grids()
    assert _columns(grid) == [[0, 1], [1, 2], [1]]


def test_endless_spans_of_a_word_table_are_capped() -> None:
    cells = _cell("a", '<w:gridSpan w:val="200000000"/>') + _cell("b")
    (grid,) = _word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>").list_grids()
    assert _columns(grid) == [[0, 64]]


def test_strict_open_xml() -> None:
    assert _texts(_word(f"<w:tbl><w:tr>{_cell('1')}</w:tr></w:tbl>", STRICT)) == [[["1"]]]


def test_a_far_cell_of_a_workbook_is_refused() -> None:
    parts = {"xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": SHEET}
    with pytest.raises(UnreadableReportError, match="工作表的范围过大"):
        workbook.parse(_package(parts))


def test_empty_first_cells_of_lines_with_bars() -> None:
    line = "规章 | 1 | 2 | 3 |\n"
    document = plain_text.parse((line * 5 + " | 4 | 5 |\n").encode())
    assert _texts(document)[0][-1] == ["", "4", "5"]


def test_bars_in_front_of_lines() -> None:
    line = "| 规章 | 1 | 2 | 3 |\n"
    assert _texts(plain_text.parse((line * 5).encode()))[0][0] == ["规章", "1", "2", "3"]


def test_page_numbers_and_rules_are_no_rows() -> None:
    line = "规章 | 1 | 2 | 3 |\n"
    document = plain_text.parse((line * 3 + "--- | --- | ---\n- 3 -\n" + line * 3).encode())
    assert len(_texts(document)[0]) == 6
