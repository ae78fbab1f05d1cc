from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from support.county.examples import report
from support.county.plain_merge import counted_year, merge_reports
from township_reports.county.comparison import YearFigures, compare_years
from township_reports.county.counterparts import pair_cells
from township_reports.records.comparison import UnitDifference, format_percentage
from township_reports.records.report import Value
from township_reports.template.crosswalk import load_crosswalk
from township_reports.template.form import load_form

GRANTED, RECEIVED = "requests.granted.total", "requests.received.total"
NAMES = {"a": "城关镇", "b": "河口乡"}


def counted(year: int, edition: str, values: Mapping[str, Mapping[str, Value]]) -> YearFigures:
    """A county whose units reported these figures and 0 in every other cell."""
    figures = merge_reports({code: report(edition, own) for code, own in values.items()}, edition)
    return counted_year(year, figures, {code: NAMES[code] for code in values})


def test_a_figure_stands_beside_last_year_s_with_the_unit_behind_it() -> None:
    last = counted(2021, "2021", {"a": {RECEIVED: 10}, "b": {RECEIVED: 10}})
    change = compare_years(counted(2022, "2021", {"a": {RECEIVED: 8}, "b": {RECEIVED: 17}}), last).by_cell[RECEIVED]
    assert (change.now, change.before, change.difference, change.rate) == (25, 20, 5, Decimal("25.0"))
    assert change.behind == UnitDifference("b", "河口乡", 17, 10)


def test_the_unit_behind_moved_the_same_way_and_may_have_come_or_gone() -> None:
    last = counted(2021, "2021", {"a": {RECEIVED: 9}})
    came = compare_years(counted(2022, "2021", {"a": {RECEIVED: 8}, "b": {RECEIVED: 4}}), last)
    assert came.by_cell[RECEIVED].behind == UnitDifference("b", "河口乡", 4, None)
    assert (came.joined, came.left) == (("河口乡",), ())
    gone = compare_years(counted(2022, "2021", {"b": {RECEIVED: 4}}), last)
    assert gone.by_cell[RECEIVED].behind == UnitDifference("a", "城关镇", None, 9)
    assert (gone.joined, gone.left) == (("河口乡",), ("城关镇",))


def test_nobody_stands_behind_a_figure_that_stood_still() -> None:
    year = {"a": {RECEIVED: 3}, "b": {RECEIVED: 4}}
    swapped = {"a": {RECEIVED: 4}, "b": {RECEIVED: 3}}
    assert compare_years(counted(2022, "2021", swapped), counted(2021, "2021", year)).by_cell[RECEIVED].behind is None


def test_a_rate_is_never_over_zero() -> None:
    assert format_percentage(3, 0) is None
    assert [format_percentage(part, 3) for part in (1, 2, -1)] == [Decimal("33.3"), Decimal("66.7"), Decimal("-33.3")]
    assert format_percentage(1, 2000) == Decimal("0.1")  # half up


def test_the_old_form_s_one_row_answers_to_the_new_form_s_three() -> None:
    split = {"requests.other_misc.total": 2, "requests.other_fee_unpaid.total": 3}
    told = compare_years(counted(2021, "2021", {"a": split}), counted(2020, "2019", {"a": {"requests.other.total": 4}}))
    (other,) = [one for one in told.changes if "requests.other_misc.total" in one.cells]
    assert (other.now, other.before, other.before_cells) == (5, 4, ("requests.other.total",))
    assert other.label == "表三“三、本年度办理结果/（六）其他处理”·总计"


def test_what_has_no_counterpart_says_why() -> None:
    told = compare_years(counted(2021, "2021", {"a": {}}), counted(2020, "2019", {"a": {}}))
    reasons = {(one.year, one.reason) for one in told.alone}
    assert (2020, "2021年版不再统计上一年项目数量") in reasons
    assert (2021, "2019年版计收费项目数量，不计收费金额") in reasons


def test_every_printed_figure_is_compared_or_alone() -> None:
    for edition, last in (("2021", "2019"), ("2019", "2021"), ("2021", "2021")):
        this, before = counted(2022, edition, {"a": {}}), counted(2021, last, {"a": {}})
        told = compare_years(this, before)
        now = [cell for one in told.changes for cell in one.cells if cell in this.figures.cells]
        alone = [cell for one in told.alone if one.year == 2022 for cell in one.cells]
        assert len(set(now)) == len(now)
        assert len(now) + len(alone) == len(this.figures.cells)


def test_pairs_are_what_the_crosswalk_says_in_either_direction() -> None:
    forward = load_crosswalk("2019", "2021")
    pairs = {pair.now: pair.before for pair in pair_cells("2021", "2019")}
    assert pairs[(GRANTED,)] == forward.sources(GRANTED) == (GRANTED,)
    assert not any(forward.reason(cell) for before in pairs.values() for cell in before)


def test_those_that_moved_most_are_totals_and_counts() -> None:
    now = {GRANTED: 9, "requests.granted.natural_person": 90, "proactive.fees.amount": Decimal(500), RECEIVED: 4}
    told = compare_years(
        counted(2022, "2021", {"a": now}), counted(2021, "2021", {"a": {"disputes.litigation_direct.total": 7}})
    )
    assert [load_form("2021").cells()[one.cells[0]].row.id for one in told.movers] == [
        "granted",
        "litigation_direct",
        "received",
    ]
