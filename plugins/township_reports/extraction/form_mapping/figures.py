"""What stands in one cell: a count, a change, an amount of money, nothing, or something not certain."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from township_reports.domain.form.form import Kind
from township_reports.domain.report import Status, Value
from township_reports.extraction.figure_marks import COUNTERS, MONEY_UNITS, NONE
from township_reports.extraction.form_mapping.normalization import fold_characters

Figure = tuple[Value | None, Status]

_UNSURE: Figure = (None, Status.UNSURE)
_NOT_APPLICABLE = {"/", "//", "\\", "-", "--", "---", NONE, f"{NONE}。"}
_DASHES = str.maketrans(dict.fromkeys("−﹣–‐‑‒—―─", "-") | {"﹢": "+"})
_DIGITS = r"(?P<digits>\d{1,3}(?:,\d{3})+|0|[1-9]\d*)"
_COUNT = re.compile(rf"(?P<sign>[+-]?)\s*{_DIGITS}\s*[{COUNTERS}]?")
_CHANGE = re.compile(rf"(?P<sign>[+-]|减少?|增加?)\s*{_DIGITS}\s*[{COUNTERS}]?")
_MONEY = re.compile(
    rf"(?P<sign>[+-]?)\s*(?:人民币|¥)?\s*{_DIGITS}(?P<decimals>\.\d+)?\s*(?:[(]?(?P<unit>亿元?|万元?|元)[)]?)?"
)
_UNIT = re.compile(rf"(?:单位:?|金额|费用?|[(,:])(?:人民币)?(?P<unit>{'|'.join(MONEY_UNITS)})")
_FIGURE_LIKE = re.compile(rf"[+\-减增少加]*\s*\d[\d\s,.*xX]*(?:[{COUNTERS}元万亿%①-⑳¹²³*]{{0,3}}|[(].*)")
_WAN = 10_000
_REMEMBERED = 4096


def normalize_figure(text: str) -> str:
    """Normalize a cell's text with every digit, sign and space in its plain form."""
    return text.strip() if text.isascii() else fold_characters(text).translate(_DASHES).strip()


@lru_cache(maxsize=_REMEMBERED)
def looks_like_figure(text: str) -> bool:
    """Whether a text is what stands in a cell for figures, not a label: a number, a mark for none, a masked number."""
    text = normalize_figure(text)
    if text in _NOT_APPLICABLE:
        return True
    return _FIGURE_LIKE.fullmatch(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def read_figure(text: str, kind: Kind, money_unit: str | None = None) -> Figure:
    """Value and status of a cell's text; money comes in 万元 and without a unit is unsure, but for 0."""
    text = normalize_figure(text)
    if not text:
        return None, Status.BLANK
    if text in _NOT_APPLICABLE:
        return None, Status.NOT_APPLICABLE
    if kind == "money":
        return _money(text, money_unit)
    match = _COUNT.fullmatch(text) or (_CHANGE.fullmatch(text) if kind == "change" else None)
    return (_signed(match), Status.READ) if match else _UNSURE


def find_money_unit(header: str) -> str | None:
    """Find the unit of money a header or label prints, such as 万元 in 本年收费金额（单位：万元）."""
    match = _UNIT.search(normalize_figure(header).replace(" ", "").replace("\n", ""))
    return match["unit"] if match else None


def _signed(match: re.Match[str]) -> int:
    size = int(match["digits"].replace(",", ""))
    return -size if match["sign"][:1] in ("-", "减") else size


def _money(text: str, printed_unit: str | None) -> Figure:
    match = _MONEY.fullmatch(text)
    if match is None:
        return _UNSURE
    amount = Decimal(match["digits"].replace(",", "") + (match["decimals"] or ""))
    amount = -amount if match["sign"] == "-" else amount
    unit = match["unit"] or printed_unit
    if unit is None:
        return (Decimal(0), Status.READ) if amount == 0 else _UNSURE
    return _in_wan(amount, unit), Status.READ


def _in_wan(amount: Decimal, unit: str) -> Decimal:
    if unit[0] == "万":
        return amount
    return amount * _WAN if unit[0] == "亿" else amount / _WAN
