"""What stands in the margins of PDF pages: page numbers are left out, running titles stated once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from township_reports.extraction.page_layout.fragments import PdfPage, TableFragment
from township_reports.extraction.page_layout.lines import Line

_MARGIN = 0.12  # of the page height
_SAME_HEIGHT = 3.0  # points
_PAGE_NUMBER = re.compile(
    r"[-—–―－•·~]+\s*\d{1,4}\s*[-—–―－•·~]+|(?:Page|P\.?|第)\s*\d{1,4}\b.*|第\s*\d{1,4}\s*页.*|\d{1,4}\s*/\s*\d{1,4}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")


def remove_margins(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], list[tuple[int, Line]]]:
    """Remove the pages without their margins, and each running title once with its page."""
    running = _running(pages)
    found, titles = [], dict[str, tuple[int, Line]]()
    for page in pages:
        items: list[Line | TableFragment] = []
        for at, item in enumerate(page.items):
            if not isinstance(item, Line):
                items.append(item)
            elif _is_marginal(item, page) and _key(item) in running:
                titles.setdefault(_DIGITS.sub("", item.text), (page.number, item))
            elif not _is_page_number(item, page, at in (0, len(page.items) - 1)):
                items.append(item)
        found.append(replace(page, items=tuple(items)))
    return found, [title for title in titles.values() if not _PAGE_NUMBER.fullmatch(title[1].text)]


def _running(pages: Sequence[PdfPage]) -> set[tuple[str, int]]:
    """Lines that stand in the margin of more than one page at the same height, whatever their numbers."""
    counted = Counter(key for page in pages for key in set(_marginal_keys(page)))
    return {key for key, count in counted.items() if count > 1}


def _marginal_keys(page: PdfPage) -> Iterator[tuple[str, int]]:
    return (_key(item) for item in page.items if isinstance(item, Line) and _is_marginal(item, page))


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("", line.text), round(line.box[1] / _SAME_HEIGHT)


def _is_marginal(line: Line, page: PdfPage) -> bool:
    _, top, _, bottom = line.box
    return bottom < _MARGIN * page.height or top > (1 - _MARGIN) * page.height


def _is_page_number(line: Line, page: PdfPage, outermost: bool) -> bool:
    marginal = _is_marginal(line, page)
    if marginal and _BARE_NUMBER.fullmatch(line.text):
        return True
    return (marginal or outermost) and _PAGE_NUMBER.fullmatch(line.text) is not None
