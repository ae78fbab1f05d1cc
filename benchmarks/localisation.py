"""How often error localisation finds the wrong cells of reports with mistakes made in them, and how fast.

Run with PYTHONPATH=tests; a number after it is how many reports of each sort (default 21, 2,016 in all).

A report counts as `silent` when no equation notices its mistakes (parts of one sum swapped), as `smaller` when fewer
changes mend it than mistakes were made, and as `tied` when the true figures are among the smallest answers but another
has the same weight of evidence: neither the equations nor the evidence allow an answer there. All others are
`decidable`, and the shares of right cells and values first are of these; `truth listed` is of all that were noticed.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Literal, NamedTuple, get_args

from rich.console import Console
from rich.table import Table
from support.generator.figures import balanced_figures
from support.reports.mistakes import KINDS, Mistaken, mistaken
from township_reports.domain.county import UnitKind
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.repair import ErrorLocalization
from township_reports.domain.submission import Submission
from township_reports.validation.error_localization.evidence import Evidence
from township_reports.validation.error_localization.identities import derive_arithmetic
from township_reports.validation.error_localization.localize import localize_errors
from township_reports.validation.error_localization.solution import Solution, solve_systems

COUNTS = (1, 2, 3)
Verdict = Literal["silent", "smaller", "tied", "value", "cell", "wrong", "missed"]


class Sort(NamedTuple):
    """What reports are summed up by."""

    kind: str
    mistakes: int
    dense: bool


@dataclass(frozen=True)
class Outcome:
    """What became of one report."""

    sort: Sort
    verdict: Verdict
    listed: bool
    alone: bool
    milliseconds: float


def main() -> None:
    """Print a line for each kind and number of mistakes, and the sums."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    localize_errors(Submission("warm", next(_reports(Sort("plus one", 1, True), 1))[1].report))
    outcomes = [_outcome(sort, report) for sort in _sorts() for sort, report in _reports(sort, reports)]
    console = Console(width=170)
    console.print(_table(outcomes))
    busy = sum(outcome.milliseconds for outcome in outcomes) / len(outcomes)
    console.print(f"{len(outcomes)} reports; 1,000 wrong reports one after the other, in one process: {busy:.1f} s")


def _sorts() -> Iterator[Sort]:
    return (Sort(kind, count, dense) for kind in KINDS for count in COUNTS for dense in (True, False))


def _reports(sort: Sort, number: int) -> Iterator[tuple[Sort, Mistaken]]:
    for edition in EDITIONS:
        random, seed, made = Random(f"{sort}{edition}"), 0, 0
        while made < number:
            unit: UnitKind = get_args(UnitKind)[seed % 4]
            figures = balanced_figures(edition, seed, unit, dense=sort.dense)
            report = mistaken(edition, figures, sort.kind, sort.mistakes, random)
            seed += 1
            if report is not None:
                made += 1
                yield sort, report


def _outcome(sort: Sort, case: Mistaken) -> Outcome:
    submission = Submission("report", case.report)
    start = perf_counter()
    localised = localize_errors(submission)
    milliseconds = (perf_counter() - start) * 1000
    every = list(solve_systems(Evidence(derive_arithmetic(submission))))
    verdict = _verdict(case, sort.mistakes, every, localised)
    return Outcome(sort, verdict, _is_listed(every, case), all(len(s.ranked) == 1 for s in every), milliseconds)


def _verdict(case: Mistaken, mistakes: int, every: list[Solution], localised: ErrorLocalization) -> Verdict:
    if not every:
        return "silent"
    if not _is_listed(every, case):
        return "smaller" if sum(solution.causes for solution in every) < mistakes else "missed"
    if any(_ties(solution, case) for solution in every):
        return "tied"
    if not localised.repairs:
        return "missed"
    first = {change.cell: change.suggested for change in localised.repairs[0].changes}
    if first == case.truth:
        return "value"
    return "cell" if first.keys() == case.truth.keys() else "wrong"


def _is_listed(every: list[Solution], case: Mistaken) -> bool:
    told = [cell for solution in every for cell in case.truth if cell in solution.system.cells]
    among = all(any(each.answer.values == _part(solution, case) for each in solution.ranked) for solution in every)
    return among and len(told) == len(case.truth)


def _ties(solution: Solution, case: Mistaken) -> bool:
    [weight] = {each.weight for each in solution.ranked if each.answer.values == _part(solution, case)}
    return sum(each.weight == weight for each in solution.ranked) > 1


def _part(solution: Solution, case: Mistaken) -> Mapping[str, object]:
    return {cell: figure for cell, figure in case.truth.items() if cell in solution.system.cells}


def _table(outcomes: Iterable[Outcome]) -> Table:
    sums: defaultdict[tuple[str, ...], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kind, mistakes, dense = outcome.sort
        figures = "dense" if dense else "sparse"
        for key in ((kind, str(mistakes), ""), ("all", str(mistakes), figures), ("all", str(mistakes), "")):
            sums[key].append(outcome)
    table = Table(title="error localisation")
    shares = ("noticed", "truth listed", "cells first", "values first", "by equations alone")
    numbers = ("reports", *get_args(Verdict)[:3], "decidable", "missed", *shares, "median ms", "p95 ms")
    for heading in ("mistakes", "each", "figures", *numbers):
        table.add_column(heading, justify="right" if heading in numbers else "left")
    for key in sorted(sums, key=lambda key: (key[0] == "all", key[1] if key[0] == "all" else "")):
        table.add_row(*key, *_line(sums[key]))
    return table


def _line(outcomes: list[Outcome]) -> Iterator[str]:
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    undecidable = [verdicts[verdict] for verdict in get_args(Verdict)[:3]]
    decidable = len(outcomes) - sum(undecidable)
    noticed = len(outcomes) - verdicts["silent"]
    times = [outcome.milliseconds for outcome in outcomes]
    yield from map(str, (len(outcomes), *undecidable, decidable, verdicts["missed"]))
    yield _share(noticed, len(outcomes))
    yield _share(sum(outcome.listed for outcome in outcomes if outcome.verdict != "silent"), noticed)
    yield _share(verdicts["value"] + verdicts["cell"], decidable)
    yield _share(verdicts["value"], decidable)
    yield _share(sum(outcome.alone for outcome in outcomes if outcome.verdict == "value"), decidable)
    yield from (f"{median(times):.1f}", f"{quantiles(times, n=20)[-1]:.1f}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    main()
