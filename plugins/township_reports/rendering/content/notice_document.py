"""A notice to a unit before it has a file format: the letter and the tables that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from township_reports.domain.correction_notice import CorrectionNotice, NoticeKind
from township_reports.domain.description.cell_descriptions import describe_cell, describe_cells
from township_reports.domain.description.locations import format_locations
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.form.form import EDITIONS, find_edition, load_form
from township_reports.domain.report import MISSING_CELL, Report
from township_reports.rendering.content.figure_format import format_value
from township_reports.rendering.content.marked_tables import build_marked_tables, find_marks
from township_reports.rendering.content.narrative import ReportParagraph
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.content.report_document import Part, format_annex_heading
from township_reports.rendering.content.table_layout import Mark, TableLayout, build_listing
from township_reports.rendering.templating.template_folder import make_plain_text

SECTION = "# "
NUMBERS = "一二三四五六"
CELLS_TITLE, TABLES_TITLE = "需要核对的数据格", "读取到的数据（标注）"
CELL_HEADS = (("序号", 1), ("标注", 1), ("数据格", 5), ("在报送文件中的位置", 4), ("现报", 2), ("建议值", 2))
LEGEND = {
    Mark.WRONG: "“▲”并加粗框的，是有误或建议改动的格",
    Mark.INVOLVED: "“△”的，是不成立的等式中的格，其中至少有一格有误",
}


@dataclass(frozen=True)
class NoticeDocument:
    """All that the page and the Word document print, in printed order; `issuer` heads and signs the letter."""

    title: str
    issuer: str
    number: str
    addressee: str
    opening: tuple[ReportParagraph, ...]
    sections: tuple[Part, ...]
    contents: tuple[str, ...]
    signature: tuple[ReportParagraph, ...]
    annexes: tuple[Part, ...]


class DescribedFinding(NamedTuple):
    """A finding as the letter tells it, and where its cells stand in the unit's file (may be empty)."""

    message: str
    places: str


class DescribedSuggestion(NamedTuple):
    """A suggested value as the letter tells it."""

    label: str
    figure: str
    value: str
    reason: str


def compose_notice(slip: CorrectionNotice) -> NoticeDocument:
    """Return the notice's document."""
    issuer = make_printable(slip.county.office) or "【待填：发文机关】"
    opening, sections = _text(slip)
    annexes = tuple(_annexes(slip, slip.report)) if slip.report else ()
    titles = [title for _, title in (annex.annex for annex in annexes) if title]
    return NoticeDocument(
        make_printable(slip.title),
        issuer,
        "" if slip.issued else "【待填：发文字号】",
        f"{make_printable(slip.unit)}：",
        opening,
        sections,
        tuple(f"{number}.{title}" for number, title in enumerate(titles, start=1)),
        (ReportParagraph(issuer), ReportParagraph(slip.issued or "【待填：成文日期】")),
        annexes,
    )


def _text(slip: CorrectionNotice) -> tuple[tuple[ReportParagraph, ...], tuple[Part, ...]]:
    """Return the paragraphs before the first section, and the sections with their numbers."""
    by_severity = {severity: _format_finding(slip, severity) for severity in Severity}
    text = (
        make_plain_text()
        .get_template("slip.txt.j2")
        .render(
            slip=slip,
            office=slip.county.office or "【待填：接收单位】",
            notice=load_form(_edition(slip)).notice,
            errors=by_severity[Severity.ERROR],
            warnings=by_severity[Severity.WARNING],
            unchecked=by_severity[Severity.UNCHECKED],
            suggested=_suggested(slip),
        )
    )
    opening, *sections = f"\n{text}".split(f"\n{SECTION}")
    return _paragraphs(opening), tuple(
        Part(f"{number}、{section.partition(chr(10))[0]}", _paragraphs(section.partition("\n")[2]))
        for number, section in zip(NUMBERS, sections, strict=False)
    )


def _paragraphs(text: str) -> tuple[ReportParagraph, ...]:
    return tuple(ReportParagraph(line) for line in text.splitlines() if line.strip())


def _edition(slip: CorrectionNotice) -> str:
    """Return the form the report is on, or should be."""
    if slip.report:
        return slip.report.edition
    return find_edition(slip.year) if slip.year else EDITIONS[-1]


def _format_finding(slip: CorrectionNotice, severity: Severity) -> list[DescribedFinding]:
    return [_describe_finding(finding, slip.report) for finding in slip.findings if finding.severity is severity]


def _describe_finding(finding: Finding, report: Report | None) -> DescribedFinding:
    cells = [report.cells.get(cell.id, MISSING_CELL) for cell in describe_cells(finding, report)] if report else []
    return DescribedFinding(finding.message, format_locations([cell.place for cell in cells if cell.place]))


def _suggested(slip: CorrectionNotice) -> list[DescribedSuggestion]:
    if slip.report is None:
        return []
    kinds = {cell.id: cell.column.kind for cell in load_form(slip.report.edition).cells().values()}
    return [
        DescribedSuggestion(cell.label, cell.figure, format_value(suggestion.value, kinds[cell.id]), suggestion.reason)
        for cell_id, suggestion in slip.suggestions.items()
        for cell in (describe_cell(slip.report, cell_id),)
    ]


def _annexes(slip: CorrectionNotice, report: Report) -> Iterator[Part]:
    """Return the cells to look at, then the official tables as read, marked."""
    if slip.kind is not NoticeKind.RETURNED:
        return
    marks = find_marks(slip, report)
    if marks:
        heading = format_annex_heading(1, CELLS_TITLE)
        yield Part(heading, table=_cell_list(heading, slip, report, marks))
    heading = format_annex_heading(2 if marks else 1, TABLES_TITLE)
    notes = [f"读取说明：{make_printable(note)}" for note in report.notes]
    yield Part(heading, tuple(ReportParagraph(text) for text in (_legend(slip, marks), *notes)))
    yield from (Part(table.caption, table=table) for table in build_marked_tables(slip, report))


def _legend(slip: CorrectionNotice, marks: Mapping[str, Mark]) -> str:
    used = [text for mark, text in LEGEND.items() if mark in marks.values()]
    arrows = ["“→”后面的，是建议值"] if slip.suggestions else []
    return "；".join(("下列各表是从报送文件中读到的数据，空白的格照原样空白", *used, *arrows)) + "。"


def _cell_list(caption: str, slip: CorrectionNotice, report: Report, marks: Mapping[str, Mark]) -> TableLayout:
    """Return the marked cells, those pointed at first, then in the form's order."""
    on_form = (cell_id for cell_id in load_form(report.edition).cells() if cell_id in marks)
    in_order = sorted(on_form, key=lambda cell_id: marks[cell_id] is not Mark.WRONG)
    lines = [
        (
            str(number),
            marks[cell.id],
            make_printable(cell.label),
            make_printable(cell.place),
            make_printable(cell.figure),
            value,
        )
        for number, cell in enumerate((describe_cell(report, cell_id) for cell_id in in_order), start=1)
        for value in (_suggested_value(slip, report, cell.id),)
    ]
    return build_listing(caption, CELL_HEADS, lines)


def _suggested_value(slip: CorrectionNotice, report: Report, cell_id: str) -> str:
    suggestion = slip.suggestions.get(cell_id)
    kind = load_form(report.edition).cells()[cell_id].column.kind
    return format_value(suggestion.value, kind) if suggestion else ""
