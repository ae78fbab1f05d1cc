from pathlib import Path

from support.office import Office
from township_reports.cli import app
from typer.testing import CliRunner, Result


def township_reports(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def test_a_run_tells_where_its_notices_are_and_slips_writes_them_again(office: Office) -> None:
    office.send("01")
    office.send("02")
    waited = township_reports("run", office.source, "--year", 2021)
    folder = office.home / "reports" / "青山县" / "2021" / "退回修改通知"
    assert f"退回修改通知和核对发现：{folder}" in waited.stderr
    again = township_reports("slips")
    assert again.exit_code == 0
    assert sorted(map(Path, again.stdout.split())) == sorted(folder.iterdir())


def test_without_a_run_there_are_no_notices(office: Office) -> None:
    told = township_reports("slips")
    assert (told.exit_code, "还没有汇总过" in told.stderr) == (2, True)
    unknown = township_reports("slips", "--run", "无此汇总")
    assert (unknown.exit_code, "没有编号为“无此汇总”的汇总" in unknown.stderr) == (2, True)


def test_explain_answers_a_units_warnings(office: Office) -> None:
    office.send_all()
    office.send("01", {"proactive.regulations.in_force": 3})
    township_reports("run", office.source, "--year", 2021)
    said = ("--text", "办理了移交", "--by", "张三")
    done = township_reports("explain", "城关镇", "P-2", *said)
    assert (done.exit_code, done.stdout) == (0, "已说明1条提示。\n")
    nobody = township_reports("explain", "无此单位", "P-2", *said)
    assert (nobody.exit_code, "没有“无此单位”" in nobody.stderr) == (2, True)
    no_warning = township_reports("explain", "02", "P-2", *said)
    assert (no_warning.exit_code, "河口乡没有P-2的提示" in no_warning.stderr) == (2, True)
