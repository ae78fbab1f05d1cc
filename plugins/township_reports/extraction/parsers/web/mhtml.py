"""Web pages saved in one file (.mht, .mhtml): finds the page in the archive."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.parsers.text.encoding import decode
from township_reports.extraction.parsers.web import html as web_page

_MOST_BYTES = 60_000_000
_MOST_PARTS = 2_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)


def parse(data: bytes) -> Document:
    """Parse the document of the page in a web archive; raises UnreadableReportError if there is none."""
    if len(data) > _MOST_BYTES or data.count(b"\n--") > _MOST_PARTS:
        raise UnreadableReportError("网页文件过大，没有读取。请只保存年报正文，或另存为 .docx 后重新报送。")
    message = email.message_from_bytes(data, EmailMessage, policy=email.policy.default)
    pages = [_page(part) for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise UnreadableReportError(
            "网页文件中没有找到网页正文。请在浏览器中打开原网页，另存为“网页，全部”，或报送 .docx 文件。"
        )
    return web_page.parse(max(pages, key=len))


def _page(part: EmailMessage) -> bytes:
    """Return a page in UTF-8, from the charset stated by the archive or by the page itself."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    declared = _CHARSET.search(content[:4096])
    charset = part.get_content_charset() or (declared.group(1).decode() if declared else "")
    return decode(content, charset).encode()
