"""The sections of damaged documents: by their headings, without the cells of tables and what the page prints around."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.documents.expected import DOCUMENTS
from support.folders import SHARED
from support.generator.document import Document as Written
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.domain.document import Document, Paragraph
from township_reports.domain.narrative import Narrative
from township_reports.domain.report import SourceLocation
from township_reports.extraction.api import read_report
from township_reports.extraction.form_mapping.normalization import TextNormalizer
from township_reports.extraction.narrative.narrative import read_narrative
from township_reports.extraction.parsers.text import plain_text
from township_reports.extraction.parsers.web import html as web_page

SEED = SHARED / "seed/zhoujia_town_2020.txt"
SIX = ["一", "二", "三", "四", "五", "六"]


def narrative(text: str) -> Narrative:
    document = plain_text.parse(text.encode())
    return read_narrative(document, TextNormalizer("\n".join(document.iterate_texts())), 2020)[0]


def told(found: Narrative) -> dict[str, tuple[str, ...]]:
    return {section.numeral: section.paragraphs for section in found.sections}


def headings(found: Narrative) -> list[str]:
    return [section.title for section in found.sections if section.numeral]


HEADINGS = {
    "as the form prints them": """
        一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况
        四、政府信息公开行政复议、行政诉讼情况 五、存在的主要问题及改进情况 六、其他需要报告的事项""",
    "ordinals lost": """
        总体情况 主动公开政府信息情况 收到和处理政府信息公开申请情况
        政府信息公开行政复议、行政诉讼情况 存在的主要问题及改进情况 其他需要报告的事项""",
    "numerals lost": """
        、总体情况 、主动公开政府信息情况 、收到和处理政府信息公开申请情况
        、政府信息公开行政复议、行政诉讼情况 、存在的主要问题及改进情况 、其他需要报告的事项""",
    "a wrong numeral, and 是 for 、": """
        一、总体情况 二、主动公开政府信息情况 三是收到和处理政府信息公开申请情况
        三、政府信息公开行政复议、行政诉讼情况 三、存在的主要问题及改进情况 四、其他需要报告的事项""",
    "other titles": """
        一、概述 二、行政机关主动公开政府信息情况 三、收到和处理政府信息公开的申请情况
        四、被申请行政复议、提起行政诉讼情况 五、存在的问题和下一步打算 六、其它事项""",
    "parts": """
        第一部分、总体情况 第二部分、主动公开政府信息情况 第三部分、收到和处理政府信息公开申请情况
        第四部分、政府信息公开行政复议、行政诉讼情况 第五部分、存在的主要问题及改进情况 第六部分、其他需要报告的事项""",
    "brackets": """
        (一)总体情况 (二)主动公开政府信息情况 (三)收到和处理政府信息公开申请情况
        (四)政府信息公开行政复议、行政诉讼情况 (五)存在的主要问题及改进情况 (六)其他需要报告的事项""",
}


@pytest.mark.parametrize("how", HEADINGS)
def test_headings_are_known_however_they_are_printed(how: str) -> None:
    lines = HEADINGS[how].split()
    found = narrative("\n".join(f"{line}\n第{at}部分的文字。" for at, line in enumerate(lines, 1)))
    assert [section.numeral for section in found.sections] == SIX
    assert headings(found) == lines
    assert told(found)["五"] == ("第5部分的文字。",)


def test_headings_in_a_row_above_pictures_of_tables() -> None:
    found = narrative(
        "某镇2020年政府信息公开工作年度报告\n一、总体情况\n很好。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
        "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n更新慢。\n六、其他需要报告的事项\n无"
    )
    assert told(found) == {
        "": ("某镇2020年政府信息公开工作年度报告",),
        "一": ("很好。",),
        "二": (),
        "三": (),
        "四": (),
        "五": ("更新慢。",),
        "六": ("无",),
    }


def test_a_table_of_contents_before_the_text_is_no_section() -> None:
    titles = HEADINGS["as the form prints them"].split()
    found = narrative("\n".join([*titles, *(line for title in titles for line in (title, "文字。"))]))
    assert [told(found)[numeral] for numeral in SIX] == [("文字。",)] * 6


def test_headings_within_a_section_stay_in_it() -> None:
    found = narrative(
        "一、总体情况\n（一）主动公开政府信息情况\n公开信息5条。\n（二）收到和处理政府信息公开申请情况\n收到申请1件。\n"
        "二、主动公开政府信息情况\n见表。\n三、收到和处理政府信息公开申请情况\n见表。"
    )
    assert len(told(found)["一"]) == 4
    assert [claim.section for claim in found.claims] == ["一", "一"]


def test_a_chapter_of_its_own_belongs_to_the_section_before() -> None:
    found = narrative(
        "五、存在的主要问题及改进情况\n更新慢。\n六、2021年工作思路\n按月检查。\n七、其他需要报告的事项\n没有收取费用。"
    )
    assert told(found) == {"五": ("更新慢。", "六、2021年工作思路", "按月检查。"), "六": ("没有收取费用。",)}


def test_text_behind_a_heading_in_one_line_is_the_sections() -> None:
    found = narrative(
        "一、总体情况。全年收到申请5件，均已答复。\n五、存在的主要问题及改进情况：更新不够及时，将按月检查。"
    )
    assert headings(found) == ["一、总体情况。", "五、存在的主要问题及改进情况："]
    assert told(found)["五"] == ("更新不够及时，将按月检查。",)
    assert [(claim.value, claim.section) for claim in found.claims] == [(5, "一")]


def test_without_any_heading_all_text_stands_before_the_first() -> None:
    found = narrative("某镇年报\n全年收到申请5件。")
    assert told(found) == {"": ("某镇年报", "全年收到申请5件。")}
    assert found.claims[0].section == ""


@pytest.mark.parametrize("layout", ["txt_pipes", "txt_cells", "txt_pipe_cells", "txt_tabs", "docx", "html", "xlsx"])
def test_cells_of_tables_are_no_narrative(layout: str, tmp_path: Path) -> None:
    narrative_of = {"一": ("收到申请5件。",), "二": ("表格如下:",), "三": ("无申请，见下表。",), "六": ("无。",)}
    document = Written(
        "青山县城关镇2020年政府信息公开工作年度报告",
        "2019",
        printed("2019", balanced_figures("2019", 1)),
        narrative=narrative_of,
        signature=("青山县城关镇人民政府", "2021年1月20日"),
    )
    path = tmp_path / "城关镇"
    path.write_bytes(FORMATS[layout](document))
    found = told(read_report(path).narrative)
    assert found == {"": ("青山县城关镇2020年政府信息公开工作年度报告",), "四": (), "五": ()} | narrative_of


@pytest.mark.parametrize(
    "name",
    [path.name for path in sorted(DOCUMENTS.glob("*")) if path.suffix not in (".yaml", ".md")],
)
def test_documents_with_every_fault_leave_no_cell_in_their_text(name: str) -> None:
    lines = [line for section in read_report(DOCUMENTS / name).narrative.sections for line in section.paragraphs]
    assert [line for line in lines if line.strip().isdigit() or line.startswith("第二十条")] == []


def test_what_the_page_prints_around_is_left_out() -> None:
    page = (
        "<html><body><div>当前位置：首页 &gt; 政务公开</div><h1>某镇2020年政府信息公开工作年度报告</h1>"
        "<h2>一、总体情况</h2><p>全年收到申请5件。</p><h2>六、其他需要报告的事项</h2><p>无。</p><p>某镇人民政府</p><p>2021年1月5日</p>"
        "<p>【打印】【关闭】</p><p>上一篇：通知</p><p>主办单位：某县人民政府　蜀ICP备123号</p></body></html>"
    )
    document = web_page.parse(page.encode())
    found = read_narrative(document, TextNormalizer(page), 2020)[0]
    assert told(found) == {
        "": ("某镇2020年政府信息公开工作年度报告",),
        "一": ("全年收到申请5件。",),
        "六": ("无。",),
    }


def test_a_page_laid_out_in_a_table_is_read_as_text() -> None:
    cell = "<p>一、总体情况</p><p>全年收到申请5件。</p><p>五、存在的主要问题及改进情况</p><p>更新慢。</p>"
    document = web_page.parse(f"<table><tr><td>{cell}</td><td>导航</td></tr></table>".encode())
    found = read_narrative(document, TextNormalizer(""), 2020)[0]
    assert (told(found)["一"], [claim.value for claim in found.claims]) == (("全年收到申请5件。",), [5])


def test_traditional_script_with_pinyin_is_told_in_simplified_script() -> None:
    found = read_report(DOCUMENTS / "traditional_with_pinyin.txt").narrative
    assert [section.numeral for section in found.sections if section.numeral] == SIX
    assert all("(" not in section.title and "國" not in section.text for section in found.sections)


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_seed_lists_174_and_tells_four_documents() -> None:
    found = read_report(SEED).narrative
    assert [section.numeral for section in found.sections] == ["", *SIX]
    assert {claim.subject: claim.value for claim in found.claims} == {"disclosed_items": 174, "normative_disclosed": 4}
    [listing] = found.listings
    assert (listing.total, [value for _, value in listing.parts]) == (174, [4, 47, 34, 18, 24, 47])


def test_text_recognised_in_a_picture_is_kept_and_claims_nothing() -> None:
    lines = ["一、总体情况", "2020年，我镇收到政府信息公开申请3件。"]
    printed_text, recognised = (
        Document(tuple(Paragraph(line, SourceLocation(page=1), recognised=from_picture) for line in lines))
        for from_picture in (False, True)
    )
    found, notes = read_narrative(printed_text, TextNormalizer("".join(lines)), 2020)
    assert ([claim.value for claim in found.claims], notes) == ([3], [])
    found, notes = read_narrative(recognised, TextNormalizer("".join(lines)), 2020)
    assert told(found) == {"一": (lines[1],)}
    assert (found.claims, notes) == ((), ["图片中的正文由文字识别读取，没有核对其中的数字"])
