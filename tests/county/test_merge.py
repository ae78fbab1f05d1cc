from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from generator.balance import broken_rules
from generator.figures import balanced_figures
from hypothesis import given, settings
from hypothesis import strategies as st
from township_reports.county.merge import merge_reports
from township_reports.records.county_report import CellSource
from township_reports.records.report import Cell, Report, Status, Value
from township_reports.template.form import load_form

AMOUNT = "proactive.fees.amount"
GRANTED = "requests.granted.natural_person"


def report(edition: str, values: Mapping[str, Value], unit: str = "城关镇") -> Report:
    """A report whose other required cells say 0."""
    form = load_form(edition)
    zero = {cell: Decimal(0) if form.cells()[cell].column.kind == "money" else 0 for cell in form.required_cells()}
    cells = {cell: Cell(value, str(value), Status.READ) for cell, value in (zero | dict(values)).items()}
    return Report(unit, 2021, edition, cells)


def with_cell(whole: Report, cell_id: str, cell: Cell) -> Report:
    return replace(whole, cells={**whole.cells, cell_id: cell})


def test_a_county_cell_is_the_sum_of_its_units() -> None:
    figures = merge_reports({"b": report("2021", {GRANTED: 5}), "a": report("2021", {GRANTED: 2})}, "2021")
    assert figures.cells[GRANTED] == 7
    assert [source for source in figures.sources if source.cell == GRANTED] == [
        CellSource(GRANTED, "a", GRANTED, 2),
        CellSource(GRANTED, "b", GRANTED, 5),
    ]
    assert tuple(figures.cells) == load_form("2021").required_cells()
    assert figures.notes == ()


def test_money_is_added_exactly() -> None:
    figures = merge_reports({str(n): report("2021", {AMOUNT: Decimal("0.1")}) for n in range(3)}, "2021")
    assert repr(figures.cells[AMOUNT]) == "Decimal('0.3')"


def test_a_county_without_units_is_zero_and_keeps_its_kinds() -> None:
    figures = merge_reports({}, "2021")
    assert (repr(figures.cells[AMOUNT]), repr(figures.cells[GRANTED])) == ("Decimal('0')", "0")


@pytest.mark.parametrize("status", [Status.BLANK, Status.NOT_APPLICABLE])
def test_a_blank_is_a_part_of_zero(status: Status) -> None:
    blank = with_cell(report("2021", {}), AMOUNT, Cell(None, "", status))
    figures = merge_reports({"a": blank}, "2021")
    assert [repr(source.value) for source in figures.sources if source.cell == AMOUNT] == ["Decimal('0')"]
    assert figures.notes == ()


@pytest.mark.parametrize("status", [Status.UNSURE, Status.MISSING])
def test_what_nobody_could_read_is_no_part_and_is_told(status: Status) -> None:
    doubtful = with_cell(report("2021", {}), AMOUNT, Cell(None, "约25", status))
    figures = merge_reports({"a": doubtful}, "2021")
    assert figures.cells[AMOUNT] == 0
    assert not [source for source in figures.sources if source.cell == AMOUNT]
    label = load_form("2021").label(AMOUNT)
    assert figures.notes == (f"城关镇：有1格未能读出，未计入全县合计：{label}（原文“约25”）。",)


def test_an_optional_row_appears_when_a_unit_printed_it() -> None:
    printed = report("2021", {"requests.other.total": 3})
    figures = merge_reports({"a": printed, "b": report("2021", {})}, "2021")
    assert figures.cells["requests.other.total"] == 3
    assert "requests.other.natural_person" not in figures.cells
    assert list(figures.cells) == [cell for cell in load_form("2021").cells() if cell in figures.cells]


def test_a_report_of_the_new_form_is_carried_over_to_the_old_one() -> None:
    misc = {"requests.other_misc.total": 2, "requests.other_fee_unpaid.total": 1, GRANTED: 4}
    figures = merge_reports({"a": report("2021", misc)}, "2019")
    assert (figures.cells["requests.other.total"], figures.cells[GRANTED]) == (3, 4)


def test_what_has_no_counterpart_is_told_once_for_a_unit() -> None:
    figures = merge_reports({"a": report("2019", {}), "b": report("2021", {})}, "2021")
    assert len(figures.notes) == 1
    assert figures.notes[0].startswith("城关镇：按2019年版格式报送，其中19格在2021年版中没有对应项，未计入全县合计（")
    assert figures.notes[0].endswith("；2021年版中有7格该单位没有数据。")


def county_of(seeds: list[tuple[str, int]]) -> dict[str, Report]:
    return {str(n): report(edition, balanced_figures(edition, seed)) for n, (edition, seed) in enumerate(seeds)}


editions = st.sampled_from(["2019", "2021"])
counties = st.lists(st.tuples(editions, st.integers(0, 10_000)), min_size=1, max_size=5).map(county_of)


@given(counties, st.randoms(), editions)
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_reports_makes_no_difference(units: dict[str, Report], random: Random, edition: str) -> None:
    shuffled = list(units.items())
    random.shuffle(shuffled)
    assert merge_reports(dict(shuffled), edition) == merge_reports(units, edition)


@given(editions, st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_the_sum_of_balanced_reports_is_balanced(edition: str, seeds: list[int]) -> None:
    cells = merge_reports(county_of([(edition, seed) for seed in seeds]), edition).cells
    assert broken_rules(cells) == {}
