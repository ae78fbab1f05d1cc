"""No file harms whoever reads it: each hostile one is refused in Chinese, in time, and costs its caller no memory."""

from __future__ import annotations

import re
import resource
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.documents.expected import DOCUMENTS
from support.documents.hostile import HOSTILE
from support.documents.hostile_office import HOSTILE_OFFICE
from support.documents.hostile_pdf import HOSTILE_PDF, locked
from support.documents.hostile_text import HOSTILE_TEXT
from township_reports import sandbox
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.api import read_report
from township_reports.sandbox import Limits

EVERY = {**HOSTILE, **HOSTILE_OFFICE, **HOSTILE_PDF, **HOSTILE_TEXT}
TIGHT = Limits(memory=600_000_000, cpu_seconds=1, wall_seconds=8.0)
SECONDS = 12.0
KILOBYTES = 50_000
SENTENCE = re.compile(r".*[一-鿿].*。", re.DOTALL)


def test_there_are_enough_of_them() -> None:
    assert len(EVERY) >= 100


@pytest.mark.parametrize("name", EVERY)
def test_a_hostile_file_is_refused_in_chinese(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "LIMITS", TIGHT)
    path = tmp_path / "年报.docx"
    path.write_bytes(EVERY[name]())
    begun = time.process_time()
    with pytest.raises(UnreadableReportError) as refused:
        read_report(path)
    assert time.process_time() - begun < SECONDS  # of the caller; the child has its limits
    assert SENTENCE.fullmatch(str(refused.value))


def test_reading_them_costs_the_caller_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "LIMITS", TIGHT)
    path = tmp_path / "年报.docx"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("xlsx_many_sheets", "html_many_cells", "text_bars_before_a_letter", "docx_bomb"):
        path.write_bytes(EVERY[name]())
        with pytest.raises(UnreadableReportError):
            read_report(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("docx_locked", "密码"),
        ("doc_locked", "密码"),
        ("xls_locked", "密码"),
        ("odt_locked", "密码"),
        ("ods_locked", "密码"),
        ("pdf_user_password", "密码"),
        ("docx_understated_member", "损坏"),
        ("docx_overlapping_members", "展开后过大"),
        ("docx_entities_in_utf16", "DOCTYPE"),
        ("ods_laughs", "DOCTYPE"),
        ("xls_far_cell", "范围过大"),
        ("text_bars_before_a_letter", "行数或分隔符过多"),
    ],
)
def test_the_sentence_says_what_is_wrong(name: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "年报"
    path.write_bytes(EVERY[name]())
    with pytest.raises(UnreadableReportError, match=why):
        read_report(path)


def test_a_password_against_changes_keeps_nobody_from_reading(tmp_path: Path) -> None:
    path = tmp_path / "年报.pdf"
    path.write_bytes(locked(b"", b"owner"))
    with pytest.raises(UnreadableReportError, match="没有找到年报规定的三张表"):  # it was read, and is no report
        read_report(path)


def test_a_report_with_a_large_picture_is_read(tmp_path: Path) -> None:
    report = read_report(DOCUMENTS / "tracked_changes.docx")
    path = tmp_path / "年报.docx"
    path.write_bytes((DOCUMENTS / "tracked_changes.docx").read_bytes())
    with ZipFile(path, "a") as package:
        package.writestr("word/media/image9.bmp", b"\0" * 60_000_000)
    assert read_report(path) == report


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/macrosheets/sheet1.xml", "Basic/Standard/Module1.xml"])
def test_macros_are_told_and_not_run(part: str, tmp_path: Path) -> None:
    path = tmp_path / "年报.docm"
    path.write_bytes((DOCUMENTS / "tracked_changes.docx").read_bytes())
    with ZipFile(path, "a") as package:
        package.writestr(part, "Sub AutoOpen()")
    report = read_report(DOCUMENTS / "tracked_changes.docx")
    assert read_report(path) == replace(report, notes=("文件带有宏，没有运行", *report.notes))


@pytest.mark.parametrize(
    ("name", "storage"),
    [("old_word.doc", "Macros"), ("kingsoft.wps", "Macros"), ("kingsoft_sheet.et", "_VBA_PROJECT_CUR")],
)
def test_macros_of_older_builds_are_told(name: str, storage: str, tmp_path: Path) -> None:
    """The name of a stream that no reader needs is changed into that of the macros' storage."""
    report, data = read_report(DOCUMENTS / name), bytearray((DOCUMENTS / name).read_bytes())
    entry = data.index("\x01CompObj".encode("utf-16-le"))
    data[entry : entry + 64] = storage.encode("utf-16-le").ljust(64, b"\0")
    data[entry + 64] = 2 * len(storage) + 2
    path = tmp_path / name
    path.write_bytes(data)
    assert "文件带有宏，没有运行" not in report.notes
    assert read_report(path) == replace(report, notes=("文件带有宏，没有运行", *report.notes))
