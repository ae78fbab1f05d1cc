"""A county's folder: what is read from it, and what a clerk is reported when it is wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from township_reports.config.county_folder import load_county
from township_reports.domain.county import RosterError, Unit

HEADER = "code,name,kind,aliases\n"


def county_folder(folder: Path, units: str, about: str = "name: 清源县\noffice: 清源县人民政府办公室\n") -> Path:
    (folder / "county.yaml").write_text(about, encoding="utf-8")
    (folder / "units.csv").write_text(units, encoding="utf-8-sig")
    return folder


def test_a_county_in_roster_order(tmp_path: Path) -> None:
    county = load_county(county_folder(tmp_path, HEADER + "02,柳林镇,乡镇,柳林镇政府; 柳林\n01,教育局,部门,\n"))
    assert (county.name, county.office) == ("清源县", "清源县人民政府办公室")
    assert county.units == (Unit("02", "柳林镇", "乡镇", ("柳林镇政府", "柳林")), Unit("01", "教育局", "部门"))


def test_addresses_and_the_last_day_to_send_may_be_told(tmp_path: Path) -> None:
    roster = "code,name,kind,aliases,email\n01,柳林镇,乡镇,,liulin@qingyuan.gov.cn\n02,河口镇,乡镇,\n"
    county = load_county(county_folder(tmp_path, roster, "name: 清源县\nreport_by: 2026-01-31\n"))
    assert [unit.email for unit in county.units] == ["liulin@qingyuan.gov.cn", ""]
    assert county.report_by == date(2026, 1, 31)
    assert [county.last_day(year) for year in (2024, 2025, 2026)] == [None, date(2026, 1, 31), None]


def test_a_last_day_that_is_no_day_is_told(tmp_path: Path) -> None:
    county_folder(tmp_path, HEADER + "01,柳林镇,乡镇,\n", "name: 清源县\nreport_by: 一月底\n")
    with pytest.raises(RosterError, match=re.escape("report_by“一月底”不是日期。请写成 2022-01-31 这样。")):
        load_county(tmp_path)


def test_longest_name_comes_first() -> None:
    assert Unit("1", "城关镇", "乡镇", ("城关镇人民政府", "城关")).list_names() == ("城关镇人民政府", "城关镇", "城关")


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ("code,name\n01,柳林镇\n", "缺少列：kind、aliases"),
        (HEADER, "没有单位"),
        (HEADER + "01,,乡镇,\n", "第2行：code 和 name 不能为空"),
        (HEADER + "01,柳林镇,村,\n", "第2行：kind“村”应为"),
        ("code,name,kind,aliases,email\n01,柳林镇,乡镇,,柳林镇\n", "第2行：email“柳林镇”不是邮箱地址"),
        ("code,name,kind,aliases,email\n01,柳林镇,乡镇,,a@b.cn;c@d.cn\n", "第2行：email"),
        (HEADER + "01,柳林镇,乡镇,\n01,河口镇,乡镇,\n", "“01”同时属于“柳林镇”和“河口镇”"),
        (HEADER + "01,柳林镇,乡镇,河口镇\n02,河口镇,乡镇,\n", "“河口镇”同时属于"),
        (HEADER + "01,柳林镇,乡镇,\n02,河口镇,乡镇,柳林镇政府\n", "“柳林镇政府”同时属于“柳林镇”和“河口镇”"),
    ],
)
def test_a_wrong_roster_says_where(tmp_path: Path, units: str, message: str) -> None:
    with pytest.raises(RosterError, match=message):
        load_county(county_folder(tmp_path, units))


def test_missing_folder_and_files(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="没有找到文件夹"):
        load_county(tmp_path / "无")
    with pytest.raises(RosterError, match=r"county\.yaml"):
        load_county(tmp_path)
    (tmp_path / "county.yaml").write_text("office: 办公室\n", encoding="utf-8")
    with pytest.raises(RosterError, match="没有县名"):
        load_county(tmp_path)


@pytest.mark.parametrize("name", ["清/源县", "..", "."])
def test_a_county_name_that_is_no_file_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(RosterError, match="不能用作文件名"):
        load_county(county_folder(tmp_path, HEADER + "01,柳林镇,乡镇,\n", f"name: {name}\n"))


def test_files_as_excel_writes_them_in_china(tmp_path: Path) -> None:
    (tmp_path / "county.yaml").write_bytes("name: 清源县\n".encode("gb18030"))
    (tmp_path / "units.csv").write_bytes((HEADER + "01,柳林镇,乡镇,柳林；柳林乡、老柳林\r\n").encode("gb18030"))
    assert load_county(tmp_path).units == (Unit("01", "柳林镇", "乡镇", ("柳林", "柳林乡", "老柳林")),)


def test_files_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "county.yaml").write_bytes(b"\xff\xff\xff")
    with pytest.raises(RosterError, match="编码不认识"):
        load_county(tmp_path)


def test_a_damaged_yaml(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="不是规范的 YAML"):
        load_county(county_folder(tmp_path, HEADER + "01,柳林镇,乡镇,\n", 'name: "清源县\n'))


def test_a_county_may_tell_deadline_and_contact(tmp_path: Path) -> None:
    about = "name: 清源县\noffice:\ndeadline: 2022-02-08\ncontact: 李某\nphone: 02374600000\n"
    county = load_county(county_folder(tmp_path, HEADER + "01,柳林镇,乡镇,\n", about))
    assert (county.office, county.deadline, county.contact, county.phone) == ("", "2022年2月8日", "李某", "02374600000")


def test_a_countys_key_is_its_code_or_else_its_name(tmp_path: Path) -> None:
    roster = HEADER + "01,柳林镇,乡镇,\n"
    assert load_county(county_folder(tmp_path, roster, "name: 鼓楼区\n")).key == "鼓楼区"
    county = load_county(county_folder(tmp_path, roster, "name: 鼓楼区\ncode: 320106\n"))
    assert (county.key, county.name) == ("320106", "鼓楼区")


@pytest.mark.parametrize("code", ["32010", "鼓楼", "32 0106", "../320106", "3201061234567"])
def test_a_code_that_is_none(tmp_path: Path, code: str) -> None:
    about = f"name: 鼓楼区\ncode: {code}\n"
    with pytest.raises(RosterError, match=r"county\.yaml 中的 code“.*”不是行政区划代码。请写6位（或更多）数字"):
        load_county(county_folder(tmp_path, HEADER + "01,柳林镇,乡镇,\n", about))


def test_a_deadline_in_words_stays(tmp_path: Path) -> None:
    about = "name: 清源县\ndeadline: 收到通知后5个工作日内\n"
    county = load_county(county_folder(tmp_path, HEADER + "01,柳林镇,乡镇,\n", about))
    assert (county.deadline, county.contact, county.phone) == ("收到通知后5个工作日内", "", "")
