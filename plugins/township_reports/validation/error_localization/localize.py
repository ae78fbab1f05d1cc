"""Suggests which cells of a report to change so that everything balances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from township_reports.domain.repair import ErrorLocalization, Repair, RestoredConstraint, SuggestedChange
from township_reports.domain.report import Report
from township_reports.domain.submission import Submission
from township_reports.files.paths import AnyPath
from township_reports.validation.error_localization.answer import Answer
from township_reports.validation.error_localization.evidence import Evidence
from township_reports.validation.error_localization.identities import derive_arithmetic
from township_reports.validation.error_localization.reasons import format_reason
from township_reports.validation.error_localization.recognized_figures import restore_recognized_figures
from township_reports.validation.error_localization.solution import Ranked, Solution, solve_systems
from township_reports.validation.error_localization.summary import summarize_repairs

MOST_LISTED = 10
BY_RECOGNITION = "由图片识别的数按识别结果推算。"


def localize_errors(submission: Submission, own: AnyPath | None = None) -> ErrorLocalization:
    """Localize the smallest changes that make everything balance, likeliest first; none where none is convincing.

    Figures recognised from a picture are taken at their word even where they are unsure, if that explains what is
    broken. `own` is a county's own rule file.

    Raises:
        SuiteError: the suites of the submission's edition cannot be used.
    """
    recognised = restore_recognized_figures(submission.report)
    if recognised is not None:
        found = _localised(replace(submission, report=recognised), own)
        if found.repairs:
            repairs = tuple(_found_unsure(repair, submission.report) for repair in found.repairs)
            return ErrorLocalization(repairs, f"{BY_RECOGNITION}{found.summary}", found.unexplained)
    return _localised(submission, own)


def _found_unsure(repair: Repair, report: Report) -> Repair:
    """Return a repair whose changes tell no figure as found where the report is not sure of it."""
    changes = (
        change if report.cells[change.cell].counts_as_zero else change._replace(found=None) for change in repair.changes
    )
    return replace(repair, changes=tuple(changes))


def _localised(submission: Submission, own: AnyPath | None) -> ErrorLocalization:
    evidence = Evidence(derive_arithmetic(submission, own))
    every = list(solve_systems(evidence))
    convincing = [solution for solution in every if solution.is_convincing]
    repairs = tuple(_repair(evidence, convincing, chosen) for chosen in _combined(convincing))
    unexplained = chain.from_iterable(_open(solution) for solution in every if not solution.is_convincing)
    return ErrorLocalization(repairs, summarize_repairs(evidence, every, MOST_LISTED), tuple(unexplained))


def _combined(convincing: Sequence[Solution]) -> list[tuple[Ranked, ...]]:
    """One answer of each system, the likeliest combinations first, no more than MOST_LISTED."""
    combined: list[tuple[Ranked, ...]] = [()]
    for solution in convincing:
        longer = [(*chosen, ranked) for chosen in combined for ranked in solution.ranked[:MOST_LISTED]]
        combined = sorted(longer, key=_weight)[:MOST_LISTED]
    return combined if convincing else []


def _weight(chosen: Sequence[Ranked]) -> float:
    return round(sum(ranked.weight for ranked in chosen), 6)


def _repair(evidence: Evidence, convincing: Sequence[Solution], chosen: Sequence[Ranked]) -> Repair:
    answers = [ranked.answer for ranked in chosen]
    figures = evidence.given.figures
    mends = tuple(
        name for solution, answer in zip(convincing, answers, strict=True) for name in _mended(solution, answer)
    )
    return Repair(
        changes=tuple(
            SuggestedChange(cell, figures[cell] if evidence.is_written(cell) else None, value)
            for answer in answers
            for cell, value in answer.values.items()
        ),
        restored_constraints=mends,
        reason=format_reason(evidence, answers, mends),
        causes=sum(answer.causes for answer in answers),
        weight=_weight(chosen),
    )


def _mended(solution: Solution, answer: Answer) -> Iterator[RestoredConstraint]:
    before = solution.system.figures
    after = {**before, **answer.values}
    for identity in solution.system.identities:
        if identity.residual(before) != 0 and identity.residual(after) == 0:
            yield identity.name


def _open(solution: Solution) -> Iterator[RestoredConstraint]:
    """Open the equations that do not hold or cannot be counted."""
    figures = solution.system.figures
    return (identity.name for identity in solution.system.identities if identity.residual(figures) != 0)
