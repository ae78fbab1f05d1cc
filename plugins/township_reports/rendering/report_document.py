"""The consolidated report before it has a file format: six sections and three annexes. Writes no file."""

from __future__ import annotations

from dataclasses import dataclass

from township_reports.records.county_report import ConsolidatedReport
from township_reports.rendering.annexes import finding_list, unit_list
from township_reports.rendering.narrative import Manner, Paragraph, paragraphs
from township_reports.rendering.official_tables import official_tables
from township_reports.rendering.printable import printable
from township_reports.rendering.printed_table import PrintedTable
from township_reports.template.form import Form, load_form

TEXT_SECTIONS = {"一": "overview", "五": "problems", "六": "other_matters"}
ANNEX_TITLES = ("报送单位及结果", "核对发现", "汇总说明")


@dataclass(frozen=True)
class Part:
    """A section or an annex: its heading, its paragraphs, its table."""

    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: PrintedTable | None = None


@dataclass(frozen=True)
class ReportDocument:
    """All that the page and the Word document print, in printed order."""

    title: str
    office: str
    sections: tuple[Part, ...]
    contents: tuple[str, ...]
    signature: tuple[Paragraph, ...]
    annexes: tuple[Part, ...]


def compose(report: ConsolidatedReport) -> ReportDocument:
    """The report's document; raises KeyError for an edition that does not exist."""
    form = load_form(report.figures.edition)
    office = printable(report.county.office)
    return ReportDocument(
        printable(report.title),
        office,
        _sections(report, form),
        tuple(f"{number}.{title}" for number, title in enumerate(ANNEX_TITLES, start=1)),
        (*([Paragraph(office)] if office else []), Paragraph("【待填：成文日期】", Manner.LEFT_OPEN)),
        _annexes(report, form),
    )


def _sections(report: ConsolidatedReport, form: Form) -> tuple[Part, ...]:
    parts = [Part(table.caption, table=table) for table in official_tables(form, report.figures.cells)]
    for section, template in TEXT_SECTIONS.items():
        parts.append(Part(f"{section}、{form.sections[section]}", paragraphs(template, report, form)))
    return tuple(sorted(parts, key=lambda part: "一二三四五六".index(part.heading[0])))


def _annexes(report: ConsolidatedReport, form: Form) -> tuple[Part, ...]:
    units, findings, merging = (f"附件{number}　{title}" for number, title in enumerate(ANNEX_TITLES, start=1))
    found = finding_list(findings, report)
    return (
        Part(units, table=unit_list(units, report)),
        Part(findings, table=found) if report.findings else Part(findings, (Paragraph("没有核对发现。"),)),
        Part(merging, paragraphs("merging", report, form)),
    )
