"""Several files for one unit: stated as findings of D-1, one valid submission per unit and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from township_reports.domain.finding import Finding, Severity
from township_reports.domain.form.form import load_form
from township_reports.domain.report import Report
from township_reports.domain.run import ReceivedFile

RULE = "D-1"
CELLS_SHOWN = 5


def find_duplicate_files(
    unit: str, counts: ReceivedFile, files: Sequence[ReceivedFile], reports: Mapping[int, Report]
) -> Iterator[Finding]:
    """Find what the files beside the one that counts say: the same, something else, or nothing that can be read."""
    for file in files:
        if file == counts:
            continue
        if file.unreadable:
            yield _finding(unit, Severity.WARNING, (), f"另一份文件 {file.file_name} 无法读取：{file.unreadable}")
            continue
        cells = list_differing_cells(reports[counts.id], reports[file.id])
        if cells:
            yield _finding(unit, Severity.ERROR, cells, _contradiction(counts, file, cells, reports))
        else:
            yield _finding(unit, Severity.INFO, (), _same(counts, file, reports[file.id]))


def _same(counts: ReceivedFile, file: ReceivedFile, report: Report) -> str:
    doubtful = len(report.list_incomplete())
    but = f"（后一份有{doubtful}格没有读到或无法辨认，其余各格相同）" if doubtful else ""
    return f"收到两份数据相同的文件：{counts.file_name}、{file.file_name}{but}，采用前一份。"


def _finding(unit: str, severity: Severity, cells: tuple[str, ...], message: str) -> Finding:
    return Finding(RULE, severity, unit, cells, None, None, None, message)


def list_differing_cells(one: Report, other: Report) -> tuple[str, ...]:
    """Cells that do not say the same in both; a whole form of another edition differs in its own cells.

    What one of them leaves in doubt contradicts nothing: a scan of the same report rarely reads as whole as its .docx.
    """
    doubtful = {*one.list_incomplete(), *other.list_incomplete()}
    cells = [cell for cell in dict.fromkeys((*one.cells, *other.cells)) if cell not in doubtful]
    return tuple(cell for cell in cells if _said(one, cell) != _said(other, cell))


def _said(report: Report, cell_id: str) -> object:
    """Return a deduced figure says what a read one does."""
    cell = report.cells.get(cell_id)
    return cell and (cell.value if cell.counts_as_zero else cell.status)


def _contradiction(
    counts: ReceivedFile, file: ReceivedFile, cells: Sequence[str], reports: Mapping[int, Report]
) -> str:
    labels = [load_form(_edition_with(cell, counts, file, reports)).label(cell) for cell in cells[:CELLS_SHOWN]]
    more = "等" if len(cells) > CELLS_SHOWN else ""
    return (
        f"收到两份内容不同的文件：{counts.file_name}、{file.file_name}，有{len(cells)}格不同（{'、'.join(labels)}{more}）。"
        "请确认哪一份有效，把另一份移出文件夹。"
    )


def _edition_with(cell: str, counts: ReceivedFile, file: ReceivedFile, reports: Mapping[int, Report]) -> str:
    holder = counts if cell in reports[counts.id].cells else file
    return reports[holder.id].edition
