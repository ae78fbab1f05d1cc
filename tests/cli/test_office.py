"""`annual-run` refuses what cannot be run before PostgreSQL or Airflow is started, and shows every path as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from support.command_line import township_reports
from support.folders import SAMPLE_COUNTY
from township_reports.cli.office import console


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for all that is written; a start would begin by making it."""
    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def refused(home: Path, county: Path, year: str = "2020") -> str:
    done = township_reports("annual-run", f"--year={year}", "--", county)
    assert done.exit_code == 2
    assert not home.exists()
    return done.stderr


@pytest.mark.parametrize("name", ["nowhere", "my county; touch pwned", "[b]", "--help"])
def test_a_county_that_is_not_there(home: Path, tmp_path: Path, name: str) -> None:
    assert refused(home, tmp_path / name).startswith(f"没有找到文件夹：{tmp_path / name}。")


def test_a_folder_that_is_no_county(home: Path, tmp_path: Path) -> None:
    assert "缺少文件" in refused(home, tmp_path)


def test_a_year_nothing_came_for(home: Path) -> None:
    assert f"没有找到文件夹：{SAMPLE_COUNTY / '2024'}。" in refused(home, SAMPLE_COUNTY, "2024")


def test_a_year_without_a_form(home: Path) -> None:
    assert "1999年没有规定的年报格式" in refused(home, SAMPLE_COUNTY, "1999")


def test_a_path_that_no_database_keeps(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode("云汀县".encode("gbk"))
    shutil.copytree(SAMPLE_COUNTY, folder)
    assert "不是 UTF-8 编码" in refused(home, folder)


def test_brackets_in_a_path_are_shown() -> None:
    with console.capture() as shown:
        console.print("/office [a]/[b]report[/b].docx", soft_wrap=True)
    assert shown.get() == "/office [a]/[b]report[/b].docx\n"
