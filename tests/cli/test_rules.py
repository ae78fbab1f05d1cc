import pytest
from township_reports.cli import app
from township_reports.pipeline.rule_book import list_all_rules
from typer.testing import CliRunner


def test_rules_prints_every_rule_in_chinese() -> None:
    result = CliRunner().invoke(app, ["rules"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert all(rule.id in result.stdout and rule.sentence in result.stdout for rule in list_all_rules())


def test_a_folder_without_rules_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWNSHIP_REPORTS_EXPECTATIONS", "/无此文件夹")
    result = CliRunner().invoke(app, ["rules"])
    assert (result.exit_code, "没有检查规则" in result.stderr) == (2, True)
