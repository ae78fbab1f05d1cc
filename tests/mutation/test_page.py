"""The published figure is what the suites do today, and nothing in it contradicts what the form promises."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.mutation.outcome import Outcomes
from support.mutation.page import PAGE, all_outcomes, page
from support.mutation.untouched import FORMS, telling, untouched
from township_reports.checking.check import check_submissions

PARTS = ("upheld", "corrected", "other")
"""The parts of a sum of table 四 whose neighbour is another part: swapped, they leave the sum as it is."""


@pytest.fixture(scope="module")
def every() -> Mapping[str, Outcomes]:
    return all_outcomes()


def test_the_committed_page_is_the_generated_one(every: Mapping[str, Outcomes]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(every)


def test_no_untouched_report_fires_anything() -> None:
    submissions = [untouched(form) for form in FORMS]
    assert check_submissions([*submissions, *map(telling, submissions)]) == []


def test_every_cell_of_every_form_is_tried(every: Mapping[str, Outcomes]) -> None:
    assert {form: len(found) for form, found in every.items()} == dict(zip(FORMS, (200, 186, 198), strict=True))


@pytest.mark.parametrize("form", FORMS)
def test_no_arithmetic_slip_passes_unseen(form: str, every: Mapping[str, Outcomes]) -> None:
    for cell, fate in every[form].items():
        table, _, column = cell.split(".")
        if table == "proactive":
            continue
        unseen = {kind for kind, noticed in fate.items() if not noticed.errors}
        assert unseen == ({"与邻格对调"} if table == "disputes" and column in PARTS else set()), cell


@pytest.mark.parametrize("form", FORMS)
def test_equations_protect_tables_three_and_four_only(form: str, every: Mapping[str, Outcomes]) -> None:
    free = {cell for cell, fate in every[form].items() if not fate["多一"].errors}
    assert free == {cell for cell in every[form] if cell.startswith("proactive.")}
    assert all(any(noticed.warnings for noticed in every[form][cell].values()) for cell in free)
