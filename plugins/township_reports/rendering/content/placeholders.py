"""The places of a text that are left to the office, marked 【待填：…】, distinguished from the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

PLACEHOLDER = re.compile(r"(【待填：[^】]*】)")


def split_placeholders(text: str) -> Iterator[tuple[str, bool]]:
    """Split the text in pieces, each with whether it is a place left open."""
    for number, piece in enumerate(PLACEHOLDER.split(text)):
        if piece:
            yield piece, number % 2 == 1
