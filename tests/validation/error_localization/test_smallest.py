"""What is suggested really balances, and nothing smaller does: judged by arithmetic written apart from the suites."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

import numpy as np
import pytest
from support.generator.balance import broken_rules
from support.generator.figures import balanced_figures
from support.reports.balanced import balanced_2019, balanced_2021, balanced_2021_other_as_one_row
from support.reports.mistakes import KINDS, Mistaken, as_report, mistaken
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.report import Report, Value
from township_reports.domain.submission import Submission
from township_reports.validation.error_localization.circuits import find_smallest_circuit
from township_reports.validation.error_localization.identities import derive_arithmetic
from township_reports.validation.error_localization.localize import localize_errors
from township_reports.validation.error_localization.milp import MilpSolver
from township_reports.validation.error_localization.search import Search
from township_reports.validation.error_localization.system import System, build_systems


def mistaken_reports(kinds: tuple[str, ...] = tuple(KINDS)) -> Iterator[tuple[int, Mistaken]]:
    """Reports with 1 to 3 mistakes of every kind, dense and sparse, on both editions."""
    for number, kind in enumerate(kinds):
        for count in (1, 2, 3):
            for edition in EDITIONS:
                figures = balanced_figures(edition, 10 * number + count, "部门", dense=count % 2 == number % 2)
                report = mistaken(edition, figures, kind, count, Random(count))
                if report is not None:
                    yield count, report


def figures_of(report: Report) -> dict[str, Value]:
    return {cell: 0 if content.value is None else content.value for cell, content in report.cells.items()}


def systems_of(report: Report) -> list[System]:
    return [system for group in build_systems(derive_arithmetic(Submission("unit", report))) for system in group]


def test_every_suggestion_balances_everything_and_assumes_no_more_than_was_done() -> None:
    suggested = 0
    for count, case in mistaken_reports():
        found = localize_errors(Submission("unit", case.report))
        for repair in found.repairs:
            suggested += 1
            changes = {change.cell: change.suggested for change in repair.changes}
            assert broken_rules(figures_of(case.report) | changes) == {}
            assert all(figures_of(case.report)[cell] != value for cell, value in changes.items())
            assert repair.causes <= count
        assert not found.unexplained
    assert suggested > 50


def test_what_is_mended_is_what_was_broken() -> None:
    for _, case in mistaken_reports():
        broken = {(rule, where) for rule, places in broken_rules(figures_of(case.report)).items() for where in places}
        for repair in localize_errors(Submission("unit", case.report)).repairs:
            assert {(mend.rule, mend.where) for mend in repair.restored_constraints} == {
                (rule, where) for rule, where in broken if rule != "T*-0"
            }


def test_no_cell_of_table_two_is_ever_suggested() -> None:
    for _, case in mistaken_reports():
        for repair in localize_errors(Submission("unit", case.report)).repairs:
            assert not [change.cell for change in repair.changes if change.cell.startswith("proactive.")]


def test_the_same_report_gets_the_same_answer() -> None:
    cases = [case for _, case in mistaken_reports(("one digit", "row shifted"))]
    assert [localize_errors(Submission("unit", case.report)) for case in cases] == [
        localize_errors(Submission("unit", case.report)) for case in cases
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_single_wrong_cell_of_table_three_is_found_with_its_figure(edition: str) -> None:
    figures = balanced_figures(edition, 3, "部门", dense=True)
    for cell in [cell for cell in figures if cell.startswith("requests.")]:
        report = as_report(edition, {**figures, cell: figures[cell] + 7})
        [repair] = localize_errors(Submission("unit", report)).repairs
        assert repair.changes == ((cell, figures[cell] + 7, figures[cell]),)


@pytest.mark.parametrize("report", [balanced_2019(), balanced_2021(), balanced_2021_other_as_one_row()])
def test_every_single_wrong_cell_of_table_four_is_among_five(report: Report) -> None:
    figures = figures_of(report)
    for cell in [cell for cell in figures if cell.startswith("disputes.")]:
        wrong = as_report(report.edition, {**figures, cell: figures[cell] + 1})
        repairs = localize_errors(Submission("unit", wrong)).repairs
        assert len(repairs) == 5
        assert ((cell, figures[cell] + 1, figures[cell]),) in [repair.changes for repair in repairs]


def test_highs_finds_the_same_sets_as_the_search() -> None:
    compared = 0
    for _, case in mistaken_reports(("one digit", "minus one", "digit lost")):
        for system in systems_of(case.report):
            search = Search(system)
            if not search.run() or any(answer.moves for answer in search.answers):
                continue
            compared += 1
            by_search = {tuple(answer.values.items()) for answer in search.answers}
            by_highs = {tuple(answer.values.items()) for answer in MilpSolver(system).find_answers()}
            assert by_highs <= by_search
            assert by_highs == by_search or len(by_highs) == 4
    assert compared > 10


def test_no_pair_of_cells_mends_what_takes_three() -> None:
    """Tried one by one, with the best values in the sense of least squares."""
    wrong = {"requests.granted.research": 9, "requests.other.total": 12, "requests.carried_out.business": 30}
    report = as_report("2019", figures_of(balanced_2019()) | wrong)
    [repair] = localize_errors(Submission("unit", report)).repairs
    assert repair.causes == 3
    [system] = systems_of(report)
    for pair in combinations(range(len(system.cells)), 2):
        columns = system.matrix[:, pair]
        amounts = np.linalg.lstsq(columns, system.lacking, rcond=None)[0]
        assert not np.allclose(columns @ amounts, system.lacking)


def test_only_a_rectangle_of_table_three_changes_unnoticed() -> None:
    by_table = {
        system.cells[0].partition(".")[0]: find_smallest_circuit(system.matrix) for system in everything_wrong()
    }
    assert by_table == {"requests": 4, "disputes": 2}


def test_three_dependent_columns_are_noticed() -> None:
    assert find_smallest_circuit(np.array([[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]])) == 3


def everything_wrong() -> list[System]:
    figures = figures_of(balanced_2021())
    wrong = {"requests.granted.total": 0, "disputes.reconsideration.total": 0}
    return systems_of(as_report("2021", {**figures, **wrong}))
