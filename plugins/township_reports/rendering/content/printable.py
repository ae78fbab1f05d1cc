"""Text from outside made fit to print in any of the formats."""

from __future__ import annotations

import re

LONGEST = 2000  # characters; a workbook drops a text of more than 32767 without a word
NOT_IN_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")  # of use within a program only: `citations` are marked with them
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def make_printable(text: str) -> str:
    """Make the text on one line, with a mark for each character no document may hold.

    Cut, and so marked, when endless.
    """
    line = NONCHARACTERS.sub(REPLACEMENT, join_lines(text))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}……（过长，以下略）"


def join_lines(text: str) -> str:
    """Join the text on one line, with a mark for each character no document may hold."""
    return NOT_IN_XML.sub(REPLACEMENT, " ".join(text.split()))
