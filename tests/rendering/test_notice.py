"""The notices that go back: what they say, what is left open, that nothing in them is markup, same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from selectolax.lexbor import LexborHTMLParser
from support.reports.sample_notice import TOTAL, reminded, returned, suggested, unreadable
from support.reports.sample_report import HOSTILE
from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.domain.county import County
from township_reports.domain.form.form import EDITIONS
from township_reports.rendering.render_notice import render_notice, render_notices

SLIPS: list[Callable[[], CorrectionNotice]] = [returned, suggested, reminded, unreadable]


def word(slip: CorrectionNotice, folder: Path) -> WordDocument:
    return Document(str(render_notice(slip, folder)["docx"]))


def lines(slip: CorrectionNotice, folder: Path) -> list[str]:
    return [paragraph.text for paragraph in word(slip, folder).paragraphs]


def page(slip: CorrectionNotice, folder: Path) -> LexborHTMLParser:
    return LexborHTMLParser(render_notice(slip, folder)["html"].read_text(encoding="utf-8"))


def test_a_returned_report_is_told_what_is_wrong_where_and_what_to_do(tmp_path: Path) -> None:
    told = lines(returned(), tmp_path)
    assert told[1] == "关于退回修改2021年政府信息公开\n工作年度报告的通知"
    assert told[2] == f"第1镇{HOSTILE}："
    assert "（文件“第1镇.docx”）收悉" in told[3] and "有2处错误" in told[3] and "〔2021〕30号" in told[3]
    at = told.index("1.表三·（一）予以公开不平")
    assert told[at - 1 : at + 4] == [
        "一、需要改正的错误",
        "1.表三·（一）予以公开不平",
        "这些数据格在报送文件中的位置：第2个表格第6行的第3至4、9格。",
        "2.表四有1格没有找到",
        "二、需要核对说明的事项",
    ]
    assert "三、没有能够核对的事项" in told and "四、办理要求" in told
    assert (
        "3.请于2022年2月8日前将改正后的报告报送云溪县人民政府办公室，文件名中写明单位名称和年度。"
        "联系人：李某。联系电话：0570-1234567。"
    ) in told


def test_a_suggestion_is_told_with_its_reason_and_listed(tmp_path: Path) -> None:
    document = word(suggested(), tmp_path)
    told = [paragraph.text for paragraph in document.paragraphs]
    label = "表三“三、本年度办理结果/（一）予以公开”·总计"
    assert f"1.{label}现为38，可能应为33。三项勾稽同时成立。" in told
    listed = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert listed[1] == ["1", "▲", label, "第2个表格第6行第9格", "38", "33"]
    assert [line[1] for line in listed] == ["标注", "▲", "▲", "△", "△"]


def test_a_long_figure_does_not_break_beside_its_mark(tmp_path: Path) -> None:
    slip = returned()
    assert slip.report
    long = replace(slip.report.cells[TOTAL], value=12345, raw="12345")
    slip = replace(slip, report=replace(slip.report, cells={**slip.report.cells, TOTAL: long}))
    texts = {cell.text for row in word(slip, tmp_path).tables[2].rows for cell in row.cells}
    assert "△\n12345" in texts and "△30" in texts


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_official_tables_follow_with_the_wrong_cells_marked(edition: str, tmp_path: Path) -> None:
    _, *official = word(suggested(edition), tmp_path).tables
    marked = {cell.text for table in official for row in table.rows for cell in row.cells if cell.text[:1] in "▲△"}
    assert marked - {""} == {"△30", "△3", "▲38\n→33", "▲未找到"}


def test_marks_do_not_depend_on_colour(tmp_path: Path) -> None:
    official = word(suggested(), tmp_path).tables[2]
    [wrong] = {cell._tc for row in official.rows for cell in row.cells if cell.text.startswith("▲")}
    assert {side.get(qn("w:sz")) for side in wrong.find(f".//{qn('w:tcBorders')}")} == {"18"}
    assert wrong.find(f".//{qn('w:b')}") is not None
    cell = page(suggested(), tmp_path).css_first("td.wrong")
    assert cell is not None and cell.text() == "▲38→33"


def test_who_has_not_reported_is_reminded(tmp_path: Path) -> None:
    told = lines(reminded(), tmp_path)
    assert told[1] == "关于催报2021年政府信息公开\n工作年度报告的通知"
    assert "至今没有收到" in told[3]
    assert "请于【待填：报送期限】前将报告报送云溪县人民政府办公室" in told[5]
    assert "联系" not in "".join(told) and "附件" not in "".join(told)


def test_a_file_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    told = lines(unreadable(), tmp_path)
    assert told[1].startswith("关于重新报送2021年")
    assert "原因：文件已损坏，打不开。" in told


def test_what_is_left_open_is_not_overlooked(tmp_path: Path) -> None:
    slip = replace(reminded(), county=County("", "", ()))
    highlighted = [
        run.text for paragraph in word(slip, tmp_path).paragraphs for run in paragraph.runs if run.font.highlight_color
    ]
    issuer = "【待填：发文机关】"
    assert highlighted == [
        "【待填：发文字号】",
        "【待填：报送期限】",
        "【待填：接收单位】",
        issuer,
        "【待填：成文日期】",
    ]
    marks = [mark.text() for mark in page(slip, tmp_path).css("mark")]
    assert marks == [issuer, *highlighted]


def test_the_letter_is_headed_by_its_issuer_in_red(tmp_path: Path) -> None:
    section = word(reminded(), tmp_path).sections[0]
    [head] = section.first_page_header.paragraphs
    assert (head.text, str(head.runs[0].font.color.rgb)) == ("云溪县人民政府办公室", "C00000")
    assert section.different_first_page_header_footer and round(section.header_distance.mm) == 30
    assert "".join(paragraph.text for paragraph in section.first_page_footer.paragraphs) == ""


@pytest.mark.parametrize("make", SLIPS)
def test_what_a_unit_writes_is_text(make: Callable[[], CorrectionNotice], tmp_path: Path) -> None:
    slip = replace(make(), reason=HOSTILE, file_name=HOSTILE, unit=HOSTILE)
    html = render_notice(slip, tmp_path)["html"].read_text(encoding="utf-8")
    assert "<script" not in html and escape(HOSTILE, quote=False)[:20] in html.replace("&#39;", "'")
    assert "{{ 7 * 7 }}" in "".join(lines(slip, tmp_path))


@pytest.mark.parametrize("make", SLIPS)
def test_the_same_notice_has_the_same_bytes(make: Callable[[], CorrectionNotice], tmp_path: Path) -> None:
    first, again = (render_notice(make(), tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first.values()] == [path.read_bytes() for path in again.values()]
    assert Document(str(first["docx"])).core_properties.created == datetime(2021, 12, 31, tzinfo=UTC)


def test_files_are_named_after_what_they_ask_and_the_unit_each_its_own(tmp_path: Path) -> None:
    same = [replace(reminded(), unit=name) for name in ("城/关镇", "城?关镇", "河口乡")]
    names = [path.name for path in render_notices(same, tmp_path)]
    stems = ["催报通知（城_关镇）", "催报通知（城_关镇）（2）", "催报通知（河口乡）"]
    assert names == [f"{stem}.{kind}" for stem in stems for kind in ("html", "docx")]
