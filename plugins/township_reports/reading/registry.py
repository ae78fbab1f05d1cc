"""The formats that can be read, chosen by content, and the one function other rooms call. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from township_reports.reading.content import content_of
from township_reports.reading.document import Document
from township_reports.reading.formats import signatures
from township_reports.reading.formats.signatures import Recogniser
from township_reports.reading.isolation import Limits, read_isolated, refuse_endless
from township_reports.reading.understanding.understand import understand
from township_reports.reading.unexpected import refuse_unexpected
from township_reports.records.report import NotAReport, Report

READER_VERSION = "8"
"""Raised whenever the same file may be read differently, so that stored readings are made anew."""

_MOST_TEXT_BYTES = 5_000_000
_SEND = "另存为 .docx 或 .xlsx 后重新报送。"
_A_PICTURE = "是扫描件或照片，没有识别其中的文字"
_MACROS = "文件带有宏，没有运行"


@dataclass(frozen=True)
class Format:
    """A file format: how it is known, and the function `module.parse` of this package that reads it.

    All are read in a child process but plain text, which no library parses. `recognising` names the format that reads
    files in which some pages are pictures.
    """

    recognises: Recogniser
    name: str
    module: str
    function: str = "parse"
    isolated: bool = True
    limits: Limits | None = None
    recognising: Format | None = None

    def without_recognition(self) -> Format | Refused:
        """The same for who need not know what stands on pictures, and would not wait for it."""
        return Refused(self.recognises, _A_PICTURE) if self.module == "scan" else replace(self, recognising=None)

    def parse(self, data: bytes) -> Document:
        """The document in a file of this format; raises NotAReport whatever is wrong with the file."""
        module = f"{__package__}.formats.{self.module}"
        try:
            if self.isolated:
                document = read_isolated(module, self.function, data, self.limits)
                return self.recognising.parse(data) if document.pictures and self.recognising else document
            if len(data) > _MOST_TEXT_BYTES:
                raise NotAReport(f"{self.name}过大（超过5兆字节），没有读取。请只保存年报正文，{_SEND}")
            reader: Callable[[bytes], Document] = getattr(import_module(module), self.function)
            return refuse_endless(reader(data))
        except (NotAReport, ChildProcessError):
            raise
        except Exception as error:  # any fault in a foreign file: the clerk gets a sentence, the maintainer the trace
            raise NotAReport(f"{self.name}已损坏或不完整，无法读取。请用 Word 或 WPS 打开核对，{_SEND}") from error


@dataclass(frozen=True)
class Refused:
    """Files that are known but cannot be read, and what to do about them."""

    recognises: Recogniser
    reason: str

    def without_recognition(self) -> Refused:
        """The same."""
        return self

    def parse(self, data: bytes) -> NoReturn:
        """Raises NotAReport."""
        raise NotAReport(self.reason)


_RECOGNITION = Limits(memory=2_500_000_000, cpu_seconds=240, wall_seconds=300.0)
_SCANNED_PDF = Format(signatures.is_pdf, "PDF 文件", "scan", "parse_pdf", limits=_RECOGNITION)

# The first that recognises a file takes it. A new format is one module in formats/ and one line here.
FORMATS: tuple[Format | Refused, ...] = (
    Refused(signatures.is_empty, "文件是空的，没有内容。请核对文件后重新报送。"),
    Refused(signatures.ole_with("EncryptedPackage"), f"文件有密码保护，无法读取。请取消密码，{_SEND}"),
    Refused(signatures.is_broken_zip, f"文件不完整或已损坏，打不开。请{_SEND}"),
    Format(signatures.zip_with(r"word/document\d*\.xml"), "Word 文件", "word_document"),
    Format(signatures.zip_with(r"xl/workbook\.xml"), "Excel 文件", "workbook"),
    Format(signatures.ole_with("Workbook", "Book"), "Excel 文件", "old_workbook"),
    Refused(signatures.is_old_word, f"这是 Word 95 或更早版本的文件，无法读取。请用 Word 或 WPS 打开，{_SEND}"),
    Format(signatures.ole_with("WordDocument"), "Word 文件", "word_binary"),
    Refused(signatures.ole_with("MatOST", "CONTENTS"), f"这是微软 Works 的文件，无法读取。请{_SEND}"),
    Format(signatures.is_pdf, "PDF 文件", "pdf", recognising=_SCANNED_PDF),
    Format(signatures.is_image, "图片", "scan", limits=_RECOGNITION),
    Refused(
        signatures.is_apple_photo, "这是苹果手机的 HEIC 照片，无法读取。请在手机上另存为 JPG，或另存为 PDF 后重新报送。"
    ),
    Format(signatures.starts_with(b"{\\rtf"), "RTF 文件", "rich_text"),
    Format(signatures.open_document(b"text"), "OpenDocument 文件", "open_document"),
    Format(signatures.open_document(b"spreadsheet"), "OpenDocument 表格", "open_spreadsheet"),
    Refused(signatures.zip_with(r"OFD\.xml"), f"暂不支持 OFD 文件，请{_SEND}"),
    Refused(signatures.is_archive, "这是压缩包或不认识的打包文件。请解压后只报送年报，保存为 .docx 或 .xlsx。"),
    Refused(signatures.starts_with(signatures.OLE), f"不认识的 Office 文件，请{_SEND}"),
    Format(signatures.is_web_archive, "网页文件", "web_archive"),
    Format(signatures.looks_like_html, "网页文件", "web_page"),
    Format(signatures.looks_like_text, "文本文件", "plain_text", isolated=False),
)


def read_report(path: Path, *, recognition: bool = True, limits: Limits | None = None) -> Report:
    """The report in a file of any known format; raises NotAReport with what was not found and what to send instead.

    Without `recognition` what stands on pictures is not read, which takes long. `limits` are for files of our own.
    """
    with refuse_unexpected(path.name):
        return understand(read_document(path, recognition=recognition, limits=limits), path.stem)


def read_document(path: Path, *, recognition: bool = True, limits: Limits | None = None) -> Document:
    """The neutral document in a file; raises NotAReport."""
    data = content_of(path)
    chosen = next((known for known in FORMATS if known.recognises(data)), None)
    if chosen is None:
        raise NotAReport(f"不认识这种文件。请把年报{_SEND}")
    if limits and isinstance(chosen, Format):
        chosen = replace(chosen, limits=limits)
    document = (chosen if recognition else chosen.without_recognition()).parse(data)
    return replace(document, notes=(*document.notes, _MACROS)) if signatures.has_macros(data) else document
