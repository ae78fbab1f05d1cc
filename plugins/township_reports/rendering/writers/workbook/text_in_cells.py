"""Text from outside that a spreadsheet program would take for a formula, kept as text.

The characters are those of OWASP's "CSV Injection", and the fullwidth forms a Chinese Excel takes for the same.
"""

from __future__ import annotations

BEGIN_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
MARK = "'"
"""What a spreadsheet program takes at the beginning of a cell for "this is text"."""
CUT_OFF = " \t\r\n\u3000\u00a0\ufeff"
TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options of a workbook in which whatever a unit writes stays text: never a formula, a link or a number."""
IN_CSV = (
    f"CSV中以 {' '.join(BEGIN_FORMULAS)} 或 {MARK} 开头（不计其前的空白）的文字，前面加了一个 {MARK}，"
    f"以免用Excel、WPS打开时被当作公式；去掉开头的这一个 {MARK} 即为原文。数字不加。Parquet中为原文，不加。"
)
"""How text stands in CSV, as a data package tells it."""


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula, now or when a person edits it."""
    return text.lstrip(CUT_OFF).startswith(BEGIN_FORMULAS) or text.startswith(("\t", "\r"))


def escape_csv(text: str) -> str:
    """Return the text as it stands in CSV: no formula; without its first MARK, if it has one, the given text again."""
    return MARK + text if looks_like_formula(text) or text.startswith(MARK) else text


def escape_workbook(text: str) -> dict[str, object]:
    """Return the cell format that keeps such a text a text, also when a person edits the cell."""
    return {"quote_prefix": True} if looks_like_formula(text) else {}
