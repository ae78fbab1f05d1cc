"""How many pages are recognised, and how many dots a page may have."""

from __future__ import annotations

from township_reports.domain.report import UnreadableReportError

MOST_PAGES = 20
MOST_PIXELS = 50_000_000
_SMALLEST_SIDE = 300  # pixels; no table can be read in less


def refuse_size(width: float, height: float) -> None:
    """Raise UnreadableReportError for a page of more or fewer pixels than can be read."""
    if width * height > MOST_PIXELS:
        million = MOST_PIXELS // 1_000_000
        raise UnreadableReportError(f"图片过大（超过{million}百万像素），没有读取。请以200至300 DPI重新扫描后报送。")
    if min(width, height) < _SMALLEST_SIDE:
        raise UnreadableReportError(
            "图片过小，看不清文字，没有读取。请以200至300 DPI重新扫描，或用手机对准整页重新拍照后报送。"
        )
