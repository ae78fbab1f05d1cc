from pathlib import Path

import pytest
from support.command_line import township_reports
from support.office import Office


def test_a_red_unit_is_waited_for_or_left_out(office: Office) -> None:
    office.send("01")
    office.send("02")
    waited = township_reports("run", office.source, "--year", 2021)
    assert (waited.exit_code, waited.stdout.count("未报送")) == (1, 1)
    assert "--on-failed exclude" in waited.stderr
    done = township_reports("run", office.source, "--year", 2021, "--on-failed", "exclude")
    paths = [Path(line) for line in done.stdout.splitlines() if line.startswith("/")]
    assert done.exit_code == 0
    assert [path.suffix for path in paths if path.is_file()] == [".html", ".docx", ".pdf", ".xlsx", ".zip", ".json"]


def test_migrate_may_be_repeated(office: Office) -> None:
    assert township_reports("migrate").exit_code == 0


@pytest.mark.parametrize(("year", "told"), [(2018, "没有规定的年报格式"), (2030, "没有找到文件夹")])
def test_what_cannot_be_run_is_told_in_chinese(office: Office, year: int, told: str) -> None:
    result = township_reports("run", office.source, "--year", year)
    assert (result.exit_code, told in result.stderr) == (2, True)


def test_no_database_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOWNSHIP_REPORTS_DATABASE_URL", raising=False)
    result = township_reports("run", tmp_path, "--year", 2021)
    assert (result.exit_code, "没有设置数据库" in result.stderr) == (2, True)
