"""Writes the fill-in form: the official layout, totals by locked formulas, red where a balance breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from township_reports.domain.fill_in_form import Domain, FillInForm, SignedCell
from township_reports.domain.form.form import load_form
from township_reports.domain.report import Value
from township_reports.rendering.content.official_tables import build_official_tables
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.writers.workbook.text_in_cells import TEXT_STAYS_TEXT
from township_reports.rendering.writers.workbook.worksheet import (
    LOOK,
    Content,
    Formula,
    PlainValue,
    Position,
    WorksheetWriter,
)

SHEET = "年报"
BALANCED = "勾稽关系全部成立。"
BROKEN = "勾稽关系不成立，见红色的格，请核对："
NOTE = "请在白色的格中填数字，没有的填0；灰色的格自动计算，不必填写。金额单位为万元。"
SHADE, RED = "#EDEDED", "#FFC7CE"
NOTE_ROW = 1
LEAST = -(10**9)  # what Excel takes where there is no lower bound
WORDS: Mapping[Domain, str] = {
    Domain(negative=False, fractions=False): "请填写不小于0的整数。",
    Domain(negative=True, fractions=False): "请填写整数，减少的填负数。",
    Domain(negative=False, fractions=True): "请填写不小于0的数字，金额以万元为单位。",
    Domain(negative=True, fractions=True): "请填写数字。",
}


def write_form(form: FillInForm, path: Path, figures: Mapping[str, Value] | None = None) -> None:
    """Write the form as .xlsx with the figures carried over, and with others where they are given.

    Same form, same bytes.
    """
    spec = load_form(form.edition)
    known = {**form.known, **(figures or {})}
    with Workbook(str(path), {"in_memory": True, **TEXT_STAYS_TEXT}) as book:
        book.set_properties({"title": make_printable(form.title), "created": datetime(form.year, 12, 31)})
        painter = WorksheetWriter(book, build_official_tables(spec, {}), spec)
        places = painter.positions()

        def content(cell: str, _: Position) -> Content:
            if cell not in form.totals:
                return PlainValue(known.get(cell))
            return Formula(_formula(form.totals[cell], places), _total(cell, form, known))

        sheet = painter.add_official_sheet(SHEET, make_printable(form.title), NOTE, content)
        _tell_balances(book, sheet, form, places, known)
        _guard(book, sheet, form, places)


def _formula(terms: Sequence[SignedCell], places: Mapping[str, Position]) -> str:
    return "=" + _sum(terms, places)


def _sum(terms: Iterable[SignedCell], places: Mapping[str, Position]) -> str:
    """Sum the terms as a formula; N() makes a blank or a word count nothing instead of breaking it."""
    signed = ((sign, xl_rowcol_to_cell(*places[cell], row_abs=True, col_abs=True)) for sign, cell in terms)
    return "".join(f"{'-' if sign < 0 else '+'}N({place})" for sign, place in signed).removeprefix("+") or "0"


def _total(cell: str, form: FillInForm, known: Mapping[str, Value]) -> Value:
    """Return what a formula gives, for programs that do not calculate."""
    if cell not in form.totals:
        return known.get(cell, 0)
    return sum((sign * _total(part, form, known) for sign, part in form.totals[cell]), start=0)


def _tell_balances(
    book: Workbook, sheet: Worksheet, form: FillInForm, places: Mapping[str, Position], known: Mapping[str, Value]
) -> None:
    """Red cells, and a line under the title that says which columns do not balance."""
    red = book.add_format({"bg_color": RED})
    broken = []
    for balance in form.balances:
        lacking = _sum(balance.terms, places)
        for _, cell in balance.terms:
            rule = {"type": "formula", "criteria": f"=({lacking})<>0", "format": red, "stop_if_true": True}
            sheet.conditional_format(*places[cell], *places[cell], rule)
        is_broken = sum((sign * _total(cell, form, known) for sign, cell in balance.terms), start=0) != 0
        broken.append((f'IF(({lacking})<>0,"{balance.place}；","")', f"{balance.place}；" if is_broken else ""))
    tests, texts = zip(*broken, strict=True)
    text = "".join(texts)
    formula = f'="{NOTE}"&IF(({"&".join(tests)})="","{BALANCED}","{BROKEN}"&{"&".join(tests)})'
    look = book.add_format({**LOOK, "border": 0, "align": "left"})
    sheet.write_formula(NOTE_ROW, 0, formula, look, f"{NOTE}{BROKEN + text if text else BALANCED}")
    sheet.set_row(NOTE_ROW, 48)


def _guard(book: Workbook, sheet: Worksheet, form: FillInForm, places: Mapping[str, Position]) -> None:
    """Only cells to fill in are open, each for what may stand in it; there is no password, an office may need more."""
    shade = book.add_format({"bg_color": SHADE})
    for cell, place in places.items():
        if cell in form.totals:
            sheet.conditional_format(*place, *place, {"type": "formula", "criteria": "=TRUE", "format": shade})
        else:
            sheet.data_validation(*place, *place, _allowed(form.domains[cell]))
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _allowed(domain: Domain) -> dict[str, object]:
    what, least = "decimal" if domain.fractions else "integer", LEAST if domain.negative else 0
    return {"validate": what, "criteria": ">=", "value": least, "error_title": "年报", "error_message": WORDS[domain]}
