"""Files dropped on the page: recognised before anything is stored, then in the folder in place of earlier ones."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from support.office import RUN, YEAR, Office
from township_reports.domain.submission import Outcome
from township_reports.intake.arrivals import count_days_left, list_arrivals
from township_reports.intake.dropped_files import (
    ARCHIVE,
    DAMAGED,
    DEBRIS,
    ENCRYPTED,
    MOST_BYTES,
    NAMELESS,
    NESTED,
    TOO_MUCH,
    Upload,
    refuse_too_much,
)
from township_reports.intake.receive import Receipt, receive
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.queries.board import get_run_overview
from township_reports.runs.dependencies import PreconditionFailedError, get_file_store

BROKEN = b"PK\x03\x04 half of a document"
NO_PICTURE = b"\x89PNG\r\n\x1a\n not a picture"
CHANGED = {"requests.granted.natural_person": 77}
Files = Mapping[str | zipfile.ZipInfo, bytes]


@pytest.fixture
def opened(office: Office) -> Office:
    """A run to which nobody has sent anything."""
    office.check()
    return office


def written(
    office: Office, code: str, changes: Mapping[str, int] | None = None, *, form: str = "txt_pipes", year: int = YEAR
) -> bytes:
    """A unit's report that stands nowhere yet."""
    path = office.send(code, changes, form=form, year=year, name="草稿")
    content = path.read_bytes()
    path.unlink()
    return content


def drop(*files: tuple[str, bytes]) -> list[Receipt]:
    return receive(RUN, [Upload(name, content) for name, content in files], "王芳")


def packed(files: Files) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_gb18030_name(name: str, content: bytes) -> bytes:
    """An archive as a Chinese Windows packs it: no mark of UTF-8, the name in its own bytes."""
    place = "x" * len(name.encode("gb18030"))
    return packed({place: content}).replace(place.encode(), name.encode("gb18030"))


def with_password(files: Files) -> bytes:
    """The archive as if a password were needed: the mark of it in both headers of its one file."""
    content = bytearray(packed(files))
    for header, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + at] |= 1
    return bytes(content)


def with_damaged_member(files: Files, name: str, method: int) -> bytes:
    """The archive with one more member, whose packed bytes are not what its method gives."""
    stream = BytesIO(packed(files))
    with zipfile.ZipFile(stream, "a", method) as archive:
        archive.writestr(name, bytes(range(256)) * 40)
    content = bytearray(stream.getvalue())
    begin = content.index(name.encode(), 0) + len(name.encode())
    content[begin + 12 : begin + 60] = b"\xff" * 48
    return bytes(content)


def with_nameless_member(files: Files) -> bytes:
    """The archive with one member more that has no name."""
    content = packed({**files, "?": b"no name"})
    begin = content.rindex(b"PK\x01\x02")
    local = content.rindex(b"PK\x03\x04", 0, begin)
    unnamed = content[:local] + content[local:begin].replace(b"\x01\x00\x00\x00?", b"\x00\x00\x00\x00", 1)
    entry = content[begin : content.rindex(b"PK\x05\x06")]
    entry = entry[:28] + b"\0\0" + entry[30:46] + entry[47:]
    end = bytearray(content[content.rindex(b"PK\x05\x06") :])
    size, at = int.from_bytes(end[12:16], "little"), int.from_bytes(end[16:20], "little")
    end[12:16], end[16:20] = (size - 1).to_bytes(4, "little"), (at - 1).to_bytes(4, "little")
    return unnamed[: at - 1] + content[at:begin] + entry + bytes(end)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_damaged_member_is_refused_by_name_and_the_good_ones_are_taken(opened: Office, method: int) -> None:
    archive = with_damaged_member({"城关镇.txt": written(opened, "01")}, "damaged.txt", method)
    good, damaged = drop(("报送.zip", archive))
    assert (good.refused, good.stored_as) == ("", "城关镇.txt")
    assert (damaged.file_name, damaged.refused) == ("damaged.txt", DAMAGED)


