"""The formats that can be read, chosen by content, and the one function other rooms call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from township_reports.domain.document import Document
from township_reports.domain.report import Report, UnreadableReportError
from township_reports.extraction import sniffing as signatures
from township_reports.extraction.form_mapping.map_report import map_document
from township_reports.extraction.incoming_content import read_content
from township_reports.extraction.sniffing import Sniffer
from township_reports.extraction.unexpected import refuse_unexpected
from township_reports.sandbox import Limits, check_document_size, read_isolated

READER_VERSION = "8"
"""Raised whenever the same file may be read differently, so that stored readings are made again."""

_MOST_TEXT_BYTES = 5_000_000
_SEND = "另存为 .docx 或 .xlsx 后重新报送。"
_A_PICTURE = "是扫描件或照片，没有识别其中的文字"
_MACROS = "文件带有宏，没有运行"


@dataclass(frozen=True)
class DocumentFormat:
    """A file format: how it is known, and the function `module.parse` of this package that reads it.

    All are read in a child process but plain text, which no library parses. `recognising` names the format that reads
    files in which some pages are pictures.
    """

    recognises: Sniffer
    name: str
    module: str
    function: str = "parse"
    isolated: bool = True
    limits: Limits | None = None
    recognising: DocumentFormat | None = None

    def without_recognition(self) -> DocumentFormat | RefusedFormat:
        """Return the same for who need not know what stands on pictures, and would not wait for it."""
        return (
            RefusedFormat(self.recognises, _A_PICTURE)
            if self.module == "scan.document"
            else replace(self, recognising=None)
        )

    def parse(self, data: bytes) -> Document:
        """Parse the document in a file of this format; raises UnreadableReportError whatever is wrong with the file."""
        module = f"{__package__}.parsers.{self.module}"
        try:
            if self.isolated:
                document = read_isolated(module, self.function, data, self.limits)
                return self.recognising.parse(data) if document.scanned_pages and self.recognising else document
            if len(data) > _MOST_TEXT_BYTES:
                raise UnreadableReportError(f"{self.name}过大（超过5兆字节），没有读取。请只保存年报正文，{_SEND}")
            reader: Callable[[bytes], Document] = getattr(import_module(module), self.function)
            return check_document_size(reader(data))
        except (UnreadableReportError, ChildProcessError):
            raise
        except Exception as error:  # any fault in a foreign file: the clerk gets a sentence, the maintainer the trace
            raise UnreadableReportError(
                f"{self.name}已损坏或不完整，无法读取。请用 Word 或 WPS 打开核对，{_SEND}"
            ) from error


@dataclass(frozen=True)
class RefusedFormat:
    """Files that are known but cannot be read, and what to do about them."""

    recognises: Sniffer
    reason: str

    def without_recognition(self) -> RefusedFormat:
        """Return the same."""
        return self

    def parse(self, data: bytes) -> NoReturn:
        """Raise UnreadableReportError."""
        raise UnreadableReportError(self.reason)


_RECOGNITION = Limits(memory=2_500_000_000, cpu_seconds=240, wall_seconds=300.0)
_SCANNED_PDF = DocumentFormat(signatures.is_pdf, "PDF 文件", "scan.document", "parse_pdf", limits=_RECOGNITION)

# The first that recognises a file takes it. A new format is one module in formats/ and one line here.
FORMATS: tuple[DocumentFormat | RefusedFormat, ...] = (
    RefusedFormat(signatures.is_empty, "文件是空的，没有内容。请核对文件后重新报送。"),
    RefusedFormat(signatures.match_ole("EncryptedPackage"), f"文件有密码保护，无法读取。请取消密码，{_SEND}"),
    RefusedFormat(signatures.is_broken_zip, f"文件不完整或已损坏，打不开。请{_SEND}"),
    DocumentFormat(signatures.match_zip(r"word/document\d*\.xml"), "Word 文件", "office.word_document"),
    DocumentFormat(signatures.match_zip(r"xl/workbook\.xml"), "Excel 文件", "office.excel_workbook"),
    DocumentFormat(signatures.match_ole("Workbook", "Book"), "Excel 文件", "office.excel_binary"),
    RefusedFormat(signatures.is_old_word, f"这是 Word 95 或更早版本的文件，无法读取。请用 Word 或 WPS 打开，{_SEND}"),
    DocumentFormat(signatures.match_ole("WordDocument"), "Word 文件", "office.word_binary"),
    RefusedFormat(signatures.match_ole("MatOST", "CONTENTS"), f"这是微软 Works 的文件，无法读取。请{_SEND}"),
    DocumentFormat(signatures.is_pdf, "PDF 文件", "pdf.document", recognising=_SCANNED_PDF),
    DocumentFormat(signatures.is_image, "图片", "scan.document", limits=_RECOGNITION),
    RefusedFormat(
        signatures.is_apple_photo, "这是苹果手机的 HEIC 照片，无法读取。请在手机上另存为 JPG，或另存为 PDF 后重新报送。"
    ),
    DocumentFormat(signatures.match_start(b"{\\rtf"), "RTF 文件", "office.rich_text"),
    DocumentFormat(signatures.match_open_document(b"text"), "OpenDocument 文件", "office.open_document"),
    DocumentFormat(signatures.match_open_document(b"spreadsheet"), "OpenDocument 表格", "office.open_spreadsheet"),
    RefusedFormat(signatures.match_zip(r"OFD\.xml"), f"暂不支持 OFD 文件，请{_SEND}"),
    RefusedFormat(signatures.is_archive, "这是压缩包或不认识的打包文件。请解压后只报送年报，保存为 .docx 或 .xlsx。"),
    RefusedFormat(signatures.match_start(signatures.OLE), f"不认识的 Office 文件，请{_SEND}"),
    DocumentFormat(signatures.is_web_archive, "网页文件", "web.mhtml"),
    DocumentFormat(signatures.looks_like_html, "网页文件", "web.html"),
    DocumentFormat(signatures.looks_like_text, "文本文件", "text.plain_text", isolated=False),
)


def read_report(path: Path, *, recognition: bool = True, limits: Limits | None = None) -> Report:
    """Read the report in a file of any known format.

    Raises UnreadableReportError with what was not found and what to send instead.

    Without `recognition` what stands on pictures is not read, which takes long. `limits` are for files of our own.
    """
    with refuse_unexpected(path.name):
        return map_document(read_document(path, recognition=recognition, limits=limits), path.stem)


def read_document(path: Path, *, recognition: bool = True, limits: Limits | None = None) -> Document:
    """Read the neutral document in a file; raises UnreadableReportError."""
    data = read_content(path)
    chosen = next((known for known in FORMATS if known.recognises(data)), None)
    if chosen is None:
        raise UnreadableReportError(f"不认识这种文件。请把年报{_SEND}")
    if limits and isinstance(chosen, DocumentFormat):
        chosen = replace(chosen, limits=limits)
    document = (chosen if recognition else chosen.without_recognition()).parse(data)
    return replace(document, notes=(*document.notes, _MACROS)) if signatures.has_macros(data) else document
