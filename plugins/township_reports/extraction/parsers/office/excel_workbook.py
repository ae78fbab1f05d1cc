"""Excel workbooks (.xlsx): one grid a visible sheet, merged cells stated once."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from township_reports.domain.document import Document, Grid, GridCell
from township_reports.domain.report import SourceLocation, UnreadableReportError
from township_reports.extraction.parsers.embedded_objects import NO_TEXT
from township_reports.extraction.parsers.office.saved_sums import compute_saved_sums
from township_reports.extraction.parsers.office.sheet_drawings import Position, list_drawn_cells
from township_reports.extraction.parsers.office.zip_package import ZipPackage

WORKBOOK_PART = "xl/workbook.xml"
LOCKED = "文件有密码保护，无法读取。请取消密码后另存为 .xlsx 重新报送。"
UNCACHED = "是没有保存计算结果的公式"
ERROR = "是错误值"
_MOST_ROWS = 100_000
_MOST_COLUMNS = 300
_MOST_CELLS = 1_500_000
_COORDINATE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA_OR_ERROR = re.compile(rb"""<(?:\w+:)?f[\s/>]|\bt=["']e["']""")

Valueless = dict[Position, tuple[str, str]]
"""What stands in cells, by row and column from 0, that would read as blank or 0 though they are not, and why.

Totals that could be counted have no why.
"""


def parse(data: bytes) -> Document:
    """Parse the document of an .xlsx file; raises UnreadableReportError for a package beyond honest size."""
    package = ZipPackage(data)
    parts = _worksheets(package)
    for part in parts.values():
        _refuse_far_cells(package.read(part))
    valueless = {name: _valueless(package.read(part)) for name, part in parts.items()}
    return build_document(
        open_workbook(data), valueless, {name: list_drawn_cells(package, part) for name, part in parts.items()}
    )


def open_workbook(data: bytes) -> CalamineWorkbook:
    """Open a workbook of any build; raises UnreadableReportError where it has a password."""
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise UnreadableReportError(LOCKED) from error


def build_document(
    book: CalamineWorkbook, valueless: Mapping[str, Valueless], drawn: Mapping[str, set[Position]]
) -> Document:
    """Build the visible worksheets of a workbook; `valueless` and the cells under drawings by the name of the sheet."""
    grids, notes = [], []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            notes.append(f"工作表“{about.name}”是隐藏的，没有读取")
            continue
        known = valueless.get(about.name, {})
        counts = Counter(trouble for _, trouble in known.values())
        if counted := counts.pop("", 0):
            notes.append(f"工作表“{about.name}”有{counted}格合计没有保存计算结果，已按格中的公式算出")
        for why, count in counts.items():
            notes.append(f"工作表“{about.name}”有{count}格{why}，请在 Excel 或 WPS 中打开、改正并保存后重新报送")
        grids.append(_grid(book.get_sheet_by_name(about.name), known, drawn.get(about.name, set())))
    return Document(tuple(grids), tuple(notes))


def _worksheets(package: ZipPackage) -> dict[str, str]:
    """Return the part of every worksheet, by the sheet's name."""
    targets = {
        str(relation.get("Id")): posixpath.normpath(posixpath.join("/xl", str(relation.get("Target")))).lstrip("/")
        for relation in package.read_xml("xl/_rels/workbook.xml.rels")
        if str(relation.get("Type")).endswith("/worksheet")
    }
    found = {}
    for sheet in package.read_xml(WORKBOOK_PART).iter("{*}sheet"):
        key = next((str(value) for name, value in sheet.attrib.items() if etree.QName(name).localname == "id"), "")
        if key in targets:
            found[str(sheet.get("name"))] = targets[key]
    return found


def _refuse_far_cells(sheet: bytes) -> None:
    extent = Extent()
    for cell in _COORDINATE.finditer(sheet):
        extent.reach(int(cell[2]), _column_number(cell[1].decode()))


@dataclass
class Extent:
    """The rectangle up to a sheet's last cell, which the reader allots: a stray cell far out would exhaust memory."""

    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Count a cell in, by row and column from 1; raise UnreadableReportError where no report can be so large."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows > _MOST_ROWS or self.columns > _MOST_COLUMNS or self.rows * self.columns > _MOST_CELLS:
            raise UnreadableReportError("工作表的范围过大，不像一份年报，没有读取。请删去表格以外的单元格后重新报送。")


def _valueless(sheet: bytes) -> Valueless:
    """Cells with a formula whose result was never stored, and cells with an error such as #REF!."""
    if not _FORMULA_OR_ERROR.search(sheet):
        return {}
    found = {}
    root = etree.fromstring(sheet, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    for row_at, row in enumerate(root.iter("{*}row"), 1):
        for cell_at, cell in enumerate(row.iterchildren("{*}c"), 1):
            formula, value = cell.find("{*}f"), cell.findtext("{*}v")
            position = _position(cell.get("r"), (int(row.get("r") or row_at) - 1, cell_at - 1))
            if cell.get("t") == "e":
                found[position] = (value or "#", ERROR)
            elif formula is not None and cell.get("t") != "str" and not value:
                found[position] = (f"={formula.text or ''}", UNCACHED)
    return found | {_position(name, (0, 0)): (total, "") for name, total in compute_saved_sums(root).items()}


def _position(reference: str | None, otherwise: Position) -> Position:
    match = re.fullmatch(r"([A-Z]+)(\d+)", str(reference))
    return (int(match.group(2)) - 1, _column_number(match.group(1)) - 1) if match else otherwise


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _grid(sheet: CalamineSheet, valueless: Valueless, drawn: set[Position]) -> Grid:
    values = sheet.to_python(skip_empty_area=False)
    covered = _covered(sheet, len(values), max(map(len, values), default=0))
    rows = [tuple(_cells(sheet.name, at, row, covered, valueless)) for at, row in enumerate(values)]
    filled = [row for row in rows if any(map(_is_filled, row))]
    if drawn:
        width = max((cell.column + 1 for row in filled for cell in row if _is_filled(cell)), default=0)
        filled = [tuple(_doubted(cell, width, drawn) for cell in row) for row in filled]
    return Grid(tuple(filled), sheet=sheet.name)


def _is_filled(cell: GridCell) -> bool:
    return bool(cell.text or cell.trouble)


def _doubted(cell: GridCell, width: int, drawn: set[Position]) -> GridCell:
    """Return a cell between others that has no text is in doubt where a picture or shape lies over it."""
    at = ((cell.place.row or 0) - 1, cell.column)
    return cell._replace(trouble=NO_TEXT) if not _is_filled(cell) and cell.column < width and at in drawn else cell


def _cells(
    sheet: str, at: int, row: Sequence[object], covered: set[Position], valueless: Valueless
) -> Iterator[GridCell]:
    for column, value in enumerate(row):
        if (at, column) in covered:
            continue
        text, trouble = valueless.get((at, column)) or (_text(value), "")
        yield GridCell(text, SourceLocation(sheet=sheet, row=at + 1, column=column + 1), column, trouble)


def _covered(sheet: CalamineSheet, height: int, width: int) -> set[Position]:
    """Cells hidden under a merged cell; a merge may reach beyond the values, so it is clipped to them."""
    covered: set[Position] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in range(top, min(bottom + 1, height)):
            covered.update((row, column) for column in range(left, min(right + 1, width)))
        covered.discard((top, left))
    return covered


def _text(value: object) -> str:
    """As printed: whole numbers without the .0 that spreadsheets store; 15 digits are what a spreadsheet keeps."""
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value).strip()
