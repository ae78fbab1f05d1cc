"""When a figure vanishes from a document, whatever is still read is right: figures never slide into other columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.documents.expected import DOCUMENTS, expected
from township_reports.domain.report import Report, Status
from township_reports.extraction.api import read_report

WITH_SEPARATOR = {
    "no_headings.txt": r"(?<=\| )[+-]?\d+ \| ",
    "one_row_other_leading_pipes.txt": r"(?<=\| )[+-]?\d+ \| ",
    "blank_and_slash.txt": r"(?<=\| )[+-]?\d+ \| ",
    "bars_on_own_lines.txt": r"(?<=\n)[+-]?\d+\n\|\n",
    "cell_a_line.txt": r"(?<=\n)  [+-]?\d+\n\n",
    "padded_cells.txt": r"\n \u00a0[+-]?\d+\u00a0 \n \| ",
    "tabs.txt": r"\t[+-]?\d+(?=[\t\n])",
    "page.html": r"<td[^>]*>(?:<p><span>)?[+-]?\d+(?:</span></p>)?</td>",
}
EVERY = 7  # each seventh figure, so that all columns have their turn


def _wrong(report: Report, name: str) -> list[str]:
    right = expected(name).cells
    read = {cell_id: cell for cell_id, cell in report.cells.items() if cell.status is Status.READ}
    return [cell_id for cell_id, cell in read.items() if cell.value != right[cell_id][0]]


def _read(report: Report) -> int:
    return sum(cell.status is Status.READ for cell in report.cells.values())


@pytest.mark.parametrize("name", WITH_SEPARATOR)
def test_nothing_slides(name: str, tmp_path: Path) -> None:
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    tables = re.compile(WITH_SEPARATOR[name])
    figures = [match.span() for match in tables.finditer(text, text.index("第二十条"))]
    assert len(figures) > 150
    path = tmp_path / name
    whole = _read(read_report(DOCUMENTS / name))
    for start, end in figures[::EVERY]:
        path.write_text(text[:start] + text[end:], encoding="utf-8")
        report = read_report(path)
        assert (_wrong(report, name), _read(report) < whole) == ([], True), text[start - 40 : end]


@pytest.mark.parametrize(
    "label", ["<td>1.申请人无正当理由[^<]*</td>", "<td>3.其他</td>", '<td colspan="2">（七）总计</td>']
)
def test_figures_without_their_label_are_not_read_as_another_row(label: str, tmp_path: Path) -> None:
    text = (DOCUMENTS / "gb2312_page.html").read_text(encoding="gb18030")
    path = tmp_path / "page.html"
    path.write_text(re.sub(label, "", text, count=1), encoding="gb18030")
    report = read_report(path)
    assert "requests.other.total" not in report.cells
    assert (_wrong(report, "gb2312_page.html"), len(report.list_incomplete())) == ([], 7)
