"""The drafted sentences: only what the data say, and marked places for the rest."""

from __future__ import annotations

from support.reports.sample_report import HOSTILE, consolidated, two_units, unit, unit_report, with_last_year
from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.report import Cell, Status
from township_reports.rendering.narrative import ParagraphStyle, ReportParagraph, write_paragraphs
from township_reports.rendering.narrative_context import build_narrative_context
from township_reports.rendering.template_folder import ReportTemplates
from township_reports.template.form import load_form


def told(template: str, report: ConsolidatedReport, *own: str) -> list[ReportParagraph]:
    """The paragraphs, without the cells of their figures."""
    context = build_narrative_context(report, load_form(report.figures.edition), own)
    return [ReportParagraph(one.text, one.manner) for one in write_paragraphs(template, ReportTemplates(), context)]


def texts(template: str, report: ConsolidatedReport, *own: str) -> list[str]:
    return [one.text for one in told(template, report, *own)]


def test_the_overview_tells_units_and_main_figures() -> None:
    report = two_units("2021")
    assert told("overview", report) == [
        ReportParagraph("（一）编制与报送", ParagraphStyle.SUBHEADING),
        ReportParagraph(
            "本报告依据《中华人民共和国政府信息公开条例》，按国办公开办函〔2021〕30号规定的格式，由各报送单位2021年"
            "政府信息公开工作年度报告的数据汇总编制。所列数据的统计期限自2021年1月1日起，至2021年12月31日止。"
        ),
        ReportParagraph(
            "全县应报送单位共3家（乡镇2家、街道1家），数据计入汇总的2家，未计入的1家（有错误1家）。"
            "各单位报送结果见附件1，核对发现见附件2，各类单位的数据见附件4。"
        ),
        ReportParagraph("（二）主要数据", ParagraphStyle.SUBHEADING),
        ReportParagraph(
            "主动公开：行政规范性文件本年制发件数1006、本年废止件数1008、现行有效件数1010；"
            "行政许可、行政处罚、行政强制处理决定分别为1012件、1014件、1016件。"
        ),
        ReportParagraph(
            "依申请公开：本年新收政府信息公开申请1032件；上年结转1046件；本年度办理1354件，"
            "其中予以公开1060件、部分公开1074件；结转下年度继续办理1368件。"
        ),
        ReportParagraph(
            "办理结果中数量最多的3项：其他处理（其他）1340件、其他处理（申请人逾期未按收费通知要求缴纳费用、"
            "行政机关不再处理其政府信息公开申请）1326件、"
            "其他处理（申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请）1312件。"
        ),
        ReportParagraph("复议诉讼：行政复议1378件；未经复议直接起诉1388件；复议后起诉1398件。"),
        ReportParagraph(
            "【待填：机构职责、制度建设、平台建设、监督保障等总体情况，由云溪县人民政府办公室填写】",
            ParagraphStyle.PLACEHOLDER,
        ),
    ]


def test_problems_name_each_unit_left_out_and_leave_the_reasons_to_the_annex() -> None:
    told = texts("problems", two_units("2019"))
    assert told == [
        "（一）报送和核对情况",
        f"下列1家单位的数据未计入全县汇总，原因见附件1：坏'镇{HOSTILE}（有错误）。",
        "对报送数据的核对共有错误1项、提示1项，逐条列于附件2。",
        "（二）主要问题和改进措施",
        "【待填：存在的主要问题及改进情况，由云溪县人民政府办公室填写】",
    ]


def test_nothing_wrong_is_said_plainly() -> None:
    report = consolidated("2021", {unit(1): unit_report("2021")})
    told = texts("problems", report)
    assert told[1:3] == ["全部应报送单位的数据均已计入全县汇总。", "对报送数据的核对没有发现问题。"]


def test_data_not_merged_is_told_in_the_annex() -> None:
    report = consolidated("2021", {unit(1): unit_report("2019"), unit(2): unit_report("2021")})
    told = texts("merging", report)
    assert told[1:2] == [f"1.{report.figures.notes[0]}"]
    assert told[-3] == "计入汇总的单位：第1镇、第2镇。"


def test_units_with_deduced_figures_are_told_in_the_annex() -> None:
    deduced = {cell: Cell(2, "2", Status.DEDUCED) for cell in ("requests.granted.total", "requests.granted.business")}
    report = consolidated("2021", {unit(1): unit_report("2021", 0, deduced), unit(2): unit_report("2021")})
    told = texts("merging", report)
    assert told[-4] == "空格丢失、按勾稽关系推定位置的数，按推定的计入，并在附件2中提示：第1镇2格。"


def test_the_office_s_own_text_stands_where_it_was_left_open() -> None:
    said = texts("problems", two_units("2021"), "公开不够及时。", "将按月检查。")
    assert said[-3:] == ["（二）主要问题和改进措施", "公开不够及时。", "将按月检查。"]
    assert texts("other_matters", two_units("2021"), "本年没有收取信息处理费。") == ["本年没有收取信息处理费。"]


def test_the_comparison_tells_who_was_counted_in_one_year_only() -> None:
    said = texts("overview", with_last_year(two_units("2021"), "2019"))
    assert "两年计入汇总的单位不同：第2镇上年未计入、本年计入；第9镇上年计入、本年未计入。" in said
