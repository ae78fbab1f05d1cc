"""Files whose name tells no unit are sorted by what they say themselves; nobody's file says why it is nobody's."""

from __future__ import annotations

import pytest
from pipeline.office import RUN, YEAR, Office
from township_reports.pipeline.board import run_overview
from township_reports.pipeline.open_run import OpenedRun, open_run
from township_reports.pipeline.submission_result import submission_result
from township_reports.records.submission import Outcome


def opened(office: Office) -> OpenedRun:
    return open_run(RUN, str(office.source), YEAR)


def test_a_file_without_a_units_name_is_the_units_it_names_itself(office: Office) -> None:
    office.send("01", name="附件2")
    assert opened(office).recognised == {"附件2.txt": "城关镇"}
    office.check()
    assert submission_result(RUN, "01").outcome.is_valid
    assert run_overview(RUN).run.unclaimed == ()


def test_it_stands_beside_a_file_with_the_units_name(office: Office) -> None:
    office.send_all()
    office.send("01", {"requests.granted.natural_person": 77}, name="附件2")
    office.check()
    result = submission_result(RUN, "01")
    assert result.outcome is Outcome.HAS_ERRORS
    assert any("收到两份内容不同的文件：城关镇.txt、附件2.txt" in line for line in result.lines)


def test_last_years_report_is_nobodys(office: Office) -> None:
    office.send("01", name="附件2", year=YEAR - 1)
    moved = office.source / str(YEAR) / "附件2.txt"
    moved.parent.mkdir(exist_ok=True)
    (office.source / str(YEAR - 1) / "附件2.txt").rename(moved)
    assert opened(office).unclaimed == {"附件2.txt": "文件写的是城关镇2020年的报告，不是2021年的"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("关于召开会议的通知", "没有找到年报规定的三张表"),
        ("青山县白云镇2021年政府信息公开工作年度报告", "文件写的单位“青山县白云镇”不在名册上"),
        ("红山县城关镇2021年政府信息公开工作年度报告", "文件写的单位“红山县城关镇”不在名册上"),
        ("2021年政府信息公开工作年度报告", "文件名和正文都没有写明单位"),
    ],
)
def test_why_a_file_is_nobodys(office: Office, said: str, why: str) -> None:
    path = office.send("01", name="附件2")
    title, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(said + ("\n" + rest if "年度报告" in said else ""), encoding="utf-8")
    assert title != said
    assert why in opened(office).unclaimed["附件2.txt"]


def test_a_file_that_names_two_units_is_nobodys(office: Office) -> None:
    path = office.send("01", name="附件2")
    path.write_text(path.read_text(encoding="utf-8") + "\n青山县河口乡人民政府\n2022年1月20日\n", encoding="utf-8")
    assert opened(office).unclaimed == {"附件2.txt": "文件中写了不止一个单位：城关镇、河口乡"}


def test_of_two_files_the_more_complete_one_counts(office: Office) -> None:
    office.send_all()
    path = office.send("01", name="城关镇 A")
    path.write_text(path.read_text(encoding="utf-8").replace("行政许可 |", "行政许可 | 4* |"), encoding="utf-8")
    office.check()
    result = submission_result(RUN, "01")
    assert result.lines[0].startswith("城关镇：") and "城关镇.txt" in result.lines[0]
    assert any("后一份有" in line and "其余各格相同" in line for line in result.lines)
