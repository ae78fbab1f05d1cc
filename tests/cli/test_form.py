"""The contract of `township-reports form`."""

from __future__ import annotations

from pathlib import Path

from support.office import Office
from township_reports.cli import app
from township_reports.reading.registry import read_report
from typer.testing import CliRunner


def form(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["form", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_form_is_written_and_its_path_printed(tmp_path: Path) -> None:
    code, out, _ = form("--year", "2026", "--unit", "周嘉镇", "--folder", tmp_path / "新")
    path = tmp_path / "新" / "周嘉镇2026年政府信息公开工作年度报告.xlsx"
    assert (code, out.strip()) == (0, str(path))
    assert read_report(path).year == 2026


def test_last_years_report_is_carried_over(office: Office, tmp_path: Path) -> None:
    last = office.send("01")
    code, out, _ = form("--year", "2022", "--unit", "城关镇", "--previous", last, "--folder", tmp_path)
    assert code == 0
    carried = "requests.carried_in.natural_person"
    assert read_report(Path(out.strip())).cells[carried].value == office.received_figure(
        "01", "requests.carried_out.natural_person"
    )


def test_what_cannot_be_written_is_told(office: Office, tmp_path: Path) -> None:
    assert form("--year", "2018", "--unit", "周嘉镇")[0] == 2
    code, _, told = form("--year", "2026", "--unit", "../周嘉镇", "--folder", tmp_path)
    assert (code, "不能用作文件名" in told) == (2, True)
    code, _, told = form("--year", "2026", "--unit", "城关镇", "--previous", office.send("01"), "--folder", tmp_path)
    assert (code, "不是上一年（2025年）的" in told) == (2, True)
    assert list(tmp_path.glob("*.xlsx")) == []
