"""How clerks fill figures in (QUIRKS 2d): signs, units, separators, marks for none, notes; and what must be read then.

What cannot be known from the cell alone, such as 1*** or an amount without a unit, must be read as unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from support.generator.form_tables import Figure
from township_reports.records.report import Status, Value
from township_reports.template.form import CellSpec, load_form

Known = tuple[Value | None, Status]
Entry = tuple[Figure, Known]
Style = Callable[[CellSpec, Value, Random], Entry]

BLANK: Entry = ("", (None, Status.BLANK))
UNREADABLE = ("1***", "5①", "3（含上年2件）", "约3", "3-4", "l2", "3.5", "10%", "2、1", "不详", "12（", "？")
WORDS = ("本单位未制作规章", "未涉及", "无此项业务")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
MANY = 1000
WAN = 10_000
ONE_IN = 12


def entered(
    edition: str, figures: Mapping[str, Value], style: Style, random: Random
) -> tuple[dict[str, Figure], dict[str, Known]]:
    """What stands in every cell, and what must be read from it."""
    specs = load_form(edition).cells()
    entries = {cell: style(specs[cell], figure, random) for cell, figure in figures.items()}
    return {cell: entry[0] for cell, entry in entries.items()}, {cell: entry[1] for cell, entry in entries.items()}


def plain(spec: CellSpec, figure: Value, _: Random) -> Entry:
    """As the form asks: +5, and 25.1万元 where it names no unit."""
    text: Figure = figure
    if figure and spec.column.kind == "change":
        text = f"{figure:+d}"
    elif figure and spec.column.kind == "money" and not spec.column.money_unit:
        text = f"{figure}万元"
    return text, (figure, Status.READ)


def blank_zeros(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """Zeros are left blank but in 总计."""
    return BLANK if figure == 0 and spec.column.id != "total" else plain(spec, figure, random)


def empty(_: CellSpec, __: Value, ___: Random) -> Entry:
    """Nothing is filled in."""
    return BLANK


def blank_totals(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """Zeros and the column 总计 of table 三 are left blank."""
    empty = figure == 0 or (spec.table.id == "requests" and spec.column.id == "total")
    return BLANK if empty else plain(spec, figure, random)


def marked(*marks: str) -> Style:
    """Zeros are written as one of some marks: / - — 无, or are left blank."""

    def style(spec: CellSpec, figure: Value, random: Random) -> Entry:
        if figure != 0:
            return plain(spec, figure, random)
        mark = random.choice(marks)
        if mark == "0":
            return plain(spec, figure, random)
        return (mark, (None, Status.NOT_APPLICABLE)) if mark else BLANK

    return style


def worded(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """A zero of table 二 is told in words."""
    if figure == 0 and spec.table.id == "proactive":
        return random.choice(WORDS), (None, Status.UNSURE)
    return plain(spec, figure, random)


def varied(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """Each figure in one of the ways that mean the same."""
    ways = {"count": _count_ways, "change": _change_ways, "money": _money_ways}[spec.column.kind]
    return random.choice(ways(figure, bool(spec.column.money_unit))), (figure, Status.READ)


def unreadable(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """Here and there something stands that is no figure."""
    if random.randrange(ONE_IN) == 0 and spec.column.kind != "money":
        return random.choice(UNREADABLE), (None, Status.UNSURE)
    return plain(spec, figure, random)


def as_formula(spec: CellSpec, figure: Value, _: Random) -> Entry:
    """A formula, as spreadsheets have it, with its result: =41+1."""
    has_unit = spec.column.kind == "money" and not spec.column.money_unit
    return ("0" if has_unit else f"={figure - 1}+1"), (0 if has_unit else figure, Status.READ)


def as_formula_without_result(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """Here and there a formula that no program has computed yet."""
    if random.randrange(ONE_IN) == 0:
        return "=SUM(A1,B1)", (None, Status.UNSURE)
    return plain(spec, figure, random)


def as_text(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """Figures stored as text."""
    text, told = plain(spec, figure, random)
    return str(text), told


def without_unit(spec: CellSpec, figure: Value, random: Random) -> Entry:
    """An amount without its unit, which only a header can tell."""
    if spec.column.kind == "money" and not spec.column.money_unit and figure:
        text = random.choice((f"{figure}", f"{figure * WAN:.0f}", f"{figure * WAN:.0f}（预算）"))
        return text, (None, Status.UNSURE)
    return plain(spec, figure, random)


def _count_ways(figure: Value, _: bool) -> list[str]:
    ways = [f"{figure}", f"  {figure}", f"{figure} ", f"\u00a0{figure}\u3000", f"{figure}".translate(FULL_WIDTH)]
    return [*ways, f"{figure}件", f"           {figure}", *([f"{figure:,}"] * 3 if figure >= MANY else [])]


def _change_ways(figure: Value, _: bool) -> list[str]:
    if figure < 0:
        return [f"{figure}", f"减{-figure}", f"－{-figure}", f"—{-figure}", f" {figure}", f"−{-figure}"]
    return [f"+{figure}", f"{figure}", f"＋{figure}", f"增{figure}", f"+{figure} ", f"增加{figure}"]


def _money_ways(figure: Value, has_unit: bool) -> list[str]:
    yuan = f"{Decimal(figure) * WAN:.0f}"
    if figure == 0:
        return ["0", "0.00", "0元"]
    return [f"{figure}万元", f"{yuan}元", f"{int(yuan):,}元", *([f"{figure}"] * 3 if has_unit else [])]
