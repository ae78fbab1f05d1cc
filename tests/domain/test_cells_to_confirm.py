"""The cells to confirm: which, what was read, why it is not certain, whether a page shows it."""

from __future__ import annotations

from township_reports.domain.description.cells_to_confirm import CellToConfirm, list_cells_to_confirm
from township_reports.domain.report import Cell, Report, SourceLocation, Status

CELLS = {
    "requests.received.natural_person": Cell(3, "3", Status.READ, confidence=0.99),
    "requests.received.business": Cell(4, "4", Status.DEDUCED, SourceLocation(line=3, column=2)),
    "requests.received.research": Cell(None, "1*", Status.UNSURE, SourceLocation(page=2, box=(1, 2, 3, 4))),
    "requests.received.public_welfare": Cell(None, "7", Status.UNSURE, SourceLocation(page=2), confidence=0.604),
    "requests.received.legal_service": Cell(None, " ", Status.UNSURE),
    "requests.received.other_org": Cell(None, "", Status.MISSING),
    "requests.received.total": Cell(None, "", Status.BLANK),
}


def test_unsure_and_deduced_cells_are_told_with_what_was_read_and_why() -> None:
    told = [(cell.label.rpartition("·")[2], cell.figure, cell.reason, cell.is_on_page) for cell in confirm()]
    assert told == [
        ("商业企业", "4（推定）", "空格丢失，按勾稽关系推定在这一格", False),
        ("科研机构", "未能辨认“1*”", "原文不能确认是这一格的数", True),
        ("社会公益组织", "未能辨认“7”", "由图片识别，把握60%", True),
        ("法律服务机构", "未能辨认", "这一格的内容没有读出", False),
    ]


def test_place_and_confidence_are_kept() -> None:
    assert [cell.place for cell in confirm()] == [cell.place for cell in list(CELLS.values())[1:5]]
    assert [cell.confidence for cell in confirm()] == [None, None, 0.604, None]


def confirm() -> tuple[CellToConfirm, ...]:
    return list_cells_to_confirm(Report(None, None, "2021", CELLS))
