"""Formats are known by content, and whatever cannot be read is reported in Chinese."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from support.documents.expected import DOCUMENTS
from support.folders import SHARED
from township_reports.domain.report import Status, UnreadableReportError
from township_reports.extraction.api import FORMATS, READER_VERSION, read_report

SEED = SHARED / "seed" / "zhoujia_town_2020.txt"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PROSE = "清溪县东山镇2020年政府信息公开工作年度报告\n一、总体情况\n全年办理行政许可办件3361件，行政处罚案件13件。\n"


def _package(**parts: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return stream.getvalue()


def _message(data: bytes, folder: Path) -> str:
    path = folder / "报送文件.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableReportError) as raised:
        read_report(path)
    return str(raised.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的，没有内容。请核对文件后重新报送。"),
        (b"\xef\xbb\xbf \r\n", "文件是空的，没有内容。请核对文件后重新报送。"),
        (random.Random(1).randbytes(4096), "不认识这种文件。请把年报另存为 .docx 或 .xlsx 后重新报送。"),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "文件有密码保护，无法读取。请取消密码，另存为 .docx 或 .xlsx 后重新报送。",
        ),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "Word 文件已损坏或不完整，无法读取。请用 Word 或 WPS 打开核对，另存为 .docx 或 .xlsx 后重新报送。",
        ),
        (OLE, "不认识的 Office 文件，请另存为 .docx 或 .xlsx 后重新报送。"),
        (
            b"%PDF-1.7\n%\xe2\xe3",
            "PDF 文件已损坏或不完整，无法读取。请用 Word 或 WPS 打开核对，另存为 .docx 或 .xlsx 后重新报送。",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0",
            "图片不完整或已损坏，打不开。请重新扫描或拍照，或把年报另存为 .docx 或 .xlsx 后重新报送。",
        ),
        (_package(OFD_xml="<OFD/>"), "暂不支持 OFD 文件，请另存为 .docx 或 .xlsx 后重新报送。"),
        (
            _package(年报="正文"),
            "这是压缩包或不认识的打包文件。请解压后只报送年报，保存为 .docx 或 .xlsx。",
        ),
        (
            (DOCUMENTS / "tracked_changes.docx").read_bytes()[:3000],
            "文件不完整或已损坏，打不开。请另存为 .docx 或 .xlsx 后重新报送。",
        ),
        (
            _package(word__document_xml="<w:document"),
            "Word 文件已损坏或不完整，无法读取。请用 Word 或 WPS 打开核对，另存为 .docx 或 .xlsx 后重新报送。",
        ),
        (
            _package(xl__workbook_xml="<workbook/>"),
            "Excel 文件已损坏或不完整，无法读取。请用 Word 或 WPS 打开核对，另存为 .docx 或 .xlsx 后重新报送。",
        ),
        (
            _package(word__document_xml='<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'),
            "文件内含有不安全的外部定义（DOCTYPE），没有读取。请用 Word 或 WPS 重新另存后报送。",
        ),
        (
            _package(word__document_xml=" " * 5_000_000),
            "文件展开后过大，不像一份年报，没有读取。请删去图片等附件，另存为 .docx 或 .xlsx 后重新报送。",
        ),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, message: str, tmp_path: Path) -> None:
    assert _message(data, tmp_path) == message


@pytest.mark.parametrize("page", [PROSE, f"<html><body><p>{PROSE}</p></body></html>"])
def test_a_page_without_the_tables(page: str, tmp_path: Path) -> None:
    assert _message(page.encode(), tmp_path) == (
        "没有找到年报规定的三张表（“主动公开政府信息情况”“收到和处理政府信息公开申请情况”"
        "“政府信息公开行政复议、行政诉讼情况”）。请报送含有这三张表的年报，如 .docx 或 .xlsx 文件；表格不能是图片。"
    )


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReportError, match=r"打不开文件：没有\.docx"):
        read_report(tmp_path / "没有.docx")


@pytest.mark.parametrize("name", ["page.html", "tracked_changes.docx", "three_sheets.xlsx", "tabs.txt"])
def test_the_suffix_is_never_asked(name: str, tmp_path: Path) -> None:
    disguised = tmp_path / "年报.doc"
    disguised.write_bytes((DOCUMENTS / name).read_bytes())
    assert read_report(disguised) == read_report(DOCUMENTS / name)


def test_a_lost_table_is_missing_and_told(tmp_path: Path) -> None:
    text = (DOCUMENTS / "hubei_pipes.txt").read_text(encoding="utf-8")
    path = tmp_path / "report.txt"
    path.write_text(text[: text.index("四、政府信息公开行政复议")], encoding="utf-8")
    report = read_report(path)
    assert {cell.status for name, cell in report.cells.items() if name.startswith("disputes.")} == {Status.MISSING}
    assert "没有找到表四“政府信息公开行政复议、行政诉讼情况”" in report.notes


@pytest.mark.parametrize("name", ["page.html", "padded_cells.txt", "tracked_changes.docx", "three_sheets.xlsx"])
def test_damaged_files_never_crash(name: str, tmp_path: Path) -> None:
    data = (DOCUMENTS / name).read_bytes()
    chance = random.Random(name)
    path = tmp_path / name
    for _ in range(20):
        at, length = chance.randrange(len(data)), chance.randrange(1, 200)
        path.write_bytes(data[:at] + chance.randbytes(chance.randrange(8)) + data[at + length :])
        try:
            read_report(path)
        except UnreadableReportError as refused:
            assert str(refused).endswith("。")


def test_text_is_read_without_the_libraries_of_other_formats() -> None:
    code = (
        "import sys; from pathlib import Path; from township_reports.extraction.api import read_report;"
        "read_report(Path(sys.argv[1])); print(sorted({'lxml', 'openpyxl', 'pandas', 'selectolax'} & set(sys.modules)))"
    )
    call = [sys.executable, "-c", code, str(DOCUMENTS / "tabs.txt")]
    assert subprocess.run(call, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_pictures_are_left_alone_for_who_would_not_wait(tmp_path: Path) -> None:
    photo = tmp_path / "年报.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(UnreadableReportError, match="是扫描件或照片，没有识别其中的文字"):
        read_report(photo, recognition=False)
    assert read_report(DOCUMENTS / "tabs.txt", recognition=False) == read_report(DOCUMENTS / "tabs.txt")


def test_version_is_a_text() -> None:
    assert isinstance(READER_VERSION, str)
    assert len(FORMATS) > 0


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside the checkout")
def test_the_seed_reads_completely() -> None:
    report = read_report(SEED)
    assert (report.unit, report.year, report.edition) == ("周嘉镇", 2020, "2019")
    assert len(report.cells) == 198
    assert {cell.status for cell in report.cells.values()} == {Status.READ}
    assert {name: cell.value for name, cell in report.cells.items() if cell.value} == {
        "proactive.licensing.previous_items": 4,
        "proactive.licensing.change": 5,
        "proactive.licensing.decisions": 1496,
        "proactive.other_services.previous_items": 175,
        "proactive.other_services.change": -45,
        "proactive.other_services.decisions": 11536,
        "proactive.penalties.previous_items": 6,
        "proactive.penalties.change": 8,
        "proactive.coercion.previous_items": 9,
        "proactive.coercion.change": -4,
    }
