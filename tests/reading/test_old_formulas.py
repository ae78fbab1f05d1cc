"""Cells of .xls files that would read as blank or 0 though something else stands there."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlwt
from reading.expected import DOCUMENTS
from township_reports.reading.formats import old_formulas, workbook
from township_reports.reading.formats.old_formulas import Valueless

EMPTY, TEXT, ZERO, SEVEN = (
    bytes.fromhex(result)
    for result in (
        "030000000000ffff",
        "000000000000ffff",
        "0000000000000000",
        "0000000000001c40",
    )
)
ON_OPENING = b"\2\0"


def _book(*results: bytes, number: float = 5.0) -> bytes:
    """A book with a formula for each result, the first in the first row, and an error."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("年报")
    sheet.write(0, 0, "规章")
    sheet.write(0, 1, number)
    for row in range(len(results)):
        sheet.write(row, 2, xlwt.Formula("B1+2"))
    sheet.row(9).set_cell_error(0, "#REF!")
    stream = BytesIO()
    book.save(stream)
    data = stream.getvalue()
    for result in results:
        data = data.replace(EMPTY + bytes(2), result + ON_OPENING, 1)
    return data


@pytest.mark.parametrize(
    ("results", "uncomputed"),
    [
        ((EMPTY, EMPTY), {(0, 2), (1, 2)}),
        ((TEXT, SEVEN), {(0, 2)}),
        ((ZERO, ZERO), {(0, 2), (1, 2)}),
        ((ZERO, SEVEN), set()),
        ((EMPTY, SEVEN), set()),
    ],
)
def test_formulas_that_were_never_computed(results: tuple[bytes, ...], uncomputed: set[tuple[int, int]]) -> None:
    assert old_formulas.valueless(_book(*results)) == {"年报": Valueless({(9, 0)}, uncomputed)}


def test_results_zero_of_zeros_are_right() -> None:
    assert old_formulas.valueless(_book(ZERO, number=0.0))["年报"].uncomputed == set()


def test_they_are_told() -> None:
    document = workbook.parse_old(_book(EMPTY))
    rows = [[(cell.text, bool(cell.trouble)) for cell in row] for grid in document.grids() for row in grid.rows]
    assert rows == [
        [("规章", False), ("5", False), ("=", True)],
        [("#", True), ("", False), ("", False)],
    ]
    assert [note[8:15] for note in document.notes] == ["1格是错误值，", "1格是没有保存"]


def test_a_workbook_of_kingsoft_has_none() -> None:
    sheets = old_formulas.valueless((DOCUMENTS / "kingsoft_sheet.et").read_bytes()).values()
    assert all(sheet == Valueless() for sheet in sheets)
