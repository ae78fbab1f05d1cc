import os
from pathlib import Path

import pytest
from township_reports.records.roster import RosterError, Unit
from township_reports.storage.inbox import Inbox, list_inbox

UNITS = (
    Unit("01", "青山县人民政府办公室", "本级", ("青山县",)),
    Unit("02", "城关镇人民政府", "乡镇", ("城关镇",)),
    Unit("03", "新城关镇", "乡镇"),
    Unit("T04", "河口街道办事处", "街道", ("河口街道",)),
)


def inbox_of(folder: Path, *names: str) -> Inbox:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return list_inbox(folder, UNITS)


def names(inbox: Inbox) -> dict[str, list[str]]:
    return {code: [file.name for file in files] for code, files in inbox.files.items() if files}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("城关镇2020年报告.docx", "02"),
        ("城关镇人民政府.txt", "02"),
        ("新城关镇2020.txt", "03"),
        ("青山县城关镇.html", "02"),
        ("青山县2020年报告.docx", "01"),
        ("城 关 镇.txt", "02"),
        ("t04.xlsx", "T04"),
        ("T04-年报.xlsx", "T04"),
        ("河口街道/年报.docx", "T04"),
        ("河口街道/城关镇.docx", "02"),
    ],
)
def test_a_file_belongs_to_the_unit_it_names(tmp_path: Path, name: str, code: str) -> None:
    assert names(inbox_of(tmp_path, name)) == {code: [name]}


@pytest.mark.parametrize("name", ["大湾乡.docx", "2020年报告.docx", "2003年.txt", "T041.txt", "说明/通知.docx"])
def test_a_file_of_nobody_is_told(tmp_path: Path, name: str) -> None:
    inbox = inbox_of(tmp_path, name)
    assert names(inbox) == {}
    assert [file.name for file in inbox.unclaimed] == [name]


def test_several_files_of_a_unit_are_all_given_by_name(tmp_path: Path) -> None:
    assert names(inbox_of(tmp_path, "城关镇二.txt", "城关镇一.txt")) == {"02": ["城关镇一.txt", "城关镇二.txt"]}


def test_files_on_their_way_in_and_replaced_ones_are_not_sent(tmp_path: Path) -> None:
    inbox = inbox_of(tmp_path, ".writing-城关镇.txt", ".已替换/20260120-093000/城关镇.txt", "城关镇.txt")
    assert (names(inbox), inbox.unclaimed) == ({"02": ["城关镇.txt"]}, ())


def test_a_folder_linked_into_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "河口街道").mkdir()
    (tmp_path / "河口街道" / "再一份").symlink_to(tmp_path)
    (tmp_path / "河口街道" / "其他").symlink_to("/")
    assert names(inbox_of(tmp_path, "河口街道/年报.txt")) == {"T04": ["河口街道/年报.txt"]}


def test_pipes_are_no_submissions(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "城关镇.txt")
    assert names(inbox_of(tmp_path)) == {}


def test_what_programs_leave_behind_is_no_submission(tmp_path: Path) -> None:
    inbox = inbox_of(tmp_path, "~$城关镇.docx", ".DS_Store", "Thumbs.db", "._城关镇.docx", "__MACOSX/城关镇.docx")
    assert (names(inbox), inbox.unclaimed) == ({}, ())


def test_a_name_packed_on_a_chinese_windows_is_understood(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "城关镇.txt".encode("gb18030"))).touch()
    assert names(list_inbox(tmp_path, UNITS)) == {"02": ["城关镇.txt"]}


def test_no_folder_is_told_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="没有找到文件夹"):
        list_inbox(tmp_path / "2020", UNITS)


GOVERNMENTS = (
    Unit("01", "人民政府办公室", "本级"),
    Unit("02", "江镇人民政府", "乡镇"),
    Unit("03", "城关镇", "乡镇"),
    Unit("04", "青山县人民政府", "县"),
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("青山县政府办公室年报.docx", "01"),
        ("青山县人民政府办公室.docx", "01"),
        ("2021年政府办公室.docx", "01"),
        ("江镇政府2021.docx", "02"),
        ("关于江镇政府信息公开工作的报告.docx", "02"),
        ("青山县江镇政府.docx", "02"),
        ("城关镇政府办公室年报.docx", "03"),
        ("城关镇人民政府办公室.docx", "03"),
        ("青山县政府信息公开年报.docx", "04"),
    ],
)
def test_a_government_is_found_by_either_form_of_its_name(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).touch()
    assert names(list_inbox(tmp_path, GOVERNMENTS)) == {code: [name]}


@pytest.mark.parametrize(
    "name", ["两江镇政府2021.docx", "河口乡人民政府办公室.docx", "县府办事处.docx", "政府信息公开年报.docx"]
)
def test_another_bodys_name_is_not_one_because_it_contains_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert names(list_inbox(tmp_path, GOVERNMENTS)) == {}


@pytest.mark.parametrize(("name", "code"), [("江镇政府.txt", "01"), ("两江镇政府.txt", "02"), ("两江镇.txt", "02")])
def test_of_names_that_contain_each_other_the_longer_one_is_told(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).touch()
    units = (Unit("01", "江镇", "乡镇"), Unit("02", "两江镇人民政府", "乡镇", ("两江镇",)))
    assert names(list_inbox(tmp_path, units)) == {code: [name]}


def test_files_of_units_that_are_not_asked_belong_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "两江镇.txt").touch()
    inbox = list_inbox(tmp_path, [Unit("01", "江镇", "乡镇")], [Unit("02", "两江镇", "乡镇")])
    assert (names(inbox), [file.name for file in inbox.unclaimed]) == ({}, ["两江镇.txt"])
