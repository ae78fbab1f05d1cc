"""A county of too many units to print each: what is printed instead, and where everything is listed all the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from support.reports.sample_report import consolidated, unit, unit_report
from township_reports.records import county_report
from township_reports.records.county_report import ConsolidatedReport, UnitLine
from township_reports.records.finding import Finding, Severity
from township_reports.records.submission import Outcome
from township_reports.rendering.render import render_report
from township_reports.rendering.report_document import ReportDocument, compose_report
from township_reports.storage.part_file import ContributionSpool

LEFT_OUT = tuple(
    UnitLine(unit(number), Outcome.NOT_RECEIVED, included=False, reason=f"未报送{number}") for number in (7, 8, 9)
)
FINDINGS = (
    Finding("B-1", Severity.WARNING, "u02", (), None, None, None, "有1格留空"),
    Finding("T3-1", Severity.ERROR, "u07", (), None, None, None, "表三不平衡"),
    Finding("B-1", Severity.WARNING, "u01", (), None, None, None, "有2格留空"),
)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[ConsolidatedReport]:
    monkeypatch.setattr(county_report, "MOST_TOLD_APART", 4)
    reports = {unit(number): unit_report("2021", number) for number in (1, 2)}
    report = consolidated("2021", reports, LEFT_OUT, FINDINGS)
    notes = tuple(f"第{number}条。" for number in range(305))
    yield replace(report, figures=replace(report.figures, notes=notes))


def texts(document: ReportDocument, annex: str) -> tuple[list[str], list[tuple[str, ...]]]:
    part = next(part for part in document.annexes if part.heading.endswith(annex))
    rows = [tuple(box.text for box in row) for row in part.table.rows()] if part.table else []
    return [paragraph.text for paragraph in part.paragraphs], rows


def test_units_left_out_are_printed_and_it_is_told_where_the_others_are(large: ConsolidatedReport) -> None:
    (told,), rows = texts(compose_report(large), "报送单位及结果")
    assert told == (
        f"应报送单位5家，逐家的报送结果见工作簿《{large.title}.xlsx》的“报送单位”表和数据包的units表。"
        "未计入汇总的3家，列于下表。"
    )
    assert [row[1] for row in rows[1:]] == ["第7镇", "第8镇", "第9镇"]


def test_findings_are_counted_by_rule_errors_first(large: ConsolidatedReport) -> None:
    (told,), rows = texts(compose_report(large), "核对发现")
    assert told.startswith("核对发现共3条，逐条的发现见工作簿") and "findings表" in told
    assert rows[1:] == [("T3-1", "错误", "1", "1", "表三不平衡"), ("B-1", "提示", "2", "2", "有1格留空")]


def test_everything_is_listed_in_the_workbook_and_the_package(large: ConsolidatedReport, tmp_path: Path) -> None:
    files = render_report(large, tmp_path)
    book = load_workbook(files["xlsx"])
    assert [sheet.max_row - 1 for sheet in (book["报送单位"], book["核对发现"])] == [5, 3]
    assert "第1镇" not in book.sheetnames
    with ZipFile(files["zip"]) as package:
        rows = {
            name: list(csv.DictReader(StringIO(package.read(f"data/{name}.csv").decode(), newline="")))
            for name in ("units", "findings", "notes", "sources")
        }
    assert {name: len(told) for name, told in rows.items()} == {
        "units": 5, "findings": 3, "notes": 305, "sources": len(tuple(large.figures.sources)),
    }  # fmt: skip
    page = files["html"].read_text(encoding="utf-8")
    assert "第299条。" in page and "第300条。" not in page
    assert "以上为前300条，共305条，全部见数据包的notes表。" in page
    assert "3家单位的数据未计入全县汇总（未报送3家），名单和原因见附件1。" in page


def test_parts_from_a_file_make_the_same_files(large: ConsolidatedReport, tmp_path: Path) -> None:
    kept = ContributionSpool.written(tmp_path / "parts", large.figures.sources)
    assert tuple(kept) == tuple(kept) == large.figures.sources
    from_file = replace(large, figures=replace(large.figures, sources=kept))
    first, again = (render_report(report, tmp_path / name) for report, name in ((large, "a"), (from_file, "b")))
    assert {kind: path.read_bytes() for kind, path in first.items()} == {
        kind: path.read_bytes() for kind, path in again.items()
    }


def test_very_many_findings_of_few_units_are_counted_too(
    large: ConsolidatedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(county_report, "MOST_TOLD_APART", 300)
    assert len(texts(compose_report(large), "核对发现")[1]) == 4
    monkeypatch.setattr(county_report, "MOST_FINDINGS_PRINTED", 2)
    assert texts(compose_report(large), "核对发现")[0]
    assert len(texts(compose_report(large), "报送单位及结果")[1]) == 6
