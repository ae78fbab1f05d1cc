"""The workbook's sheets of figures beside each other: live formulas that say what is stored with them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.reports.sample_report import consolidated, two_units, unit, unit_report, with_last_year
from township_reports.reading.registry import read_report
from township_reports.records.county_report import ConsolidatedReport
from township_reports.rendering.render import render_report


@pytest.fixture(scope="module")
def report() -> ConsolidatedReport:
    reports = {unit(1): unit_report("2021"), unit(2, "部门"): unit_report("2021", 1000)}
    return with_last_year(consolidated("2021", reports), "2019")


@pytest.fixture(scope="module")
def path(report: ConsolidatedReport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render_report(report, tmp_path_factory.mktemp("years"))["xlsx"]


@pytest.fixture(scope="module")
def live(path: Path) -> Workbook:
    return load_workbook(path)


@pytest.fixture(scope="module")
def stored(path: Path) -> Workbook:
    return load_workbook(path, data_only=True)


def line(book: Workbook, sheet: str, label: str) -> list[object]:
    return next([cell.value for cell in row] for row in book[sheet].iter_rows() if row[0].value == label)


def test_the_sheets_stand_in_order(live: Workbook) -> None:
    names = ["全县汇总", "第1镇", "第2镇", "各类单位", "与上年对比", "上年数据", "报送单位", "核对发现"]
    assert live.sheetnames == names


def test_kinds_are_sums_over_their_units_and_the_total_is_theirs(live: Workbook, stored: Workbook) -> None:
    label = "表三“三、本年度办理结果/（一）予以公开”·总计"
    _, department, town, total = line(live, "各类单位", label)
    assert [str(one).partition("!")[0] for one in (department, town)] == ["=SUM('第2镇'", "=SUM('第1镇'"]
    assert str(total).startswith("=SUM(B") and str(total).endswith(")")
    assert line(stored, "各类单位", label)[1:] == [1030, 30, 1060]
    assert [cell.value for cell in live["各类单位"][1]] == ["数据格", "部门", "乡镇", "汇总"]


def test_differences_and_rates_are_live_and_never_over_zero(live: Workbook, stored: Workbook) -> None:
    label = "表三“一、本年新收政府信息公开申请数量”·总计"
    before, now, difference, rate = line(live, "与上年对比", label)[1:]
    assert (before, str(now).partition("!")[0]) == (0, "='全县汇总'")
    assert str(difference).startswith("=C") and str(rate).startswith("=IF(B")
    assert line(stored, "与上年对比", label)[1:] == [0, 1032, 1032, "—"]


def test_a_sum_of_rows_points_to_all_of_them(live: Workbook, stored: Workbook) -> None:
    label = "表三“三、本年度办理结果/（六）其他处理”·总计"
    assert str(line(live, "与上年对比", label)[2]).count("'全县汇总'!") == 3
    assert line(stored, "与上年对比", label)[2] == 1312 + 1326 + 1340


def test_last_year_stands_on_its_own_form(stored: Workbook, report: ConsolidatedReport) -> None:
    assert report.comparison
    values = [
        cell.value for row in stored["上年数据"].iter_rows() for cell in row if isinstance(cell.value, int | float)
    ]
    assert sorted(Decimal(str(value)) for value in values) == sorted(
        Decimal(v) for v in report.comparison.cells.values()
    )


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "xlsx"])
def test_comparison_and_groups_do_not_disturb_the_reader(
    edition: str, kind: str, compared: dict[str, tuple[ConsolidatedReport, dict[str, Path]]]
) -> None:
    report, files = compared[edition]
    cells = read_report(files[kind]).cells
    assert {cell: found.value for cell, found in cells.items()} == dict(report.figures.cells)


@pytest.fixture(scope="module")
def compared(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[ConsolidatedReport, dict[str, Path]]]:
    reports = {edition: with_last_year(two_units(edition), "2019") for edition in ("2019", "2021")}
    return {
        edition: (report, render_report(report, tmp_path_factory.mktemp(edition)))
        for edition, report in reports.items()
    }
