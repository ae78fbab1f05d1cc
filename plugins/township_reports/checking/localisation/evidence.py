"""How likely an answer is beside others of its size, from everything but the equations. Finds no answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from township_reports.checking.filled_form import ZERO
from township_reports.checking.localisation.answer import Answer
from township_reports.checking.localisation.identities import Arithmetic
from township_reports.checking.localisation.moves import Move
from township_reports.checking.localisation.slips import BLANK, NO_SLIP, Slip, slip_between
from township_reports.records.report import Value

LIKELY_MOVE, MOVE = 0.4, 0.6  # likelier and less likely than one wrong digit, both than a figure nothing explains
SMALL_DIFFERENCE = 2  # figures so close to each other often fit by chance when they are swapped
SUPPORT = 0.3  # for what another source says of a cell: last year's report, the narrative, the character recognition


@dataclass(frozen=True)
class Hints:
    """What is known of single cells from elsewhere: how surely each was recognised (0 to 1), what the text tells."""

    confidence: Mapping[str, float] = field(default_factory=dict)
    told: Mapping[str, Value] = field(default_factory=dict)


NO_HINTS = Hints()


@dataclass(frozen=True)
class Evidence:
    """What speaks for or against changing cells of one report."""

    given: Arithmetic
    hints: Hints = NO_HINTS

    def weight(self, answer: Answer) -> float:
        """The lower, the likelier; equal for answers nothing tells apart."""
        moved = {cell for move in answer.moves for cell in move.values}
        single = (self.slip(cell, value).weight for cell, value in answer.values.items() if cell not in moved)
        beside = (self._beside(cell, value) for cell, value in answer.values.items())
        return round(
            sum(self._move(move) for move in answer.moves) + sum(single) + sum(beside) + self._last_year(answer), 6
        )

    def slip(self, cell: str, meant: Value) -> Slip:
        """The mistake that changing one cell assumes; a cell that was not read holds none."""
        content, found = self.given.filled.cells[cell], self.given.figures[cell]
        if found is None:
            return Slip(0.0, "")
        if content.status in ZERO and meant != 0:
            return BLANK
        return slip_between(found, meant) if self.is_written(cell) else NO_SLIP

    def is_written(self, cell: str) -> bool:
        """Whether a figure stands in a cell, not a blank or a stroke that counts as zero."""
        return self.given.filled.cells[cell].counts

    def agrees_with_last_year(self, answer: Answer) -> bool:
        """Whether the changes make the report fit last year's where it did not."""
        return self._last_year(answer) < 0

    def _move(self, move: Move) -> float:
        """A slide is likelier where a blank got in than where a zero did, a swap where chance hardly explains it."""
        if move.kind == "slide":
            return MOVE if self.is_written(move.got_in) else LIKELY_MOVE
        difference = max(move.values.values()) - min(move.values.values())
        return LIKELY_MOVE if difference > SMALL_DIFFERENCE else MOVE

    def _last_year(self, answer: Answer) -> float:
        after = {**self.given.figures, **answer.values}
        concerned = [each for each in self.given.expected if any(cell in answer.values for _, cell in each.terms)]
        fits_now = sum(identity.residual(self.given.figures) == 0 for identity in concerned)
        fits_then = sum(identity.residual(after) == 0 for identity in concerned)
        return SUPPORT * (fits_now - fits_then)

    def _beside(self, cell: str, value: Value) -> float:
        """What the narrative and the recognition of characters say about changing a cell."""
        told, found = self.hints.told.get(cell), self.given.figures[cell]
        for_it = told is not None and told == value
        against_it = told is not None and told == found
        return SUPPORT * (against_it - for_it - 1 + self.hints.confidence.get(cell, 1.0))
