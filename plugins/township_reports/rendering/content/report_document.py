"""The consolidated report before it has a file format: six sections and six annexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from township_reports.domain.consolidated.office_texts import TEXT_SECTIONS
from township_reports.domain.consolidated.report import MAX_UNITS_LISTED, ConsolidatedReport
from township_reports.domain.form.form import Form, load_form
from township_reports.rendering.content.annexes import (
    FINDINGS_SHEET,
    UNITS_SHEET,
    list_excluded_units,
    list_findings,
    list_rules,
    list_units,
)
from township_reports.rendering.content.chart_data import Bars, chart_groups, chart_years
from township_reports.rendering.content.figure_tables import build_comparison_table, build_group_table
from township_reports.rendering.content.narrative import ParagraphStyle, ReportParagraph, write_paragraphs
from township_reports.rendering.content.narrative_context import build_narrative_context
from township_reports.rendering.content.official_tables import build_official_tables
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.content.table_layout import TableLayout
from township_reports.rendering.templating.template_folder import ReportTemplates

TEMPLATES = dict(zip(TEXT_SECTIONS, ("overview", "problems", "other_matters"), strict=True))
ANNEX_TITLES = ("报送单位及结果", "核对发现", "汇总说明", "各类单位数据", "与上年对比", "发布前核验")


ANNEX, BETWEEN = "附件", "　"


def format_annex_heading(number: int, title: str) -> str:
    """Format the heading of an annex in one line."""
    return f"{ANNEX}{number}{BETWEEN}{title}"


@dataclass(frozen=True)
class Part:
    """A section or an annex: its heading, its paragraphs, its table, its charts."""

    heading: str
    paragraphs: tuple[ReportParagraph, ...] = ()
    table: TableLayout | None = None
    charts: tuple[Bars, ...] = ()

    @property
    def annex(self) -> tuple[str, str]:
        """An annex's number and title, which stand on lines of their own on paper; both empty for a section."""
        number, _, title = self.heading.partition(BETWEEN)
        return (number, title) if number.startswith(ANNEX) else ("", "")


@dataclass(frozen=True)
class ReportDocument:
    """All that the page, the Word document and the PDF print, in printed order."""

    title: str
    office: str
    sections: tuple[Part, ...]
    contents: tuple[str, ...]
    signature: tuple[ReportParagraph, ...]
    annexes: tuple[Part, ...]


def compose_report(report: ConsolidatedReport, templates: ReportTemplates | None = None) -> ReportDocument:
    """Return the report's document; raises KeyError for an edition that does not exist, TemplateError."""
    form, templates = load_form(report.figures.edition), templates or ReportTemplates()

    def text(name: str, section: str = "") -> tuple[ReportParagraph, ...]:
        context = build_narrative_context(report, form, report.texts.sections.get(section, ()))
        return write_paragraphs(name, templates, context)

    return ReportDocument(
        make_printable(report.title),
        make_printable(report.county.office),
        _sections(report, form, text),
        tuple(f"{number}.{title}" for number, title in enumerate(ANNEX_TITLES, start=1)),
        _signature(report),
        tuple(_annexes(report, form, text)),
    )


Text = Callable[..., tuple[ReportParagraph, ...]]
"""The paragraphs of a text template by its name and the section they stand in."""


def _signature(report: ConsolidatedReport) -> tuple[ReportParagraph, ...]:
    office, date = make_printable(report.county.office), make_printable(report.texts.date)
    day = ReportParagraph(date) if date else ReportParagraph("【待填：成文日期】", ParagraphStyle.PLACEHOLDER)
    return (*([ReportParagraph(office)] if office else []), day)


def _sections(report: ConsolidatedReport, form: Form, text: Text) -> tuple[Part, ...]:
    parts = [Part(table.caption, table=table) for table in build_official_tables(form, report.figures.cells)]
    for section, template in TEMPLATES.items():
        parts.append(Part(f"{section}、{form.sections[section]}", text(template, section)))
    return tuple(sorted(parts, key=lambda part: "一二三四五六".index(part.heading[0])))


def _units(heading: str, report: ConsolidatedReport) -> Part:
    """Every unit; of a large county those left out, and where the others are listed."""
    if not report.is_large:
        return Part(heading, table=list_units(heading, report))
    left_out = sum(not line.included for line in report.units)
    introduction = (
        f"应报送单位{len(report.units)}家，逐家的报送结果见{_workbook(report, UNITS_SHEET)}和数据包的units表。"
    )
    if not left_out:
        return Part(heading, (ReportParagraph(introduction),))
    first = f"前{MAX_UNITS_LISTED}家" if left_out > MAX_UNITS_LISTED else ""
    introduction += f"未计入汇总的{left_out}家，{first}列于下表。"
    return Part(heading, (ReportParagraph(introduction),), list_excluded_units(heading, report))


def _findings(heading: str, report: ConsolidatedReport) -> Part:
    """Every finding; of very many how many there are of each rule, and where they are listed."""
    if not report.findings:
        return Part(heading, (ReportParagraph("没有核对发现。"),))
    if report.lists_findings:
        return Part(heading, table=list_findings(heading, report))
    listed = f"逐条的发现见{_workbook(report, FINDINGS_SHEET)}和数据包的findings表"
    introduction = f"核对发现共{len(report.findings)}条，{listed}；下表为各条规则的发现条数，每条规则举一例。"
    return Part(heading, (ReportParagraph(introduction),), list_rules(heading, report))


def _workbook(report: ConsolidatedReport, sheet: str) -> str:
    return f"工作簿《{make_printable(report.title)}.xlsx》的“{sheet}”表"


def _annexes(report: ConsolidatedReport, form: Form, text: Text) -> Iterator[Part]:
    units, findings, merging, groups, years, proof = (
        format_annex_heading(number, title) for number, title in enumerate(ANNEX_TITLES, start=1)
    )
    yield _units(units, report)
    yield _findings(findings, report)
    yield Part(merging, text("merging"))
    yield Part(groups, text("groups"), build_group_table(groups, report, form), chart_groups(report, form))
    compared = (
        build_comparison_table(years, comparison, report.figures.cells, form)
        if (comparison := report.comparison)
        else None
    )
    yield Part(years, text("comparison"), compared, chart_years(report, form))
    yield Part(proof, text("proof"))
