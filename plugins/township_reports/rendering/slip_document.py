"""A notice to a unit before it has a file format: the letter and the tables that go with it. Writes no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from township_reports.records.finding import Finding, Severity
from township_reports.records.places import places_told
from township_reports.records.report import MISSING_CELL, Report
from township_reports.records.slip import Slip, SlipKind
from township_reports.records.told_cells import told_cell, told_cells
from township_reports.rendering.figure_format import figure_text
from township_reports.rendering.marked_tables import marked_tables, marks_of
from township_reports.rendering.narrative import Paragraph
from township_reports.rendering.printable import printable
from township_reports.rendering.printed_table import Mark, PrintedTable, listing
from township_reports.rendering.report_document import Part, annex_heading
from township_reports.rendering.template_folder import plain_text
from township_reports.template.form import EDITIONS, edition_for, load_form

SECTION = "# "
NUMBERS = "一二三四五六"
CELLS_TITLE, TABLES_TITLE = "需要核对的数据格", "读取到的数据（标注）"
CELL_HEADS = (("序号", 1), ("标注", 1), ("数据格", 5), ("在报送文件中的位置", 4), ("现报", 2), ("建议值", 2))
LEGEND = {
    Mark.WRONG: "“▲”并加粗框的，是有误或建议改动的格",
    Mark.INVOLVED: "“△”的，是不成立的等式中的格，其中至少有一格有误",
}


@dataclass(frozen=True)
class SlipDocument:
    """All that the page and the Word document print, in printed order; `issuer` heads and signs the letter."""

    title: str
    issuer: str
    number: str
    addressee: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Part, ...]
    contents: tuple[str, ...]
    signature: tuple[Paragraph, ...]
    annexes: tuple[Part, ...]


class ToldFinding(NamedTuple):
    """A finding as the letter tells it, and where its cells stand in the unit's file (may be empty)."""

    message: str
    places: str


class ToldSuggestion(NamedTuple):
    """A suggested value as the letter tells it."""

    label: str
    figure: str
    value: str
    reason: str


def compose(slip: Slip) -> SlipDocument:
    """The notice's document."""
    issuer = printable(slip.county.office) or "【待填：发文机关】"
    opening, sections = _text(slip)
    annexes = tuple(_annexes(slip, slip.report)) if slip.report else ()
    titles = [title for _, title in (annex.annex for annex in annexes) if title]
    return SlipDocument(
        printable(slip.title),
        issuer,
        "" if slip.issued else "【待填：发文字号】",
        f"{printable(slip.unit)}：",
        opening,
        sections,
        tuple(f"{number}.{title}" for number, title in enumerate(titles, start=1)),
        (Paragraph(issuer), Paragraph(slip.issued or "【待填：成文日期】")),
        annexes,
    )


def _text(slip: Slip) -> tuple[tuple[Paragraph, ...], tuple[Part, ...]]:
    """The paragraphs before the first section, and the sections with their numbers."""
    told = {severity: _told(slip, severity) for severity in Severity}
    text = (
        plain_text()
        .get_template("slip.txt.j2")
        .render(
            slip=slip,
            office=slip.county.office or "【待填：接收单位】",
            notice=load_form(_edition(slip)).notice,
            errors=told[Severity.ERROR],
            warnings=told[Severity.WARNING],
            unchecked=told[Severity.UNCHECKED],
            suggested=_suggested(slip),
        )
    )
    opening, *sections = f"\n{text}".split(f"\n{SECTION}")
    return _paragraphs(opening), tuple(
        Part(f"{number}、{section.partition(chr(10))[0]}", _paragraphs(section.partition("\n")[2]))
        for number, section in zip(NUMBERS, sections, strict=False)
    )


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line) for line in text.splitlines() if line.strip())


def _edition(slip: Slip) -> str:
    """The form the report is on, or should be."""
    if slip.report:
        return slip.report.edition
    return edition_for(slip.year) if slip.year else EDITIONS[-1]


def _told(slip: Slip, severity: Severity) -> list[ToldFinding]:
    return [_told_finding(finding, slip.report) for finding in slip.findings if finding.severity is severity]


def _told_finding(finding: Finding, report: Report | None) -> ToldFinding:
    cells = [report.cells.get(cell.id, MISSING_CELL) for cell in told_cells(finding, report)] if report else []
    return ToldFinding(finding.message, places_told([cell.place for cell in cells if cell.place]))


def _suggested(slip: Slip) -> list[ToldSuggestion]:
    if slip.report is None:
        return []
    kinds = {cell.id: cell.column.kind for cell in load_form(slip.report.edition).cells().values()}
    return [
        ToldSuggestion(cell.label, cell.figure, figure_text(suggestion.value, kinds[cell.id]), suggestion.reason)
        for cell_id, suggestion in slip.suggestions.items()
        for cell in (told_cell(slip.report, cell_id),)
    ]


def _annexes(slip: Slip, report: Report) -> Iterator[Part]:
    """The cells to look at, then the official tables as read, marked."""
    if slip.kind is not SlipKind.RETURNED:
        return
    marks = marks_of(slip, report)
    if marks:
        heading = annex_heading(1, CELLS_TITLE)
        yield Part(heading, table=_cell_list(heading, slip, report, marks))
    heading = annex_heading(2 if marks else 1, TABLES_TITLE)
    notes = [f"读取说明：{printable(note)}" for note in report.notes]
    yield Part(heading, tuple(Paragraph(text) for text in (_legend(slip, marks), *notes)))
    yield from (Part(table.caption, table=table) for table in marked_tables(slip, report))


def _legend(slip: Slip, marks: Mapping[str, Mark]) -> str:
    used = [text for mark, text in LEGEND.items() if mark in marks.values()]
    arrows = ["“→”后面的，是建议值"] if slip.suggestions else []
    return "；".join(("下列各表是从报送文件中读到的数据，空白的格照原样空白", *used, *arrows)) + "。"


def _cell_list(caption: str, slip: Slip, report: Report, marks: Mapping[str, Mark]) -> PrintedTable:
    """The marked cells, those pointed at first, then in the form's order."""
    on_form = (cell_id for cell_id in load_form(report.edition).cells() if cell_id in marks)
    in_order = sorted(on_form, key=lambda cell_id: marks[cell_id] is not Mark.WRONG)
    lines = [
        (str(number), marks[cell.id], printable(cell.label), printable(cell.place), printable(cell.figure), value)
        for number, cell in enumerate((told_cell(report, cell_id) for cell_id in in_order), start=1)
        for value in (_suggested_value(slip, report, cell.id),)
    ]
    return listing(caption, CELL_HEADS, lines)


def _suggested_value(slip: Slip, report: Report, cell_id: str) -> str:
    suggestion = slip.suggestions.get(cell_id)
    kind = load_form(report.edition).cells()[cell_id].column.kind
    return figure_text(suggestion.value, kind) if suggestion else ""
