"""Text from outside made fit to print in any of the three formats. Judges no content."""

from __future__ import annotations

import unicodedata

LONGEST = 2000  # characters; a workbook cell drops text over 32767 without a word
UNPRINTABLE = frozenset({"Cc", "Cs", "Cn", "Co"})
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text on one line, with a mark for each character no document may hold; cut, and so marked, when endless."""
    line = " ".join(text.split())
    clean = "".join(REPLACEMENT if unicodedata.category(char) in UNPRINTABLE else char for char in line)
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]}……（过长，以下略）"
