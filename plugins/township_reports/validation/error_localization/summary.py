"""How far the repairs of a report can be relied on, in Chinese sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from township_reports.domain.repair import RestoredConstraint
from township_reports.validation.error_localization.evidence import Evidence
from township_reports.validation.error_localization.reasons import format_found_cell
from township_reports.validation.error_localization.search import MOST_CAUSES
from township_reports.validation.error_localization.solution import Solution
from township_reports.validation.error_localization.system import System

MOST_PLACES = 6


def summarize_repairs(evidence: Evidence, solutions: Sequence[Solution], most_listed: int) -> str:
    """How many suggestions there are and how far they go; what none is made for, and why."""
    sentences = [_number(solutions, most_listed), *_unexplained(evidence, solutions), *_without_equation(evidence)]
    return "".join(filter(None, sentences)) or "勾稽关系全部成立，没有需要推算的格。"


def _number(solutions: Sequence[Solution], most_listed: int) -> str:
    convincing = [solution for solution in solutions if solution.is_convincing]
    if not convincing:
        return ""
    count = prod(len(solution.ranked) for solution in convincing)
    tied = prod(solution.tied for solution in convincing)
    if count == 1:
        number = "改动最少的改法只有一种。"
    else:
        likely = f"其中{tied}种同样可能" if tied > 1 else "最可能的列在最前"
        cut = f"，只列出{most_listed}种" if count > most_listed else ""
        number = f"改动同样少的改法有{count}种，{likely}{cut}。"
    complete = all(solution.complete for solution in convincing)
    return number + ("" if complete else "错处较多，可能还有其他改法。") + "请核对原件后更正。"


def _unexplained(evidence: Evidence, solutions: Sequence[Solution]) -> Iterator[str]:
    for solution in solutions:
        if solution.is_convincing:
            continue
        where = _where(evidence, solution.system)
        if solution.is_reportable:
            yield f"{where}：有{solution.tied}种同样可能的改法，无法推断错在哪一格，请逐格核对。"
        elif solution.ranked:
            yield f"{where}：没有读到的格可以有多种填法，无法推算，请核对原件。"
        elif solution.complete:
            yield f"{where}：改{MOST_CAUSES}处以内不能平衡，无法推算，请逐格核对。"
        else:
            yield f"{where}：可能的改法太多，无法推算，请逐格核对。"


def _where(evidence: Evidence, system: System) -> str:
    """Return the equations that do not hold or cannot be counted, or else the figures that cannot be."""
    unsettled = [each.name for each in system.identities if each.residual(system.figures) != 0]
    return _places(unsettled) or _listed(
        evidence, [cell for cell in system.cells if cell in evidence.given.out_of_domain]
    )


def _listed(evidence: Evidence, cells: Iterable[str]) -> str:
    return "、".join(format_found_cell(evidence, cell) for cell in cells)


def _without_equation(evidence: Evidence) -> Iterator[str]:
    """Return the impossible figures no equation speaks of."""
    given = evidence.given
    bound = {cell for identity in given.identities for _, cell in identity.terms}
    if alone := [cell for cell in given.filled.cells if cell in given.out_of_domain - bound]:
        yield f"{_listed(evidence, alone)}：没有勾稽关系可以推算，请核对原件。"


def _places(names: Iterable[RestoredConstraint]) -> str:
    """Equations as a clerk finds them, a long list cut."""
    texts = list(dict.fromkeys(f"{name.place}（{name.rule}）" for name in names))
    return "、".join(texts[:MOST_PLACES]) + (f"等{len(texts)}处" if len(texts) > MOST_PLACES else "")
