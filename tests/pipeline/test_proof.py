"""What stops a release where every file says its cells: a broken rule, a data package that says otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rendering.sample_report import two_units
from township_reports.pipeline.proof import ProofFailed, _compare_package, prove
from township_reports.rendering.render import render_report

CELL = "requests.received.total"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return render_report(two_units("2021"), tmp_path_factory.mktemp("proof"))


def test_tables_that_break_a_rule_are_not_released(files: dict[str, Path]) -> None:
    """The figures of this report count up and balance nowhere; each file says just what they are."""
    with pytest.raises(ProofFailed, match=r"复读的表格没有通过核对，共\d+处，未发布：.*\.xlsx：表三"):
        prove({"xlsx": files["xlsx"]}, two_units("2021"))


def test_a_data_package_that_says_something_else_is_not_released(files: dict[str, Path]) -> None:
    report = two_units("2021")
    assert _compare_package(files["zip"], report) == 2 * len(report.figures.cells)
    cells = {**report.figures.cells, CELL: report.figures.cells[CELL] + 1}
    changed = replace(report, figures=replace(report.figures, cells=cells))
    with pytest.raises(ProofFailed, match=r"（数据包）\.zip 复读与数据库不一致，共1处，未发布：data/cells\.csv的表三"):
        _compare_package(files["zip"], changed)
