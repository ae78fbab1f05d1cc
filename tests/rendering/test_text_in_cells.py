"""Formula injection: no text of a township is a formula in a file for a spreadsheet program; figures stay figures."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from openpyxl import load_workbook
from support.county.plain_merge import merge_reports
from support.reports.sample_notice import suggested
from support.reports.sample_report import BLANK, consolidated, two_units, unit, unit_report
from township_reports.checking.fill_in import build_fill_in_form
from township_reports.records.county_report import ConsolidatedReport, SourceFile
from township_reports.records.finding import Finding, Severity
from township_reports.records.report import Cell, Status
from township_reports.rendering.finding_workbook import render_findings
from township_reports.rendering.form_workbook import write_form
from township_reports.rendering.render import render_report
from township_reports.rendering.text_in_cells import MARK, escape_csv, looks_like_formula

COMMAND = "=cmd|'/c calc'!A1"
HOSTILE = (
    COMMAND, "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A1", "\t=1+1", "\r=1+1", " =1+1",
    "\u3000=1", "\ufeff=1", '=HYPERLINK("http://x","点")', "{=1+1}", "http://x.cn/", "'=1", "1;=1+1", "5", "",
)  # fmt: skip
NEGATIVE = "proactive.licensing.decisions"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_csv_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert not looks_like_formula(escape_csv(text))
    assert escape_csv(text).removeprefix(MARK) == text


@pytest.mark.parametrize("text", ["城关镇", "5", "—", "（-1）", "a=b", "1-2"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escape_csv(text) == text


def hostile_report() -> ConsolidatedReport:
    """Units, files, reasons, cells and findings that all begin as formulas do, and a county figure below zero."""
    report = two_units("2021")
    lines = [
        replace(
            line,
            unit=replace(line.unit, name=HOSTILE[number]),
            file=SourceFile(HOSTILE[number + 3], "ab" * 32),
            reason=HOSTILE[number],
        )
        for number, line in enumerate(report.units)
    ]
    findings = tuple(
        Finding(f"T3-{number}", Severity.WARNING, "u01", (), None, None, None, text)
        for number, text in enumerate(HOSTILE)
    )
    return replace(report, units=tuple(lines), findings=findings)


def below_zero() -> ConsolidatedReport:
    """A county with a text instead of a figure in one unit, and a figure below zero in the other."""
    changed = {"requests.received.business": replace(BLANK, raw=COMMAND, status=Status.UNSURE)}
    negative = {NEGATIVE: Cell(-7, "-7", Status.READ)}
    reports = {"u01": unit_report("2021", 0, negative), "u02": unit_report("2021", 0, changed | negative)}
    report = consolidated("2021", {unit(1): reports["u01"], unit(2): reports["u02"]})
    return replace(report, figures=merge_reports(reports, "2021"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return render_report(hostile_report(), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def negative(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return render_report(below_zero(), tmp_path_factory.mktemp("negative"))


def table(files: dict[str, Path], name: str) -> list[dict[str, str]]:
    with ZipFile(files["zip"]) as package:
        return list(csv.DictReader(StringIO(package.read(f"data/{name}.csv").decode(), newline="")))


def test_no_cell_of_the_workbook_is_a_formula_of_a_unit_s(hostile: dict[str, Path]) -> None:
    book = load_workbook(hostile["xlsx"])
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert formulas and all(formula.startswith("=SUM(") for formula in formulas)
    assert not any(cell.hyperlink for cell in cells)
    guarded = [cell for cell in cells if cell.data_type == "s" and looks_like_formula(cell.value)]
    assert {COMMAND, "-2+3", "@SUM(A1)", "＝1+1"} <= {cell.value for cell in guarded}
    assert all(cell.quotePrefix for cell in guarded)


def test_no_text_of_the_data_package_is_a_formula(hostile: dict[str, Path]) -> None:
    with ZipFile(hostile["zip"]) as package:
        for name in (name for name in package.namelist() if name.endswith(".csv")):
            rows = csv.DictReader(StringIO(package.read(name).decode(), newline=""))
            assert not any(looks_like_formula(entry) for row in rows for entry in row.values()), name
        assert "去掉开头的这一个 '" in json.loads(package.read("datapackage.json"))["description"]
    assert [row["name"] for row in table(hostile, "units")] == [escape_csv(text) for text in HOSTILE[:3]]


def test_parquet_holds_the_text_as_given(hostile: dict[str, Path], tmp_path: Path) -> None:
    with ZipFile(hostile["zip"]) as package:
        file = package.extract("data/units.parquet", tmp_path)
    assert duckdb.sql(f"SELECT name, file FROM '{file}'").fetchall() == [
        (HOSTILE[number], HOSTILE[number + 3]) for number in range(3)
    ]


def test_a_figure_below_zero_stays_a_number(negative: dict[str, Path], tmp_path: Path) -> None:
    (county,) = [row["value"] for row in table(negative, "cells") if row["cell"] == NEGATIVE]
    assert county == "-14"
    assert {(row["value"], row["raw"]) for row in table(negative, "sources") if row["cell"] == NEGATIVE} == {
        ("-7", "'-7")
    }
    with ZipFile(negative["zip"]) as package:
        file = package.extract("data/cells.parquet", tmp_path)
    assert duckdb.sql(f"SELECT value FROM '{file}' WHERE cell = '{NEGATIVE}'").fetchall() == [(-14,)]
    cells = [cell for row in load_workbook(negative["xlsx"])["第1镇"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == -7] == ["n"]


def test_a_text_instead_of_a_figure_stays_text(negative: dict[str, Path]) -> None:
    cells = [cell for row in load_workbook(negative["xlsx"])["第2镇"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == COMMAND] == ["s"]


def test_the_list_of_findings_and_the_form_hold_no_formula_of_a_unit_s(tmp_path: Path) -> None:
    slips = [replace(suggested(), unit=text, file_name=text, reason=text) for text in HOSTILE]
    listed = load_workbook(render_findings(slips, "发现", tmp_path))
    assert all(cell.data_type != "f" for sheet in listed for row in sheet.iter_rows() for cell in row)
    assert listed["报送情况"]["B2"].quotePrefix
    write_form(build_fill_in_form(COMMAND, 2026), tmp_path / "form.xlsx")
    title = load_workbook(tmp_path / "form.xlsx")["年报"]["A1"]
    assert title.value.startswith(COMMAND)
    assert (title.data_type, bool(title.quotePrefix)) == ("s", True)
