"""A unit whose blank cells vanished, through the whole run: settled, told, asked to be confirmed, merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from support.office import RUN, Office
from support.reports.shifted import cells_of, slid
from township_reports.pipeline import read_submission
from township_reports.pipeline.board import get_run_overview
from township_reports.pipeline.rival_files import find_duplicate_files
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.pipeline.workplace import get_dataset
from township_reports.records.finding import Severity
from township_reports.records.report import Report, Status
from township_reports.records.submission import Outcome
from township_reports.settings import expectations_folder
from township_reports.storage.entries import ReceivedFile

RECEIVED = "requests.received.total"
Reader = Callable[[Path], Report]


def figures_of(report: Report) -> dict[str, int]:
    return {cell: content.value for cell, content in report.cells.items()}  # type: ignore[misc]


@pytest.fixture
def slid_office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """All units sent; in 城关镇's file the zeros of 本年新收 were blank and vanished."""
    read: Reader = read_submission.read_report

    def reading(path: Path) -> Report:
        report = read(path)
        if "城关镇" not in path.name:
            return report
        slid_report = slid(report.edition, figures_of(report), ["received"])
        return replace(report, cells=slid_report.cells, shifted_rows=slid_report.shifted_rows)

    monkeypatch.setattr(read_submission, "read_report", reading)
    office.send_all()
    return office


def test_the_settled_report_is_kept_and_counts(slid_office: Office) -> None:
    page = slid_office.run()["html"].decode()
    with get_dataset().transaction() as work:
        kept = work.submissions.load_selected_reports(RUN)["01"]
    assert {kept.cells[cell].status for cell in cells_of("received")} == {Status.DEDUCED, Status.BLANK}
    assert kept.cells[RECEIVED].value == slid_office.received_figure("01", RECEIVED)
    overview = get_run_overview(RUN)
    assert overview.figures
    assert overview.figures.cells[RECEIVED] == sum(
        slid_office.received_figure(code, RECEIVED) for code in ("01", "02", "03")
    )
    assert f"按推定的计入，并在附件2中提示：城关镇{len(kept.list_deduced())}格。" in page


def test_the_clerk_is_told_how_many_cells_to_confirm_and_where(slid_office: Office) -> None:
    slid_office.check()
    result = get_submission_result(RUN, "01")
    [unit, *_] = get_run_overview(RUN).units
    assert result.outcome is Outcome.HAS_WARNINGS
    assert unit.to_confirm > 0
    assert f"待核对{unit.to_confirm}格：逐格和原件图片见“年报汇总”中本次汇总的“城关镇”。" in result.lines
    assert any("（推定）" in line for line in result.lines)
    assert {finding.rule for finding in unit.findings} == {"B-1", "B-2"}


def test_a_unit_without_such_cells_is_told_of_none(slid_office: Office) -> None:
    slid_office.check()
    assert [unit.to_confirm for unit in get_run_overview(RUN).units[1:]] == [0, 0]
    assert not any("待核对" in line for line in get_submission_result(RUN, "02").lines)


def test_other_equations_are_another_reading(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copytree(expectations_folder(), tmp_path / "expectations")
    monkeypatch.setenv("TOWNSHIP_REPORTS_EXPECTATIONS", str(tmp_path / "expectations"))
    office.send("01")
    office.check()
    office.check("run 2")
    assert get_run_overview("run 2").units[0].selected_file == get_run_overview(RUN).units[0].selected_file
    rows = tmp_path / "expectations" / "2021" / "5_requests_rows.yaml"
    rows.write_text(rows.read_text(encoding="utf-8").replace("severity: critical", "severity: warning"), "utf-8")
    office.check("run 3")
    again = get_run_overview("run 3").units[0].selected_file
    assert again
    assert again.version == 2
    assert again.reader_version.startswith(f"{read_submission.READER_VERSION}+")


def test_a_file_with_deduced_figures_says_the_same_as_one_that_was_read(office: Office) -> None:
    office.send("01")
    office.check()
    with get_dataset().transaction() as work:
        read = work.submissions.load_selected_reports(RUN)["01"]
    deduced = {RECEIVED: replace(read.cells[RECEIVED], status=Status.DEDUCED)}
    files = [ReceivedFile(number, "01", number, f"{number}.txt", "0" * 64, "1") for number in (1, 2)]
    reports = {1: read, 2: replace(read, cells={**read.cells, **deduced})}
    [finding] = find_duplicate_files("01", files[0], files, reports)
    assert finding.severity is Severity.INFO
