"""Characters with places to text: lines, spaces, numbers wrapped inside a narrow cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from township_reports.extraction.page_layout.chars import Char
from township_reports.extraction.page_layout.ruling import Box

_SPACE = 0.35  # of the character size
_RAISED = 0.8  # smaller characters are notes
_OVERLAP = 0.5
_PADDING = 12.0  # points, left and right of a cell's text together
_NUMBER_BEGINS = re.compile(r"[+\-−－]?[\d,.]*")
_NUMBER_GOES_ON = re.compile(r"[\d,.]+\D{0,3}")
_BREAKS_AFTER = ("-", "−", "－", "+", ",", ".")

OVERLAPPING = "数字与别的文字重叠，不能确定"


@dataclass(frozen=True)
class Line:
    """Characters that stand beside each other, from left to right."""

    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The text with a space where there is a gap, and around raised or small notes: 5 with note 1 is not 51."""
        pieces = [self.chars[0].text]
        for before, char in pairwise(self.chars):
            size = max(before.size, char.size)
            apart = char.left - before.right > _SPACE * size
            note = min(before.size, char.size) < _RAISED * size and (before.text.isdigit() or char.text.isdigit())
            pieces += [" ", char.text] if (apart or note) and not pieces[-1].isspace() else [char.text]
        return "".join(pieces).strip()

    @property
    def box(self) -> Box:
        """Around all its characters."""
        return union_box(self.chars)

    @property
    def size(self) -> float:
        """Of the largest character."""
        return max(char.size for char in self.chars)

    def overlaps(self) -> bool:
        """Whether a digit is drawn over another character."""
        return any(
            before.right - char.left > _OVERLAP * min(before.right - before.left, char.right - char.left)
            for before, char in pairwise(self.chars)
            if (before.text.isdigit() or char.text.isdigit()) and before.text.strip() and char.text.strip()
        )


def union_box(chars: Sequence[Char]) -> Box:
    """Return the box around characters."""
    return (
        min(char.left for char in chars),
        min(char.top for char in chars),
        max(char.right for char in chars),
        max(char.bottom for char in chars),
    )


def group_lines(chars: Iterable[Char]) -> list[Line]:
    """Characters sorted into lines, from top to bottom; blank ones left out."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.y, char.left)):
        if lines and abs(char.y - _level(lines[-1])) <= max(char.size, lines[-1][0].size) / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    found = (Line(tuple(sorted(line, key=lambda char: (char.left, char.right)))) for line in lines)
    return [line for line in found if line.text]


def _level(line: Sequence[Char]) -> float:
    largest = max(line, key=lambda char: char.size)
    return largest.y


def compose_cell_text(chars: Sequence[Char], width: float) -> tuple[str, str]:
    """Return the text of a cell that is so wide, and why it cannot be trusted ("" if it can)."""
    turned = [char for char in chars if char.turn]
    lines = group_lines(map(_turned, chars)) if 2 * len(turned) > len(chars) else _columns(group_lines(chars))
    text = lines[0].text if lines else ""
    for above, line in pairwise(lines):
        text += ("" if _is_wrapped(above, line, width) else "\n") + line.text
    return text, OVERLAPPING if any(line.overlaps() for line in lines) else ""


def _turned(char: Char) -> Char:
    """Return a character of text that runs down or up the page, as if the page were turned."""
    if char.turn == -1:
        return replace(char, left=-char.bottom, top=char.left, right=-char.top, bottom=char.right)
    return replace(char, left=char.top, top=-char.right, right=char.bottom, bottom=-char.left)


def _columns(lines: list[Line]) -> list[Line]:
    """Upright characters written in columns, the first at the right, as lines: known by wide gaps in every line."""
    rows = [[char for char in line.chars if char.text.strip()] for line in lines]
    widest = max(map(len, rows), default=0)
    gaps = [right.left - left.right for row in rows for left, right in pairwise(row)]
    steps = [below.chars[0].top - above.chars[0].bottom for above, below in pairwise(lines)]
    if len(lines) <= widest or not gaps or min(gaps) <= max(steps, default=0):
        return lines
    if any(char.text.isascii() for row in rows for char in row):
        return lines
    return [Line(tuple(row[-at] for row in rows if len(row) >= at)) for at in range(1, widest + 1)]


def _is_wrapped(above: Line, line: Line, width: float) -> bool:
    """Whether a number goes on in the next line because the cell is too narrow for it.

    A line break where there was room for more parts two numbers, and they stay apart.
    """
    if not _NUMBER_BEGINS.fullmatch(above.text) or not _NUMBER_GOES_ON.fullmatch(line.text):
        return False
    next_part = line.chars if above.text.endswith(_BREAKS_AFTER) else line.chars[:1]
    left, _, right, _ = union_box(next_part)
    room = width - (above.box[2] - above.box[0])
    return room < right - left + _PADDING and (above.text[-1] in _BREAKS_AFTER or _width(line) <= _width(above) + 1)


def _width(line: Line) -> float:
    return line.box[2] - line.box[0]
