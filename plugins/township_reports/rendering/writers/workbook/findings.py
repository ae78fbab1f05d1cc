"""Writes the findings on all units as one workbook, to be sorted and filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.domain.description.cell_descriptions import format_figure
from township_reports.domain.description.locations import format_locations
from township_reports.domain.finding import Finding
from township_reports.domain.form.form import CellSpec, load_form
from township_reports.domain.report import MISSING_CELL, Cell, Status, Value
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.writers.workbook.report import OPTIONS
from township_reports.rendering.writers.workbook.text_in_cells import escape_workbook
from township_reports.rendering.writers.workbook.worksheet import A4, LOOK, compute_height, count_lines

Content = str | Value | None
Line = tuple[Content, ...]
Heads = Sequence[tuple[str, float]]

FINDINGS: Heads = (("序号", 6), ("单位", 16), ("规则", 7), ("级别", 8), ("表", 5), ("行", 24), ("列", 12),
                   ("数据格编号", 32), ("现报", 10), ("应等于", 10), ("差额", 10), ("在报送文件中的位置", 24),
                   ("核对发现", 56))  # fmt: skip
CELLS: Heads = (("发现序号", 9), ("单位", 18), ("规则", 7), ("表", 5), ("行", 40), ("列", 14), ("数据格编号", 34),
                ("现报", 12), ("建议值", 12), ("在报送文件中的位置", 28))  # fmt: skip
UNITS: Heads = (("序号", 6), ("单位", 24), ("报送结果", 12), ("报送文件", 44), ("原因", 80))
MOST_LABELS = 3
NO_YEAR = 2000
HIGHEST_ROW = 409.0  # points, of any spreadsheet program
WIDE = 24.0  # characters: what is as wide holds text that begins at the left


def render_findings(slips: Iterable[CorrectionNotice], title: str, folder: Path) -> Path:
    """Write a line a finding, a line a cell of each, a line a unit, and tell the file's path; same data, same bytes.

    `slips` are all units of a run in their order, also those without findings; each is looked at once and let go.
    """
    path = folder / f"{title}.xlsx"
    findings: list[Line] = []
    cells: list[Line] = []
    units: list[Line] = []
    year = NO_YEAR
    for slip in slips:
        units.append((len(units) + 1, *_unit_line(slip)))
        year = slip.year or year
        for finding in slip.findings:
            findings.append((len(findings) + 1, *_finding_line(slip, finding)))
            cells += [(len(findings), *_cell_line(slip, finding, cell)) for cell in finding.cells]
    with Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": make_printable(title), "created": datetime(year, 12, 31)})
        _write_sheet(book, "核对发现", FINDINGS, findings)
        _write_sheet(book, "所涉数据格", CELLS, cells)
        _write_sheet(book, "报送情况", UNITS, units)
    return path


def _finding_line(slip: CorrectionNotice, finding: Finding) -> Line:
    specs = list(_specs(slip, finding))
    found = [slip.report.cells.get(cell, MISSING_CELL) for cell in finding.cells] if slip.report else []
    return (
        slip.unit,
        finding.rule,
        finding.severity.label,
        _some([spec.table.section for spec in specs]),
        _some([_row(spec) for spec in specs]),
        _some([spec.column.label for spec in specs]),
        " ".join(finding.cells),
        _found(slip, finding),
        finding.right,
        finding.difference,
        format_locations([cell.place for cell in found if cell.place]),
        finding.message,
    )


def _cell_line(slip: CorrectionNotice, finding: Finding, cell_id: str) -> Line:
    spec = next(_specs(slip, finding, (cell_id,)), None)
    cell = slip.report.cells.get(cell_id, MISSING_CELL) if slip.report else MISSING_CELL
    suggestion = slip.suggestions.get(cell_id)
    return (
        slip.unit,
        finding.rule,
        spec.table.section if spec else "",
        _row(spec) if spec else "",
        spec.column.label if spec else "",
        cell_id,
        _content(cell),
        suggestion.value if suggestion else None,
        str(cell.place or ""),
    )


def _unit_line(slip: CorrectionNotice) -> Line:
    return slip.unit, slip.outcome, slip.file_name, slip.reason


def _specs(slip: CorrectionNotice, finding: Finding, cells: Sequence[str] = ()) -> Iterator[CellSpec]:
    """Where the cells of a finding stand on the unit's form, those the form knows."""
    if slip.report:
        on_form = load_form(slip.report.edition).cells()
        yield from (on_form[cell_id] for cell_id in cells or finding.cells if cell_id in on_form)


def _row(spec: CellSpec) -> str:
    return "/".join((*spec.row.under[-1:], spec.row.label))


def _some(labels: Sequence[str]) -> str:
    """Different labels, the first few of many."""
    different = list(dict.fromkeys(labels))
    more = f"等{len(different)}项" if len(different) > MOST_LABELS else ""
    return "、".join(different[:MOST_LABELS]) + more


def _found(slip: CorrectionNotice, finding: Finding) -> Content:
    """Return what the unit's side of an equation comes to, or what stands in the only cell of a finding."""
    if finding.left is not None or slip.report is None or len(finding.cells) != 1:
        return finding.left
    return _content(slip.report.cells.get(finding.cells[0], MISSING_CELL))


def _content(cell: Cell) -> Content:
    return cell.value if cell.status is Status.READ else format_figure(cell)


def _write_sheet(book: Workbook, name: str, heads: Heads, lines: Sequence[Line]) -> None:
    sheet = book.add_worksheet(name)

    @cache
    def look(*changes: tuple[str, object]) -> Format:
        return book.add_format({**LOOK, **dict(changes)})

    for column, (label, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, look(("bold", True)))
    for row, line in enumerate(lines, start=1):
        for column, content in enumerate(line):
            side = {"align": "left"} if heads[column][1] >= WIDE else {}
            kept = escape_workbook(content) if isinstance(content, str) else {}
            _write(sheet, row, column, content, look(*side.items(), *kept.items()))
        texts = [(make_printable(str(content)), width) for content, (_, width) in zip(line, heads, strict=True)]
        sheet.set_row(row, min(HIGHEST_ROW, compute_height(max(count_lines(text, width) for text, width in texts))))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(lines)), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, row: int, column: int, content: Content, look: Format) -> None:
    """Figures as numbers; whatever a unit wrote as text, never a formula."""
    if content is None or content == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(content, str):
        sheet.write_string(row, column, make_printable(content), look)
    else:
        sheet.write_number(row, column, float(content) if isinstance(content, Decimal) else content, look)
