"""What stops a release where every file says its cells: a broken rule, a data package that says otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.reports.sample_report import two_units, with_last_year
from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.pipeline.release.verification import VerificationError, _compare_package, verify_files
from township_reports.pipeline.release.workbook_sums import recalculate_sums
from township_reports.rendering.render import FORMATS, render_report
from township_reports.rendering.writers.fixed_zip import pack_zip

CELL = "requests.received.total"
TOTALS = "xl/worksheets/sheet1.xml"


def said_otherwise(report: ConsolidatedReport) -> ConsolidatedReport:
    """The report with one figure of the county one more."""
    cells = {**report.figures.cells, CELL: report.figures.cells[CELL] + 1}
    return replace(report, figures=replace(report.figures, cells=cells))


@pytest.fixture(scope="module")
def other_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files of a report that differs in one figure, as one that was tampered with would."""
    return render_report(said_otherwise(two_units("2021")), tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return render_report(two_units("2021"), tmp_path_factory.mktemp("proof"))


def test_tables_that_break_a_rule_are_not_released(files: dict[str, Path]) -> None:
    """The figures of this report count up and balance nowhere; each file says just what they are."""
    with pytest.raises(VerificationError, match=r"复读的表格没有通过核对，共\d+处，未发布：.*\.xlsx：表三"):
        verify_files({"xlsx": files["xlsx"]}, two_units("2021"))


def test_a_data_package_that_says_something_else_is_not_released(files: dict[str, Path]) -> None:
    report = two_units("2021")
    assert _compare_package(files["zip"], report) == 2 * len(report.figures.cells)
    changed = said_otherwise(report)
    with pytest.raises(
        VerificationError, match=r"（数据包）\.zip 复读与数据库不一致，共1处，未发布：data/cells\.csv的表三"
    ):
        _compare_package(files["zip"], changed)


@pytest.mark.parametrize("form", FORMATS)
def test_one_figure_that_says_something_else_stops_the_release_in_every_format(
    other_files: dict[str, Path], form: str
) -> None:
    report = two_units("2021")
    told = rf"\.{form} 复读与数据库不一致，共1处，未发布：表三“一、本年新收政府信息公开申请数量”·总计应为1032，读出1033"
    with pytest.raises(VerificationError, match=told):
        verify_files({form: other_files[form]}, report)


def test_the_workbook_s_sums_come_to_what_is_stored(tmp_path: Path) -> None:
    """All of the county's figures, those by kind, this year's beside last year's and the differences."""
    report = with_last_year(two_units("2021"), "2019")
    assert report.comparison
    counted = recalculate_sums(render_report(report, tmp_path)["xlsx"])
    figures, changes = len(report.figures.cells), len(report.comparison.changes)
    assert counted.differences == ()
    assert counted.counted == figures + 2 * figures + 2 * changes


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("SUM('第1镇'!D6)", "“全县汇总”D6的公式合计0，存的是1000"),
        ("SUM('第1镇'!D6,'第2镇'!D6)-SUM('第1镇'!D6)", "“全县汇总”D6的公式合计None，存的是1000"),
        ("SUM('第1镇'!D6,'第2镇'!D6)*2", "“全县汇总”D6的公式合计None，存的是1000"),
        ("D6", "“全县汇总”D6的公式合计None，存的是1000"),
    ],
)
def test_a_formula_that_comes_to_something_else_is_told(
    files: dict[str, Path], tmp_path: Path, formula: str, told: str
) -> None:
    with ZipFile(files["xlsx"]) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    ours = "<f>SUM('第1镇'!D6,'第2镇'!D6)</f>".encode()
    assert parts[TOTALS].count(ours) == 1
    parts[TOTALS] = parts[TOTALS].replace(ours, f"<f>{formula}</f>".encode())
    pack_zip(tmp_path / "changed.xlsx", parts)
    assert recalculate_sums(tmp_path / "changed.xlsx").differences == (told,)
