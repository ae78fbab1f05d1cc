"""Files whose name tells no unit are sorted by what they say themselves; nobody's file says why it is nobody's."""

from __future__ import annotations

import pytest
from support.office import ROSTER, RUN, YEAR, Office
from township_reports.decisions.sign_off import list_open_questions
from township_reports.domain.submission import Outcome
from township_reports.pipeline.open_run import OpenedRun, open_run
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.queries.board import get_run_overview


def opened(office: Office) -> OpenedRun:
    return open_run(RUN, str(office.source), YEAR)


def test_a_file_without_a_units_name_is_the_units_it_names_itself(office: Office) -> None:
    office.send("01", name="附件2")
    assert opened(office).recognised == {"附件2.txt": "城关镇"}
    office.check()
    assert get_submission_result(RUN, "01").outcome.is_valid
    assert get_run_overview(RUN).run.unclaimed == {}


def test_it_stands_beside_a_file_with_the_units_name(office: Office) -> None:
    office.send_all()
    office.send("01", {"requests.granted.natural_person": 77}, name="附件2")
    office.check()
    result = get_submission_result(RUN, "01")
    assert result.outcome is Outcome.HAS_ERRORS
    assert any("收到两份内容不同的文件：城关镇.txt、附件2.txt" in line for line in result.lines)


def test_last_years_report_is_nobodys(office: Office) -> None:
    office.send("01", name="附件2", year=YEAR - 1)
    moved = office.source / str(YEAR) / "附件2.txt"
    moved.parent.mkdir(exist_ok=True)
    (office.source / str(YEAR - 1) / "附件2.txt").rename(moved)
    assert opened(office).unclaimed == {"附件2.txt": "文件写的是城关镇2020年的报告，不是2021年的"}


ALIAS = "请在 units.csv 该单位的 aliases 列加上“{}”；或者把文件名改成单位名称。改好、保存后自动重新辨认"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("关于召开会议的通知", "文件名没有写明单位，内容也读不出：没有找到年报规定的三张表"),
        (
            "青山县白云镇2021年政府信息公开工作年度报告",
            "文件写的单位“青山县白云镇”不在名册上。名册上没有名称相近的单位。如果是名册上某个单位的材料，"
            + ALIAS.format("青山县白云镇"),
        ),
        (
            "青山县城南镇2021年政府信息公开工作年度报告",
            "文件写的单位“青山县城南镇”不在名册上。名册上相近的单位：城关镇。如果是其中一个，"
            + ALIAS.format("青山县城南镇"),
        ),
        (
            "红山县城关镇2021年政府信息公开工作年度报告",
            "文件写的单位“红山县城关镇”不在名册上。是别的县（市、区）的城关镇；如果是青山县的，请退回核对报告上的单位名称",
        ),
        (
            "2021年政府信息公开工作年度报告",
            "文件名和正文都没有写明单位。名册上没有名称相近的单位。如果是名册上某个单位的材料，请把文件名改成单位名称",
        ),
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
    why = "文件中写了不止一个单位：城关镇、河口乡。请核对是谁的材料，把文件名改成单位名称"
    assert opened(office).unclaimed["附件2.txt"].startswith(why)


def test_of_two_files_the_more_complete_one_counts(office: Office) -> None:
    office.send_all()
    path = office.send("01", name="城关镇 A")
    path.write_text(path.read_text(encoding="utf-8").replace("行政许可 |", "行政许可 | 4* |"), encoding="utf-8")
    office.check()
    result = get_submission_result(RUN, "01")
    assert result.lines[0].startswith("城关镇：") and "城关镇.txt" in result.lines[0]
    assert any("后一份有" in line and "其余各格相同" in line for line in result.lines)


def test_of_a_file_that_tells_nothing_inside_its_name_tells_which_unit_may_be_meant(office: Office) -> None:
    (office.source / str(YEAR) / "2021年河口年报（定稿）.docx").write_bytes(b"PK")
    (why,) = opened(office).unclaimed.values()
    assert why.startswith("文件名没有写明单位，内容也读不出：")
    assert "名册上相近的单位：河口乡。如果是其中一个，请把文件名改成单位名称。改好、保存后自动重新辨认" in why


def test_who_decides_about_red_units_sees_why_a_file_is_nobodys(office: Office) -> None:
    (office.source / str(YEAR) / "通知.docx").write_bytes(b"PK")
    office.check()
    *_, last = list_open_questions(RUN)
    assert last.startswith("不知属于哪个单位的文件：通知.docx。文件名没有写明单位，内容也读不出：")


OFFICES = ROSTER + "04,人民政府办公室,本级,\n05,发展和改革局,部门,\n06,江镇人民政府,乡镇,\n"


def calling_itself(office: Office, told: str, name: str) -> str:
    """A balanced report in the folder that names its unit so; its file's name."""
    path = office.send("01", name=name)
    path.write_text(path.read_text(encoding="utf-8").replace("城关镇", told), encoding="utf-8")
    return path.name


@pytest.mark.parametrize(
    ("told", "unit"),
    [
        ("政府办公室", "人民政府办公室"),
        ("人民政府办公室", "人民政府办公室"),
        ("政府办", "人民政府办公室"),
        ("江镇政府", "江镇人民政府"),
        ("江镇", "江镇人民政府"),
        ("河口乡政府", "河口乡"),
    ],
)
def test_a_government_may_call_itself_in_either_form(office: Office, told: str, unit: str) -> None:
    (office.source / "units.csv").write_text(OFFICES, encoding="utf-8")
    name = calling_itself(office, told, "附件2")
    assert opened(office).recognised == {name: unit}


@pytest.mark.parametrize("told", ["两江镇", "两江镇人民政府", "两江镇政府办公室", "发改局"])
def test_a_name_that_only_contains_a_units_is_nobodys_and_the_unit_is_likely(office: Office, told: str) -> None:
    (office.source / "units.csv").write_text(OFFICES, encoding="utf-8")
    name = calling_itself(office, told, "附件2")
    why = opened(office).unclaimed[name]
    likely = "发展和改革局" if told == "发改局" else "江镇人民政府"
    assert f"“青山县{told}”不在名册上。名册上相近的单位：{likely}" in why


@pytest.mark.parametrize("name", ["青山县政府办公室2021", "青山县人民政府办公室"])
def test_a_file_may_be_named_after_a_government_in_either_form(office: Office, name: str) -> None:
    (office.source / "units.csv").write_text(OFFICES, encoding="utf-8")
    calling_itself(office, "政府办公室", name)
    assert opened(office).unclaimed == {}
    office.check()
    assert get_submission_result(RUN, "04").outcome is Outcome.ACCEPTED


def test_of_towns_whose_names_contain_each_other_each_gets_its_own(office: Office) -> None:
    roster = "code,name,kind,aliases\n01,江镇,乡镇,\n02,两江镇,乡镇,\n"
    (office.source / "units.csv").write_text(roster, encoding="utf-8")
    first, second = calling_itself(office, "江镇政府", "附件1"), calling_itself(office, "两江镇政府", "附件2")
    calling_itself(office, "江镇政府", "江镇人民政府")
    calling_itself(office, "两江镇政府", "两江镇政府")
    assert opened(office) == (
        [{"code": "01", "name": "江镇"}, {"code": "02", "name": "两江镇"}],
        {first: "江镇", second: "两江镇"},
        {},
    )
    office.check()
    assert [get_submission_result(RUN, code).outcome for code in ("01", "02")] == [Outcome.ACCEPTED] * 2
