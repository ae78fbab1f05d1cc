"""Word 97-2003 files (.doc) and Kingsoft's .wps of the same build, by way of .docx.

What the converter cannot read, LibreOffice may, where it is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from doc2docx import convert
from doc2docx.cfb import CompoundFileLimits
from doc2docx.errors import EncryptedDocumentError

from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.parsers.office import libre_office, word_document

_MOST_STREAM_BYTES = 64 * 1024 * 1024
_DAMAGED_TABLE = {
    "MALFORMED_TABLE_FLATTENED": "有损坏的表格，已按文字读取",
    "TABLE_GRID_MISMATCH": "有表格的列线前后不一",
    "TABLE_CELL_DEFINITION_MISMATCH": "有表格的单元格数前后不一",
    "TABLE_DEPTH_LIMITED": "表格嵌套层次过深，深层内容没有读取",
    "MAIN_TEXTBOX_TABLE_MALFORMED": "文本框中的表格已损坏，没有读取",
}
_LIBRE_OFFICE = "Word 文件不合规范，由 LibreOffice 转换后读取，请核对"


def parse(data: bytes) -> Document:
    """Parse the document of a .doc file; raises UnreadableReportError where it has a password."""
    try:
        return _by_converter(data)
    except EncryptedDocumentError as error:
        raise UnreadableReportError("Word 文件有密码保护，无法读取。请取消密码，另存为 .docx 后重新报送。") from error
    except Exception:
        office = libre_office.find_program()
        if office is None:
            raise
        document = word_document.parse(libre_office.convert(office, data, ".doc", "MS Word 97"))
        return replace(document, notes=(*document.notes, _LIBRE_OFFICE))


def _by_converter(data: bytes) -> Document:
    with TemporaryDirectory(prefix="township-report-") as folder:
        source, target = Path(folder, "report.doc"), Path(folder, "report.docx")
        source.write_bytes(data)
        limits = CompoundFileLimits(max_stream_bytes=_MOST_STREAM_BYTES, max_directory_entries=10_000)
        diagnostics = convert(source, target, limits=limits).report.diagnostics
        document = word_document.parse(target.read_bytes())
    codes = {diagnostic.code for diagnostic in diagnostics}
    return replace(document, notes=(*document.notes, *_notes(codes)))


def _notes(codes: set[str]) -> Iterator[str]:
    return (f"Word 文件{why}，请核对" for code, why in _DAMAGED_TABLE.items() if code in codes)
