"""Tables on a straight page: their rules, also where one is worn, and the cells between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from township_reports.extraction.page_layout.ruling import Box, RuledTable, Segment, find_ruled_tables
from township_reports.extraction.parsers.scan.grid.lines import Ridges, find_ruling_lines
from township_reports.extraction.parsers.scan.sheet.sheet import PageSheet

_REACH = 0.6  # heights of text that a rule may fall short of the one it meets
_CERTAIN = 4.0  # heights of text; a rule so long needs nothing to end on, as at a page break
_FEWEST_LINES = 2
_SAME, _APART = 0.2, 12.0  # heights of text between pieces of one line


def find_grids(sheet: PageSheet) -> list[RuledTable]:
    """Find the tables of a page in points."""
    lines, scale = find_ruling_lines(sheet.grey, sheet.text, sheet.text_height), sheet.scale
    across, down = (_whole(found, lines.text_height) for found in (lines.across(), lines.down()))
    reach, certain = _REACH * lines.text_height, _CERTAIN * lines.text_height
    down = [line for line in down if line.end - line.start > certain or _ends_on(line, across, reach)]
    across = [line for line in across if _meets(line, down, reach)]
    across, down = _trimmed(across, down, reach), _trimmed(down, across, reach)
    found = find_ruled_tables(_scaled(across, scale), _scaled(down, scale))
    tables = [table for table in found if min(len(table.xs), len(table.ys)) > _FEWEST_LINES]
    narrow = reach * scale
    level = [line for table in tables for line in _apart(_drawn(table.ys, table.xs, lines.level, scale), narrow)]
    plumb = [line for table in tables for line in _apart(_drawn(table.xs, table.ys, lines.plumb, scale), narrow)]
    return find_ruled_tables(level, [*plumb, *_lost(find_ruled_tables(level, plumb), sheet.found())])


def _lost(tables: Iterable[RuledTable], text: Sequence[Box]) -> Iterator[Segment]:
    """Rules worn away between two texts that stand side by side in neighbouring columns of one row."""
    for table in tables:
        for cell in table.cells:
            inside = [
                box
                for box in text
                if cell.box[0] < _middle(box)[0] < cell.box[2] and cell.box[1] < _middle(box)[1] < cell.box[3]
            ]
            for before, x, behind in zip(table.xs, table.xs[1:], table.xs[2:], strict=False):
                left = any(before < box[0] and box[2] < x for box in inside)
                right = any(x < box[0] and box[2] < behind for box in inside)
                across = any(box[0] < x < box[2] for box in inside)
                if cell.box[0] < x < cell.box[2] and left and right and not across:
                    yield Segment(x, cell.box[1], cell.box[3])


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _scaled(lines: Iterable[Segment], scale: float) -> list[Segment]:
    return [Segment(*(value * scale for value in line)) for line in lines]


def _whole(lines: Iterable[Segment], text_height: float) -> list[Segment]:
    """Lines with their pieces joined that text or wear keeps apart; where nothing is drawn is found out later."""
    found: list[Segment] = []
    for line in sorted(lines, key=lambda line: line.start):
        before = next((one for one in found if abs(one.at - line.at) < _SAME * text_height), None)
        if before is None or line.start - before.end > _APART * text_height:
            found.insert(0, line)
        else:
            found.remove(before)
            found.insert(0, Segment(_mean(before, line), before.start, max(before.end, line.end)))
    return found


def _mean(one: Segment, other: Segment) -> float:
    """Where two pieces of a line are, the longer one counting more."""
    lengths = one.end - one.start, other.end - other.start
    return (one.at * lengths[0] + other.at * lengths[1]) / sum(lengths)


def _ends_on(line: Segment, others: Iterable[Segment], reach: float) -> bool:
    """Whether others pass by an end of a line; worn rules do not reach both."""
    near = [other for other in others if other.start - reach <= line.at <= other.end + reach]
    return any(abs(other.at - end) <= reach for other in near for end in (line.start, line.end))


def _meets(line: Segment, others: Iterable[Segment], reach: float) -> bool:
    """Whether two others at least cross a line or touch it."""
    crossing = (
        other
        for other in others
        if other.start - reach <= line.at <= other.end + reach and line.start - reach <= other.at <= line.end + reach
    )
    return len({round(other.at / reach) for other in crossing}) > 1


def _trimmed(lines: Iterable[Segment], others: Sequence[Segment], reach: float) -> list[Segment]:
    """Lines without what stands out beyond the last ones they meet: no column is as narrow as that."""
    found = []
    for line in lines:
        met = [other.at for other in others if other.start - reach <= line.at <= other.end + reach]
        first, last = (min(met), max(met)) if met else (line.start, line.end)
        start = first if 0 < first - line.start <= reach else line.start
        end = last if 0 < line.end - last <= reach else line.end
        found.append(Segment(line.at, start, end))
    return found


def _apart(pieces: Iterable[Segment], narrow: float) -> list[Segment]:
    """Rules without those so near to a longer one that no text fits between: strokes of the text that begins there."""
    found = list(pieces)
    lengths: dict[float, float] = {}
    for piece in found:
        lengths[piece.at] = lengths.get(piece.at, 0.0) + piece.end - piece.start
    return [
        piece
        for piece in found
        if not any(
            0 < abs(other.at - piece.at) < narrow
            and lengths[other.at] > lengths[piece.at]
            and other.start < piece.end
            and piece.start < other.end
            for other in found
        )
    ]


def _drawn(places: Iterable[float], between: Iterable[float], ridges: Ridges, scale: float) -> Iterator[Segment]:
    """Return the rules at given places, from crossing to crossing as far as they are drawn.

    Or worn between two that are.

    What is drawn between two crossings only and through text may be strokes of characters one below the other.
    """
    crossings = list(pairwise(between))
    for at in places:
        drawn = [ridges.is_drawn(at / scale, start / scale, end / scale) for start, end in crossings]
        for number, (start, end) in enumerate(crossings):
            beside = drawn[max(0, number - 1) : number] + drawn[number + 1 : number + 2]
            here = at / scale, start / scale, end / scale
            worn = all(beside) and ridges.is_drawn(*here, worn=True)
            strokes = not any(beside) and ridges.is_in_text(*here)
            if worn or (drawn[number] and not strokes):
                yield Segment(at, start, end)
