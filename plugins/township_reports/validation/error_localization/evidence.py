"""How likely an answer is beside others of its size, from everything but the equations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from township_reports.domain.report import Value
from township_reports.validation.error_localization.answer import Answer
from township_reports.validation.error_localization.identities import Arithmetic, Identity
from township_reports.validation.error_localization.moves import Move
from township_reports.validation.error_localization.typos import BLANK, NO_SLIP, TypoKind, classify_typo
from township_reports.validation.frames.filled_form import ZERO

LIKELY_MOVE, MOVE = 0.4, 0.6  # likelier and less likely than one wrong digit, both than a figure nothing explains
SMALL_DIFFERENCE = 2  # figures so close to each other often fit by chance when they are swapped
SUPPORT = 0.3  # for what another source leads one to expect of a cell: last year's report, the character recognition
MENTIONS = 0.9  # the running text tells this very number: more than any slip of the pen explains


@dataclass(frozen=True)
class Evidence:
    """What speaks for or against changing cells of one report."""

    given: Arithmetic

    def weight(self, answer: Answer) -> float:
        """Return the lower, the likelier; equal for answers nothing tells apart."""
        moved = {cell for move in answer.moves for cell in move.values}
        single = (self.find_typo(cell, value).weight for cell, value in answer.values.items() if cell not in moved)
        doubts = (SUPPORT * (1 - self._confidence(cell)) for cell in answer.values)
        for_it, against_it = count_agreements(self.given.expected, self.given, answer)
        stated_for_it, stated_against_it = count_agreements(self.given.stated_figures, self.given, answer)
        beside = SUPPORT * (len(against_it) - len(for_it)) + MENTIONS * (len(stated_against_it) - len(stated_for_it))
        return round(sum(self._move(move) for move in answer.moves) + sum(single) - sum(doubts) + beside, 6)

    def find_typo(self, cell: str, meant: Value) -> TypoKind:
        """Find the mistake that changing one cell assumes; a cell that was not read holds none."""
        content, found = self.given.filled.cells[cell], self.given.figures[cell]
        if found is None:
            return TypoKind(0.0, "")
        if content.status in ZERO and meant != 0:
            return BLANK
        return classify_typo(found, meant) if self.is_written(cell) else NO_SLIP

    def is_written(self, cell: str) -> bool:
        """Whether a figure stands in a cell, not a blank or a stroke that counts as zero."""
        return self.given.filled.cells[cell].counts_as_zero

    def agrees_with_last_year(self, answer: Answer) -> bool:
        """Whether the changes make the report fit last year's better than it did."""
        for_it, against_it = count_agreements(self.given.expected, self.given, answer)
        return len(for_it) > len(against_it)

    def is_stated_in_text(self, answer: Answer) -> list[Identity]:
        """Return the numbers of the running text that the changes make the report agree with."""
        return count_agreements(self.given.stated_figures, self.given, answer)[0]

    def _move(self, move: Move) -> float:
        """Return a slide is likelier where a blank got in than where a zero did.

        A swap where chance hardly explains it.
        """
        if move.kind == "slide":
            return MOVE if self.is_written(move.got_in) else LIKELY_MOVE
        difference = max(move.values.values()) - min(move.values.values())
        return LIKELY_MOVE if difference > SMALL_DIFFERENCE else MOVE

    def _confidence(self, cell: str) -> float:
        """How surely a cell was recognised, in tenths; what did not come from a picture is sure."""
        confidence = self.given.filled.cells[cell].confidence
        return 1.0 if confidence is None else round(confidence, 1)


def count_agreements(
    expected: Iterable[Identity], given: Arithmetic, answer: Answer
) -> tuple[list[Identity], list[Identity]]:
    """Count what holds only with an answer, and what holds only without it."""
    after = {**given.figures, **answer.values}
    concerned = [each for each in expected if any(cell in answer.values for _, cell in each.terms)]
    now = {each for each in concerned if each.residual(given.figures) == 0}
    then = {each for each in concerned if each.residual(after) == 0}
    return [each for each in concerned if each in then - now], [each for each in concerned if each in now - then]
