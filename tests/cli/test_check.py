import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.cli import app
from township_reports.commands.check import define_repeated_option
from township_reports.template.form import find_edition
from typer.testing import CliRunner, Result


def township_reports(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def write_report(folder: Path, unit: str, year: int = 2021, **changes: int) -> Path:
    edition = find_edition(year)
    figures = balanced_figures(edition, 1) | {f"requests.{row}.total": value for row, value in changes.items()}
    document = Document(f"青山县{unit}{year}年政府信息公开工作年度报告", edition, printed(edition, figures))
    path = folder / f"{unit}{year}.txt"
    path.write_bytes(FORMATS["txt_pipes"](document))
    return path


def write_fees(folder: Path, unit: str, fees: Decimal) -> Path:
    figures = balanced_figures("2021", 1) | {"proactive.fees.amount": fees}
    document = Document(f"{unit}2024年政府信息公开工作年度报告", "2021", printed("2021", figures))
    path = folder / f"{unit}.txt"
    path.write_bytes(FORMATS["txt_pipes"](document))
    return path


def rules(result: Result) -> list[list[str]]:
    return [[finding["rule"] for finding in entry["findings"]] for entry in json.loads(result.stdout)]


def test_a_wrong_report_is_told_with_both_sides(tmp_path: Path) -> None:
    good, wrong = write_report(tmp_path, "城关镇"), write_report(tmp_path, "河口乡", carried_in=90)
    result = township_reports("check", good, wrong, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [entry["file"] for entry in told] == [str(good), str(wrong)]
    assert list(told[0]) == ["file", "unit", "year", "findings", "repairs"]
    assert told[0]["repairs"] == []
    errors = [finding for finding in told[1]["findings"] if finding["severity"] == "error"]
    assert [finding["rule"] for finding in errors] == ["T3-1", "T3-3"]
    assert list(errors[0]) == ["rule", "severity", "cells", "left", "right", "difference", "message"]
    assert errors[0]["left"] - errors[0]["right"] == errors[0]["difference"]


def test_the_fees_of_a_city_are_not_doubted_and_those_of_a_town_are(tmp_path: Path) -> None:
    fees = Decimal("96171")
    units = ("江州市人民政府", "青山县人民政府", "青山县城关镇", "青山县教育局")
    result = township_reports("check", *(write_fees(tmp_path, unit, fees) for unit in units), "--json")
    assert rules(result) == [[], [], ["P-3"], ["P-3"]]


def test_an_unreadable_file_among_others_is_told_in_its_entry(tmp_path: Path) -> None:
    good, broken = write_report(tmp_path, "城关镇"), tmp_path / "坏.docx"
    broken.write_bytes(b"PK")
    result = township_reports("check", broken, good, "--json")
    first, second = json.loads(result.stdout)
    assert (result.exit_code, first["findings"], "error" in first, "error" in second) == (2, [], True, False)


def test_last_years_files_are_matched_by_unit(tmp_path: Path) -> None:
    files = [write_report(tmp_path, unit, 2022) for unit in ("城关镇", "河口乡")]
    before = [write_report(tmp_path, unit, 2021) for unit in ("河口乡", "城关镇", "东门街道")]
    result = township_reports("check", *files, "--previous", *before, "--json")
    assert result.exit_code == 0
    assert all("Y-4" in found for found in rules(result))
    assert result.stderr.count("不是所核对单位的上一年度报告") == 1


@pytest.mark.parametrize("year", [2022, 2023])
def test_a_file_of_this_year_or_a_later_one_is_not_last_years(tmp_path: Path, year: int) -> None:
    file, other = write_report(tmp_path, "城关镇", 2022), tmp_path / "other"
    other.mkdir()
    result = township_reports("check", file, "--previous", write_report(other, "城关镇", year), "--json")
    assert rules(result) == [[]]
    assert "不是所核对单位的上一年度报告" in result.stderr


def test_an_unreadable_file_of_last_year_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    result = township_reports("check", write_report(tmp_path, "城关镇"), "--previous", tmp_path / "没有.txt", "--json")
    assert (result.exit_code, len(json.loads(result.stdout))) == (2, 1)
    assert "没有找到文件" in result.stderr


def test_people_read_the_findings_in_chinese(tmp_path: Path) -> None:
    result = township_reports("check", write_report(tmp_path, "城关镇", carried_in=90))
    assert result.exit_code == 1
    line = next(line for line in result.stdout.splitlines() if "T3-1" in line)
    assert re.search(r"T3-1 +│ 错误 +│ 表三“一、本年新收.* 7 │ +87 │ 表三·总计", line)
    assert "可能的更正：二、上年结转政府信息公开申请数量·总计 现为 90，应为 3" in result.stdout
    assert result.stdout.endswith("共1份：1份有错误；错误2处。错误请改正后再报送。\n")


def test_no_sentence_is_cut_and_no_colour_leaves_the_terminal(tmp_path: Path) -> None:
    file = write_report(tmp_path, "城关镇", 2022)
    before = write_report(tmp_path, "城关镇", 2021)
    told = json.loads(township_reports("check", file, "--previous", before, "--json").stdout)
    shown = township_reports("check", file, "--previous", before).stdout
    words = re.sub(r"[\s│]", "", shown)
    assert "须说明" in words and "\x1b" not in shown
    assert all(part in words for one in told[0]["findings"] for part in one["message"].split("。")[-2:])


def test_a_folder_is_walked_as_the_annual_run_walks_it(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    (folder / "城关镇").mkdir(parents=True)
    good, wrong = write_report(folder / "城关镇", "城关镇"), write_report(folder, "河口乡", carried_in=90)
    (folder / "~$河口乡.docx").write_bytes(b"lock")
    result = township_reports("check", folder, good, "--json")
    assert [entry["file"] for entry in json.loads(result.stdout)] == [str(good), str(wrong)]
    assert result.exit_code == 1
    shown = township_reports("check", folder).stdout
    assert "共2份：1份有错误，1份没有错误；错误2处。" in shown
    assert f"{good}（城关镇，2021年度，2021年版）：没有发现问题" in shown


def test_a_report_that_came_in_two_formats_is_checked_once(tmp_path: Path) -> None:
    one = write_report(tmp_path, "城关镇")
    two = one.with_name(f"另存 {one.name}")
    two.write_bytes(one.read_bytes())
    first, second = json.loads(township_reports("check", one, two, "--json").stdout)
    assert first["findings"] == []
    assert [(told["rule"], told["severity"]) for told in second["findings"]] == [("D-1", "info")]
    assert one.name in second["findings"][0]["message"]
    other = write_report(tmp_path, "城关镇", carried_in=90)
    wrong = township_reports("check", two, other, "--json")
    assert [{told["rule"] for told in entry["findings"]} >= {"D-1"} for entry in json.loads(wrong.stdout)] == [True] * 2


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    result = township_reports("check", tmp_path)
    assert (result.exit_code, "中没有文件" in result.stderr) == (2, True)


def test_last_years_reports_may_be_a_folder(tmp_path: Path) -> None:
    now, before = tmp_path / "2022", tmp_path / "2021"
    now.mkdir(), before.mkdir()
    file, _ = write_report(now, "城关镇", 2022), write_report(before, "城关镇", 2021)
    assert "Y-4" in rules(township_reports("check", file, "--previous", before, "--json"))[0]


def test_stdout_is_pure_json(tmp_path: Path) -> None:
    file = write_report(tmp_path, "城关镇")
    words = [sys.executable, "-m", "township_reports.cli", "check", str(file), "--unit-kind", "乡镇", "--json"]
    done = subprocess.run(words, capture_output=True, check=False)
    assert (done.returncode, len(json.loads(done.stdout)), done.stderr) == (0, 1, b"")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("a --previous b", "a --previous b"),
        ("a --previous b c --json", "a --previous b --previous c --json"),
        ("a --previous b --previous c", "a --previous b --previous c"),
        ("--previous b a --json", "--previous b a --json"),
        ("a --json", "a --json"),
    ],
)
def test_previous_takes_all_files_behind_it(words: str, meant: str) -> None:
    assert define_repeated_option(words.split(), "--previous") == meant.split()


def test_notices_about_wrong_files_are_written_beside_the_json(tmp_path: Path) -> None:
    good, wrong = write_report(tmp_path, "城关镇"), write_report(tmp_path, "河口乡", carried_in=90)
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK")
    result = township_reports("check", good, wrong, broken, "--json", "--slip", tmp_path / "通知")
    assert len(json.loads(result.stdout)) == 3
    stems = ("退回修改通知（河口乡）", "重新报送通知（坏）")
    assert {path.name for path in (tmp_path / "通知").iterdir()} == {
        f"{s}.{kind}" for s in stems for kind in ("docx", "html")
    }
    assert result.stderr.count("通知（") == 4


def test_a_fault_of_the_program_has_an_exit_code_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("township_reports.pipeline.check_files.check_submissions", fault)
    result = township_reports("check", write_report(tmp_path, "城关镇"))
    assert (result.exit_code, "ZeroDivisionError" in result.stderr) == (3, True)


def test_a_likely_repair_is_told_with_what_it_mends(tmp_path: Path) -> None:
    result = township_reports("check", write_report(tmp_path, "城关镇", carried_in=90), "--json")
    best = json.loads(result.stdout)[0]["repairs"][0]
    assert list(best) == ["changes", "mends", "reason"]
    assert [list(change) for change in best["changes"]] == [["cell", "found", "suggested"]] * len(best["changes"])
    assert set(best["mends"]) == {"T3-1", "T3-3"}


def test_a_slip_says_how_far_its_suggestions_can_be_relied_on(tmp_path: Path) -> None:
    wrong = write_report(tmp_path, "河口乡", carried_in=90)
    township_reports("check", wrong, "--slip", tmp_path / "slips")
    [page] = (tmp_path / "slips").glob("*.html")
    assert "以你单位的办理台账为准。改动最少的改法只有一种。请核对原件后更正。" in page.read_text(encoding="utf-8")


def test_a_slip_is_written_for_a_wrong_report_only(tmp_path: Path) -> None:
    good, wrong = write_report(tmp_path, "城关镇"), write_report(tmp_path, "河口乡", carried_in=90)
    result = township_reports("check", good, wrong, "--slip", tmp_path / "slips")
    assert result.exit_code == 1
    assert sorted({path.suffix for path in (tmp_path / "slips").iterdir()}) == [".docx", ".html"]
    assert all("河口乡" in path.name for path in (tmp_path / "slips").iterdir())
