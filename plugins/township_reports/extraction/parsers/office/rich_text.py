"""Rich text (.rtf), by way of LibreOffice where it is installed."""

from __future__ import annotations

from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.parsers.office import libre_office, word_document

_SEND = "请用 Word 或 WPS 打开，另存为 .docx 后重新报送。"


def parse(data: bytes) -> Document:
    """Parse the document of an .rtf file; raises UnreadableReportError where LibreOffice is not installed or fails."""
    office = libre_office.find_program()
    if office is None:
        raise UnreadableReportError(f"暂不支持 RTF 文件（本机没有安装 LibreOffice）。{_SEND}")
    try:
        return word_document.parse(libre_office.convert(office, data, ".rtf", "Rich Text Format"))
    except libre_office.ConversionError as error:
        raise UnreadableReportError(f"RTF 文件打不开，可能已损坏。{_SEND}") from error
