"""What is kept of a file that came in: its bytes, or why it cannot be taken in."""

from __future__ import annotations

from hashlib import sha256

from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.incoming_content import read_content
from township_reports.files.paths import AnyPath


def read_incoming_bytes(path: AnyPath) -> bytes:
    """Read a file's bytes; of one that cannot be taken in, the reason in their place."""
    return read_bytes_or_reason(path)[0]


def compute_incoming_digest(path: AnyPath) -> str:
    """Compute the sha256 by which it is kept."""
    return sha256(read_incoming_bytes(path)).hexdigest()


def read_bytes_or_reason(path: AnyPath) -> tuple[bytes, str]:
    """Read a file's bytes and nothing; of one that cannot be taken in, the reason as bytes and as text."""
    try:
        return read_content(path), ""
    except UnreadableReportError as problem:
        return str(problem).encode(), str(problem)
