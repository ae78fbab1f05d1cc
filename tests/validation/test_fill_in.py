"""The fill-in form's totals and balances are those of the suites: filled in by any figures, it breaks no other rule."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.generator.balance import broken_rules
from support.generator.figures import balanced_figures
from township_reports.domain.fill_in_form import FillInForm
from township_reports.domain.form.form import load_form
from township_reports.domain.report import Cell, Report, Status, Value
from township_reports.validation.fill_in_form import build_fill_in_form

YEARS = (2020, 2026)


def computed(form: FillInForm, entered: Mapping[str, Value], cell: str) -> Value:
    if cell not in form.totals:
        return entered[cell]
    return sum((sign * computed(form, entered, part) for sign, part in form.totals[cell]), start=0)


@pytest.mark.parametrize("year", YEARS)
def test_totals_make_a_balanced_report_again(year: int) -> None:
    form = build_fill_in_form("周嘉镇", year)
    figures = balanced_figures(form.edition, 3, "部门", dense=True)
    assert {cell: computed(form, figures, cell) for cell in figures} == figures


@pytest.mark.parametrize("year", YEARS)
def test_whatever_is_entered_only_the_balances_can_break(year: int) -> None:
    form = build_fill_in_form("周嘉镇", year)
    entered = {cell: (number * 7) % 11 for number, cell in enumerate(load_form(form.edition).required_cells())}
    filled = {cell: computed(form, entered, cell) for cell in entered}
    assert set(broken_rules(filled)) == {"T3-1"} == {balance.rule for balance in form.balances}
    assert len(form.balances) == 7


@pytest.mark.parametrize("year", YEARS)
def test_what_a_cell_takes_is_what_the_suites_say(year: int) -> None:
    form = build_fill_in_form("周嘉镇", year)
    kinds = {cell: spec.column.kind for cell, spec in load_form(form.edition).cells().items()}
    assert {(kinds[cell], *domain) for cell, domain in form.domains.items()} == {
        ("count", False, False),
        ("money", False, True),
        *([("change", True, False)] if year == 2020 else []),
    }
    assert form.domains.keys() == set(load_form(form.edition).required_cells()) - form.totals.keys()


def test_last_years_report_gives_what_is_carried_over() -> None:
    last = {cell: Cell(0, "0", Status.READ) for cell in load_form("2021").required_cells()}
    last["requests.carried_out.natural_person"] = Cell(4, "4", Status.READ)
    form = build_fill_in_form("周嘉镇", 2026, Report("周嘉镇", 2025, "2021", last))
    assert form.known["requests.carried_in.natural_person"] == 4
    assert form.known["requests.carried_in.business"] == 0
    assert {cell.rpartition(".")[0] for cell in form.known} == {"requests.carried_in"}


def test_nothing_is_carried_over_from_a_cell_that_was_not_read() -> None:
    last = {cell: Cell(0, "0", Status.READ) for cell in load_form("2021").required_cells()}
    last["requests.carried_out.natural_person"] = Cell(None, "4*", Status.UNSURE)
    form = build_fill_in_form("周嘉镇", 2026, Report("周嘉镇", 2025, "2021", last))
    assert "requests.carried_in.natural_person" not in form.known
