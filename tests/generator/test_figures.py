"""Generated figures break no rule and fill the whole form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.generator.balance import broken_rules
from support.generator.figures import balanced_figures, completed, printed
from township_reports.records.roster import UnitKind
from township_reports.template.form import EDITIONS, load_form


@pytest.mark.parametrize("dense", [False, True])
@pytest.mark.parametrize("kind", ["乡镇", "街道", "部门", "本级"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_balanced_figures_break_no_rule(edition: str, kind: UnitKind, dense: bool) -> None:
    for seed in range(20):
        figures = balanced_figures(edition, seed, kind, dense=dense)
        assert broken_rules(figures) == {}
        assert tuple(figures) == load_form(edition).required_cells()


def test_same_seed_same_figures() -> None:
    assert balanced_figures("2021", 5) == balanced_figures("2021", 5)
    assert balanced_figures("2021", 5) != balanced_figures("2021", 6)


def test_completed_follows_from_the_known() -> None:
    figures = completed("2019", {"requests.received.business": 3, "requests.granted.business": 2})
    assert {cell: figure for cell, figure in figures.items() if figure} == {
        "requests.received.business": 3,
        "requests.received.total": 3,
        "requests.granted.business": 2,
        "requests.granted.total": 2,
        "requests.handled_total.business": 2,
        "requests.handled_total.total": 2,
        "requests.carried_out.business": 1,
        "requests.carried_out.total": 1,
    }


def test_more_handled_than_received_is_refused() -> None:
    with pytest.raises(ValueError, match="business"):
        completed("2019", {"requests.granted.business": 1})


def test_other_handling_as_one_row_replaces_the_three() -> None:
    figures = completed("2021", {"requests.other.natural_person": 1, "requests.received.natural_person": 1})
    assert figures["requests.other.total"] == figures["requests.handled_total.total"] == 1
    assert not any(cell.startswith(("requests.other_misc", "requests.other_fee")) for cell in figures)


def test_printed_as_units_write() -> None:
    known = {"proactive.licensing.change": 5, "proactive.penalties.change": -4, "proactive.procurement.items": 2}
    figures = completed("2019", known | {"proactive.procurement.amount": Decimal("25.1")})
    texts = printed("2019", figures, blank_zeros=True)
    assert texts["proactive.licensing.change"] == "+5"
    assert texts["proactive.penalties.change"] == "-4"
    assert texts["proactive.coercion.change"] == ""
    assert texts["proactive.procurement.items"] == 2
    assert texts["proactive.procurement.amount"] == "25.1万元"
    assert texts["requests.received.natural_person"] == ""
    assert texts["requests.received.total"] == 0