def test_a_member_without_a_name_is_refused_and_the_good_ones_are_taken(opened: Office) -> None:
    archive = with_nameless_member({"城关镇.txt": written(opened, "01")})
    good, nameless = drop(("报送.zip", archive))
    assert (good.refused, good.stored_as) == ("", "城关镇.txt")
    assert nameless.refused == NAMELESS


def test_a_member_with_a_password_is_refused_and_the_good_ones_are_taken(opened: Office) -> None:
    content = bytearray(packed({"城关镇.txt": written(opened, "01"), "secret.txt": b"x"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    good, secret = drop(("报送.zip", bytes(content)))
    assert (good.refused, secret.refused) == ("", ENCRYPTED)


def in_folder(office: Office) -> list[str]:
    folder = office.source / str(YEAR)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def refusals(receipts: list[Receipt]) -> list[str]:
    return [receipt.refused for receipt in receipts]


def test_a_dropped_file_is_the_units_it_names_and_says_and_counts(opened: Office) -> None:
    content = written(opened, "01", form="docx")
    (receipt,) = drop(("城关镇年报.docx", content))
    assert receipt.unit and receipt.unit.name == "城关镇"
    assert (receipt.refused, receipt.stored_as, receipt.already_there) == ("", "城关镇年报.docx", False)
    assert get_file_store().read(receipt.sha256) == content
    assert in_folder(opened) == ["城关镇年报.docx"]
    opened.check()
    assert get_submission_result(RUN, "01").outcome is Outcome.ACCEPTED


def test_who_sent_it_and_when_is_kept(opened: Office) -> None:
    (receipt,) = drop(("城关镇.txt", written(opened, "01")))
    opened.check()
    (arrival,) = list_arrivals(RUN)["01"].arrivals
    assert (arrival.file_name, arrival.sha256, arrival.sent_by) == ("城关镇.txt", receipt.sha256, "王芳")
    assert arrival.arrived_at.utcoffset() is not None


def test_a_file_put_into_the_folder_has_arrived_too_from_nobody_known(office: Office) -> None:
    office.send("01")
    office.check()
    office.check()
    (arrival,) = list_arrivals(RUN)["01"].arrivals
    assert (arrival.file_name, arrival.sent_by, arrival.batch) == ("城关镇.txt", "", "")


def test_files_dropped_together_replace_what_the_unit_sent_before(opened: Office) -> None:
    drop(("城关镇.txt", written(opened, "01")))
    drop(("河口乡.txt", written(opened, "02")))
    newer = written(opened, "01", CHANGED)
    assert refusals(drop(("城关镇.txt", newer), ("城关镇扫描件.png", NO_PICTURE))) == ["", ""]
    aside, *now = in_folder(opened)
    assert now == ["城关镇.txt", "城关镇扫描件.png", "河口乡.txt"]
    assert (opened.source / str(YEAR) / "城关镇.txt").read_bytes() == newer
    assert (Path(aside).parts[0], Path(aside).name) == (".已替换", "城关镇.txt")
    opened.check()
    assert {file.file_name for file in get_run_overview(RUN).units[0].files} == {"城关镇.txt", "城关镇扫描件.png"}


def test_the_same_content_again_changes_nothing(opened: Office) -> None:
    content = written(opened, "01")
    drop(("城关镇.txt", content))
    (receipt,) = drop(("城关镇（再发）.txt", content))
    assert (receipt.already_there, receipt.stored_as, in_folder(opened)) == (True, "城关镇.txt", ["城关镇.txt"])
    assert len(list_arrivals(RUN)["01"].arrivals) == 1


def test_one_of_two_rival_files_dropped_again_is_the_one_that_counts(opened: Office) -> None:
    content = written(opened, "01")
    drop(("城关镇.txt", content), ("城关镇2.txt", written(opened, "01", CHANGED)))
    (receipt,) = drop(("城关镇.txt", content))
    assert receipt.already_there
    assert [name for name in in_folder(opened) if ".已替换" not in name] == ["城关镇.txt"]


def test_a_file_that_only_tells_its_unit_inside_is_stored_under_the_units_name(opened: Office) -> None:
    (receipt,) = drop(("附件2.txt", written(opened, "01")))
    assert (receipt.stored_as, receipt.unit and receipt.unit.code) == ("城关镇（附件2）.txt", "01")
    opened.check()
    assert get_submission_result(RUN, "01").outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    ("name", "code", "year", "why"),
    [
        ("河口乡.txt", "01", YEAR, "文件名写的是河口乡，内容写的是城关镇。请核对是谁的材料，改好文件名再放进来"),
        ("城关镇.txt", "01", YEAR - 1, "文件写的是城关镇2020年的报告，不是2021年的"),
        ("附件2.txt", "01", YEAR - 1, "文件写的是城关镇2020年的报告，不是2021年的"),
    ],
)
def test_a_file_of_another_unit_or_year_is_refused(opened: Office, name: str, code: str, year: int, why: str) -> None:
    assert refusals(drop((name, written(opened, code, year=year)))) == [why]
    assert in_folder(opened) == []
    assert list_arrivals(RUN) == {}


@pytest.mark.parametrize("told", ["新城关镇", "红山县城关镇"])
def test_a_file_whose_name_only_contains_its_unit_is_refused(opened: Office, told: str) -> None:
    content = written(opened, "01").replace("青山县城关镇".encode(), told.encode())
    (why,) = refusals(drop((f"{told}.txt", content)))
    assert why.startswith(f"文件名像是城关镇的，内容写的是“{told}”，不在名册上。请核对是谁的材料；确是城关镇的，请在")
    assert in_folder(opened) == []


def test_a_refusal_names_the_likely_units_and_what_to_do(opened: Office) -> None:
    content = written(opened, "01").replace("城关镇".encode(), "城南镇".encode())
    assert refusals(drop(("附件2.txt", content))) == [
        "文件写的单位“青山县城南镇”不在名册上。名册上相近的单位：城关镇。如果是其中一个，请在 units.csv 该单位的 "
        "aliases 列加上“青山县城南镇”；或者把文件名改成单位名称。改好、保存后再放一次"
    ]


def test_a_file_that_cannot_be_read_is_taken_by_its_name_alone(opened: Office) -> None:
    named, nameless, last_year = drop(
        ("城关镇.docx", BROKEN), ("年报.docx", BROKEN), ("河口乡2020年政府信息公开工作年度报告.docx", BROKEN)
    )
    assert (named.refused, named.stored_as) == ("", "城关镇.docx")
    assert nameless.refused.startswith("文件名没有写明单位，内容也读不出：文件不完整")
    assert last_year.refused == "文件写的是河口乡2020年的报告，不是2021年的"
    opened.check()
    assert get_submission_result(RUN, "01").outcome is Outcome.UNREADABLE


def test_an_archive_is_unpacked(opened: Office) -> None:
    files = {"街道/东门街道.docx": written(opened, "03", form="docx"), "a/.DS_Store": b"x", "通知.txt": b"x"}
    street, debris, nobodys = drop(("年报.zip", packed(files)))
    assert (street.file_name, street.stored_as, street.refused) == ("东门街道.docx", "东门街道.docx", "")
    assert (debris.file_name, debris.refused) == (".DS_Store", DEBRIS)
    assert (nobodys.file_name, nobodys.unit) == ("通知.txt", None)


def test_names_in_an_archive_of_a_chinese_windows_are_read(opened: Office) -> None:
    (receipt,) = drop(("年报.zip", with_gb18030_name("城关镇.txt", written(opened, "01"))))
    assert (receipt.file_name, receipt.stored_as) == ("城关镇.txt", "城关镇.txt")


def test_an_archive_named_after_a_unit_is_a_folder_of_it(opened: Office) -> None:
    (receipt,) = drop(("城关镇.zip", packed({"正文.doc": BROKEN})))
    assert (receipt.stored_as, receipt.refused) == ("城关镇（正文）.doc", "")


def test_nothing_is_written_outside_the_years_folder(opened: Office) -> None:
    content = written(opened, "01")
    climbing = packed({"..\\..\\/etc/河口乡.txt": written(opened, "02")})
    receipts = drop(("../../城关镇.txt", content), ("x.zip", climbing))
    assert [one.stored_as for one in receipts] == ["城关镇.txt", "河口乡.txt"]
    assert in_folder(opened) == ["城关镇.txt", "河口乡.txt"]


def test_a_name_is_stored_as_every_file_system_takes_it(opened: Office) -> None:
    (receipt,) = drop((' ..城关镇<b>"x":|\0\n?*' + "长" * 300 + ".txt", written(opened, "01")))
    assert receipt.stored_as.startswith("城关镇_b__x__")
    assert not set(receipt.stored_as) & set('<>:"/\\|?*\n\0')
    assert len(receipt.stored_as.encode()) <= 255


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("城关镇.zip", with_password({"城关镇.txt": b"x"}), ENCRYPTED),
        ("城关镇.zip", packed({"城关镇.zip": packed({"城关镇.txt": b"x"})}), NESTED),
        ("城关镇.zip", packed({"城关镇.txt": b"0" * 310_000_000}), TOO_MUCH),
        ("城关镇.zip", packed({f"{number}.txt": b"" for number in range(501)}), TOO_MUCH),
        ("城关镇.zip", BROKEN, ARCHIVE),
        ("城关镇.rar", b"Rar!\x1a\x07\x00", ARCHIVE),
        ("~$城关镇.docx", b"x", DEBRIS),
    ],
    ids=["password", "nested", "bomb", "many", "broken", "rar", "debris"],
)
def test_what_is_not_opened_says_why_and_stores_nothing(opened: Office, name: str, content: bytes, why: str) -> None:
    assert refusals(drop((name, content))) == [why]
    assert in_folder(opened) == []


