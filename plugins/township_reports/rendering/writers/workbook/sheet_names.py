"""Names of a workbook's sheets after the units, by the rules of spreadsheet programs."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
NOT_ALLOWED = frozenset({"history"})
LONGEST_FORMULA = 8192
ADDRESS = len("'',!$XFD1048576") + len("SUM()")  # what an argument has beside the sheet's name, at the most


def name_sheets(units: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return a name for each unit, in their order.

    Allowed, unique, and short enough that a formula can list them all.
    """
    names = list(units)
    longest = min(LONGEST_NAME, LONGEST_FORMULA // max(1, len(names)) - ADDRESS)
    used = {name.casefold() for name in taken} | NOT_ALLOWED
    chosen = []
    for name in names:
        free = _free(FORBIDDEN.sub("_", name).strip("' ") or "单位", used, longest)
        used.add(free.casefold())
        chosen.append(free)
    return chosen


def _free(name: str, used: set[str], longest: int) -> str:
    candidate, number = name[:longest], 1
    while candidate.casefold() in used:
        number += 1
        suffix = f"（{number}）"
        candidate = name[: longest - len(suffix)] + suffix
    return candidate


def quote_sheet(name: str) -> str:
    """Quote the sheet's name as a formula writes it."""
    return "'" + name.replace("'", "''") + "'"
