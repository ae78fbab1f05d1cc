"""All files: their names, the same bytes every time, and our own reader's view of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.reports.sample_report import consolidated, many_units, unit, unit_report
from township_reports.reading.registry import read_report
from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.report import Cell, Report, Status, Value
from township_reports.rendering.render import FORMATS, PACKAGE, render_report
from township_reports.template.form import load_form

KINDS = FORMATS


def read_back(path: Path) -> tuple[str | None, int | None, str, Mapping[str, Value | None]]:
    read = read_report(path)
    return read.unit, read.year, read.edition, {name: cell.value for name, cell in read.cells.items()}


def undivided() -> Report:
    """A report of edition 2021 that prints （六）其他处理 as one row."""
    cells = load_form("2021").cells()
    blank = {name: Cell(None, "", Status.NOT_APPLICABLE) for name in cells if name.startswith("requests.other_")}
    return unit_report(
        "2021", 5, blank | {n: Cell(7, "7", Status.READ) for n in cells if n.startswith("requests.other.")}
    )


def test_the_files_are_named_after_the_report(report: ConsolidatedReport, files: dict[str, Path]) -> None:
    names = {kind: f"{report.title}.{kind}" for kind in KINDS} | {PACKAGE: f"{report.title}（数据包）.zip"}
    assert {kind: path.name for kind, path in files.items()} == names


def test_the_same_report_has_the_same_bytes(report: ConsolidatedReport, files: dict[str, Path], tmp_path: Path) -> None:
    again = render_report(report, tmp_path / "again")
    assert {kind: path.read_bytes() for kind, path in again.items()} == {
        kind: path.read_bytes() for kind, path in files.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_file_reads_back_to_the_county_s_figures(
    report: ConsolidatedReport, files: dict[str, Path], kind: str
) -> None:
    expected = (report.county.name, report.year, report.figures.edition, dict(report.figures.cells))
    assert read_back(files[kind]) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_rows_with_and_without_division_read_back(tmp_path: Path, kind: str) -> None:
    report = consolidated("2021", {unit(1): undivided(), unit(2): unit_report("2021")})
    assert read_back(render_report(report, tmp_path)[kind])[3] == dict(report.figures.cells)


@pytest.mark.parametrize("kind", KINDS)
def test_units_of_the_other_edition_do_not_disturb(tmp_path: Path, kind: str) -> None:
    report = consolidated("2019", {unit(1): undivided(), unit(2): unit_report("2019")})
    assert read_back(render_report(report, tmp_path)[kind])[3] == dict(report.figures.cells)


def test_a_county_without_any_unit_is_still_a_report(tmp_path: Path) -> None:
    report = consolidated("2021", {})
    files = render_report(report, tmp_path)
    assert {kind: set(read_back(files[kind])[3].values()) for kind in KINDS} == {kind: {0} for kind in KINDS}


def test_sixty_units_are_rendered_whole(tmp_path: Path) -> None:
    report = many_units("2019", 60)
    files = render_report(report, tmp_path)
    assert read_back(files["xlsx"])[3] == dict(report.figures.cells)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from rendering.sample_report import two_units, with_last_year\n"
        "from township_reports.rendering.render import render_report\n"
        "render_report(with_last_year(two_units('2021'), '2019'), Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": f"UTC-{seed}",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        subprocess.run([sys.executable, "-c", program, str(tmp_path / seed)], check=True, env=environment)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert first == second
    assert len(first) == len(KINDS) + 1