def test_drops_at_the_same_time_leave_one_file_and_one_arrival(opened: Office) -> None:
    content = written(opened, "01")
    with ThreadPoolExecutor(4) as pool:
        receipts = [one for dropped in pool.map(lambda _: drop(("城关镇.txt", content)), range(4)) for one in dropped]
    assert sorted(one.already_there for one in receipts) == [False, True, True, True]
    assert in_folder(opened) == ["城关镇.txt"]
    assert len(list_arrivals(RUN)["01"].arrivals) == 1


def test_a_name_that_stands_for_another_content_is_numbered(opened: Office) -> None:
    receipts = drop(("甲/城关镇.txt", written(opened, "01")), ("乙/城关镇.txt", written(opened, "01", CHANGED)))
    assert [receipt.stored_as for receipt in receipts] == ["城关镇.txt", "城关镇（2）.txt"]


def test_a_folder_that_takes_nothing_is_told(opened: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("township_reports.intake.unit_folder.write_atomically", full)
    (refused,) = refusals(drop(("城关镇.txt", written(opened, "01"))))
    assert "不能写入文件夹" in refused
    assert "No space left" in refused


def test_late_is_who_first_sent_after_the_last_day(office: Office) -> None:
    about = office.source / "county.yaml"
    about.write_text(about.read_text(encoding="utf-8") + "report_by: 2022-01-31\n", encoding="utf-8")
    office.send("01")
    office.check()
    assert list_arrivals(RUN)["01"].is_late
    assert get_run_overview(RUN).run.report_by == date(2022, 1, 31)
    about.write_text(about.read_text(encoding="utf-8").replace("2022", "2021"), encoding="utf-8")
    open_run(RUN, str(office.source), YEAR)
    assert not list_arrivals(RUN)["01"].is_late


def test_how_many_days_are_left() -> None:
    days = [date(2022, 1, 30), date(2022, 1, 31), date(2022, 2, 2)]
    assert [count_days_left(date(2022, 1, 31), day) for day in days] == [1, 0, -2]
    assert count_days_left(None, days[0]) is None


def test_more_bytes_than_can_be_taken_in_are_refused_before_they_are_read() -> None:
    refuse_too_much([MOST_BYTES - 1, 1])
    with pytest.raises(PreconditionFailedError, match="300兆字节"):
        refuse_too_much([MOST_BYTES, 1])
