"""Compares what was read from a document with what is known of it, cell by cell. Writes and reads no document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from support.generator.entries import Known
from township_reports.records.report import Cell, Status


class Verdict(NamedTuple):
    """What became of one cell."""

    cell: str
    known: Known | None
    read: Known


@dataclass(frozen=True)
class Score:
    """How many cells are right; which are unsure, which missing, and which are wrong without a sign of it.

    A cell whose text no reader can understand is right when it is unsure.
    """

    right: int
    unsure: tuple[Verdict, ...]
    missing: tuple[Verdict, ...]
    wrong: tuple[Verdict, ...]

    @property
    def cells(self) -> int:
        """All cells that were to be read."""
        return self.right + len(self.unsure) + len(self.missing) + len(self.wrong)


def score(known: Mapping[str, Known], cells: Mapping[str, Cell]) -> Score:
    """Judges every known cell, and every other that was read though nothing is printed for it."""
    right = 0
    verdicts: dict[str, list[Verdict]] = {"unsure": [], "missing": [], "wrong": []}
    for cell_id in [*known, *(cell_id for cell_id in cells if cell_id not in known)]:
        told = known.get(cell_id)
        read = (cells[cell_id].value, cells[cell_id].status) if cell_id in cells else (None, Status.MISSING)
        outcome = _outcome(told, read)
        if outcome == "right":
            right += told is not None
        else:
            verdicts[outcome].append(Verdict(cell_id, told, read))
    return Score(right, *(tuple(found) for found in verdicts.values()))


def _outcome(known: Known | None, read: Known) -> str:
    if read[1] is Status.UNSURE:
        return "right" if known is None or known[1] is Status.UNSURE else "unsure"
    if read[1] is Status.MISSING:
        return "right" if known is None else "missing"
    if known is None:
        return "right" if read[0] is None else "wrong"
    return "right" if read == known else "wrong"
