"""The reader gets back from every format exactly the figures that were written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from support.generator.document import Document
from support.generator.figures import balanced_figures, completed, printed
from support.generator.form_tables import Figure
from support.generator.formats import FORMATS, suffix
from support.generator.known import known_cells
from township_reports.reading.registry import read_report
from township_reports.records.report import Report, Status, Value
from township_reports.template.form import EDITIONS

YEARS = {"2019": 2020, "2021": 2023}
WITH_ROWS = [name for name in FORMATS if name != "txt_cells"]  # there a blank cell leaves no trace that is certain


def _document(edition: str, figures: Mapping[str, Figure]) -> Document:
    year = YEARS[edition]
    return Document(
        title=f"云汀县周嘉镇人民政府{year}年政府信息公开工作年度报告",
        edition=edition,
        figures=figures,
        introduction=(f"本报告的统计期限自{year}年1月1日起至{year}年12月31日止。",),
        narrative={"一": ("全年主动公开政府信息174条。",), "五": ("一是人手不足；二是更新不及时。",), "六": ("无。",)},
        signature=("云汀县周嘉镇人民政府", f"{year + 1}年1月20日"),
    )


def _read(document: Document, name: str, folder: Path) -> Report:
    path = folder / f"report{suffix(name)}"
    path.write_bytes(FORMATS[name](document))
    return read_report(path)


def _cells(report: Report) -> dict[str, tuple[Value | None, Status]]:
    return {cell_id: (cell.value, cell.status) for cell_id, cell in report.cells.items()}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("dense", [False, True], ids=["sparse", "dense"])
def test_figures_come_back(name: str, edition: str, dense: bool, tmp_path: Path) -> None:
    figures = printed(edition, balanced_figures(edition, 11, "部门", dense=dense))
    report = _read(_document(edition, figures), name, tmp_path)
    assert _cells(report) == known_cells(figures)
    assert (report.unit, report.year, report.edition) == ("周嘉镇", YEARS[edition], edition)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_report_of_zeros_comes_back(name: str, edition: str, tmp_path: Path) -> None:
    figures = printed(edition, completed(edition, {}))
    assert _cells(_read(_document(edition, figures), name, tmp_path)) == known_cells(figures)


@pytest.mark.parametrize("name", WITH_ROWS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_blanks_come_back_as_blanks(name: str, edition: str, tmp_path: Path) -> None:
    figures = printed(edition, balanced_figures(edition, 12), blank_zeros=True)
    assert _cells(_read(_document(edition, figures), name, tmp_path)) == known_cells(figures)


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_guessed_where_blanks_leave_no_trace(edition: str, tmp_path: Path) -> None:
    figures = printed(edition, balanced_figures(edition, 12), blank_zeros=True)
    expected = known_cells(figures)
    for cell_id, cell in _read(_document(edition, figures), "txt_cells", tmp_path).cells.items():
        assert cell.status in (Status.MISSING, Status.UNSURE) or (cell.value, cell.status) == expected[cell_id], cell_id


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("mark", ["/", "-", "—", "无"])
def test_marks_for_none_come_back_as_such(name: str, mark: str, tmp_path: Path) -> None:
    texts = printed("2019", balanced_figures("2019", 13))
    figures = {cell: mark if figure == 0 else figure for cell, figure in texts.items()}
    assert _cells(_read(_document("2019", figures), name, tmp_path)) == known_cells(figures)


@pytest.mark.parametrize("name", FORMATS)
def test_numbers_as_units_write_them(name: str, tmp_path: Path) -> None:
    texts: dict[str, Figure] = {
        "proactive.licensing.decisions": "1,113",
        "proactive.licensing.change": "+5",
        "proactive.penalties.change": "-45",
        "proactive.procurement.amount": "251000元",
        "requests.received.total": "  7 ",
    }
    figures = printed("2019", completed("2019", {})) | texts
    assert _cells(_read(_document("2019", figures), name, tmp_path)) == known_cells(figures)


@pytest.mark.parametrize("name", FORMATS)
def test_other_handling_as_one_row_comes_back(name: str, tmp_path: Path) -> None:
    requests = {"requests.received.natural_person": 4, "requests.other.natural_person": 3}
    figures = printed("2021", completed("2021", requests | {"proactive.fees.amount": Decimal("7730.28")}))
    cells = _cells(_read(_document("2021", figures), name, tmp_path))
    assert {cell: cells[cell] for cell in figures} == known_cells(figures)
    replaced = {cell: status for cell, (_, status) in cells.items() if cell not in figures}
    assert set(replaced.values()) == {Status.NOT_APPLICABLE}
    assert len(replaced) == 3 * 7
