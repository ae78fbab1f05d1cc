"""HiGHS where figures that cannot be below zero decide, and elimination cannot."""

from __future__ import annotations

from collections.abc import Mapping

from support.reports.balanced import MISSING, UNSURE, balanced_2019, with_cell
from township_reports.domain.report import Cell, Value
from township_reports.domain.submission import Submission
from township_reports.validation.error_localization.answer import Answer
from township_reports.validation.error_localization.identities import derive_arithmetic
from township_reports.validation.error_localization.milp import MilpSolver
from township_reports.validation.error_localization.search import Search
from township_reports.validation.error_localization.system import System, build_systems


def system(wrong: Mapping[str, Value | Cell]) -> System:
    [[only]] = build_systems(derive_arithmetic(Submission("unit", with_cell(balanced_2019(), wrong))))
    return only


def test_an_unread_cell_that_would_be_below_zero_makes_another_wrong() -> None:
    given = system({"requests.granted.natural_person": MISSING, "requests.other.natural_person": 3})
    search = Search(given)
    assert search.run()
    assert search.answers == list(MilpSolver(given).find_answers())
    assert [answer.values for answer in search.answers] == [
        {"requests.granted.natural_person": 1, "requests.other.natural_person": 1}
    ]


def test_what_elimination_must_leave_open_is_left_open() -> None:
    """The part that was not read would be below zero: some other cell is wrong, but any of them could be."""
    given = system({"disputes.reconsideration.other": UNSURE, "disputes.reconsideration.upheld": 20})
    search = Search(given)
    assert not search.run()
    assert (search.answers, search.misfits) == ([], True)
    assert list(MilpSolver(given).find_answers()) == []


def test_an_impossible_figure_is_one_of_the_changes() -> None:
    given = system({"requests.granted.natural_person": -1, "requests.other.business": 9})
    assert list(MilpSolver(given).find_answers()) == [
        Answer({"requests.granted.natural_person": 1, "requests.other.business": 6}, (), 2)
    ]


def test_more_changes_than_allowed_are_no_answer() -> None:
    given = system({"requests.granted.natural_person": 7, "requests.other.business": 9})
    assert list(MilpSolver(given).find_answers(most=1)) == []
