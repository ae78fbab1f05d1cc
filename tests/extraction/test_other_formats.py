"""OpenDocument, web archives and rich text, beyond what whole documents show."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from doc2docx.errors import Doc2DocxError
from support.documents.expected import DOCUMENTS, expected
from support.documents.hostile import odt
from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.api import read_report
from township_reports.extraction.parsers.office import libre_office, open_document, rich_text, word_binary
from township_reports.extraction.parsers.office.compound_file import list_root_streams
from township_reports.extraction.parsers.web import mhtml as web_archive

ROW = "<table:table-row>{}</table:table-row>"
CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"


def _rows(document: Document) -> list[list[tuple[int, str]]]:
    return [[(cell.column, cell.text) for cell in row] for row in document.list_grids()[0].rows]


def test_repeated_and_covered_cells() -> None:
    repeated = CELL.format(" table:number-columns-repeated='3'", "0")
    covered = "<table:covered-table-cell table:number-columns-repeated='2'/>"
    row = ROW.format(CELL.format(" table:number-columns-spanned='3'", "规章") + covered + repeated)
    assert _rows(open_document.parse(odt(f"<table:table>{row}</table:table>"))) == [
        [(0, "规章"), (3, "0"), (4, "0"), (5, "0")]
    ]


def test_deleted_text_and_comments_are_left_out() -> None:
    deleted = "<text:tracked-changes><text:deletion><text:p>9</text:p></text:deletion></text:tracked-changes>"
    words = "1<office:annotation><text:p>8</text:p></office:annotation>2<text:span>3</text:span><text:s/>4"
    document = open_document.parse(odt(f"{deleted}<text:p>{words}</text:p>"))
    assert [block.text for block in document.list_paragraphs()] == ["123 4"]


def test_rows_in_header_groups() -> None:
    rows = f"<table:table-header-rows>{ROW.format(CELL.format('', '总计'))}</table:table-header-rows>"
    assert _rows(open_document.parse(odt(f"<table:table>{rows}</table:table>"))) == [[(0, "总计")]]


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", ""])
def test_a_page_in_an_archive_in_any_charset(charset: str) -> None:
    told = f"; charset={charset}" if charset else ""
    page = "<html><body><p>朱镕基路街道</p></body></html>".encode("utf-8" if charset == "utf-8" else "gb18030")
    head = f"MIME-Version: 1.0\r\nContent-Type: text/html{told}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert [block.text for block in web_archive.parse(head.encode() + page).list_paragraphs()] == ["朱镕基路街道"]


def test_streams_of_a_compound_file() -> None:
    assert "WordDocument" in list_root_streams((DOCUMENTS / "old_word.doc").read_bytes())
    assert "Workbook" in list_root_streams((DOCUMENTS / "kingsoft_sheet.et").read_bytes())


def test_rich_text_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnreadableReportError, match="没有安装 LibreOffice"):
        rich_text.parse(b"{\\rtf1 a}")


def test_what_the_converter_cannot_read_is_given_to_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def converted(office: str, data: bytes, suffix: str, reader: str) -> bytes:
        seen.append((office, data, suffix, reader))
        return (DOCUMENTS / "tracked_changes.docx").read_bytes()

    broken = (DOCUMENTS / "old_word.doc").read_bytes()[:20_000]
    monkeypatch.setattr(libre_office, "convert", converted)
    monkeypatch.setattr(libre_office, "find_program", lambda: None)
    with pytest.raises(Doc2DocxError):
        word_binary.parse(broken)
    monkeypatch.setattr(libre_office, "find_program", lambda: "soffice")
    assert word_binary.parse(broken).notes == ("Word 文件不合规范，由 LibreOffice 转换后读取，请核对",)
    assert seen == [("soffice", broken, ".doc", "MS Word 97")]


def test_a_program_that_converts_nothing_has_failed(tmp_path: Path) -> None:
    with pytest.raises(libre_office.ConversionError):
        libre_office.convert("/bin/true", b"", ".doc", "MS Word 97")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rich_text(tmp_path: Path) -> None:
    source = tmp_path / "old_word.doc"
    source.write_bytes((DOCUMENTS / "old_word.doc").read_bytes())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "rtf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    cells = read_report(tmp_path / "old_word.rtf").cells
    typed = expected("old_word.doc").cells
    assert {cell_id: (cell.value, cell.status) for cell_id, cell in cells.items()} == typed
