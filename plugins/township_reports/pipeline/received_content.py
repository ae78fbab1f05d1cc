"""What is kept of a file that came in: its bytes, or why it cannot be taken in. Reads no format."""

from __future__ import annotations

from hashlib import sha256

from township_reports.paths import AnyPath
from township_reports.reading.content import content_of
from township_reports.records.report import NotAReport


def received_content(path: AnyPath) -> bytes:
    """A file's bytes; of one that cannot be taken in, the reason in their place."""
    return content_or_reason(path)[0]


def received_digest(path: AnyPath) -> str:
    """The sha256 by which it is kept."""
    return sha256(received_content(path)).hexdigest()


def content_or_reason(path: AnyPath) -> tuple[bytes, str]:
    """A file's bytes and nothing; of one that cannot be taken in, the reason as bytes and as text."""
    try:
        return content_of(path), ""
    except NotAReport as problem:
        return str(problem).encode(), str(problem)
