"""Marks for what stands in a cell without being text, the same for all formats: such a cell is never blank."""

from __future__ import annotations

import re

OBJECT = "\ufffc"
"""Stands in a text for a picture, a field without text and the like, as Unicode has it."""
FLOATING = "\ufffb"
"""The same of what may lie elsewhere or show nothing, such as a seal: only a cell without text is in doubt then."""
_MOST_HAN = 3  # in a figure, such as 25万元整; more is a label
_HAN = re.compile(r"[一-鿿]")
NO_TEXT = "这一格里有图片、公式、选择框等不是文字的内容，不能确定是多少"


def remove_marks(text: str) -> tuple[str, str]:
    """Remove a cell's text without the marks, and why it cannot be trusted where they make it doubtful."""
    if OBJECT not in text and FLOATING not in text:
        return text, ""
    bare = text.replace(OBJECT, "").replace(FLOATING, "").strip()
    is_doubtful = not bare or (OBJECT in text and len(_HAN.findall(bare)) <= _MOST_HAN)
    return bare, NO_TEXT if is_doubtful else ""
