"""Slid figures are placed only where the equations leave one placement, and a wrong figure never makes one right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from support.generator.figures import balanced_figures, completed
from support.reports.balanced import MISSING, balanced_2019, with_cell
from support.reports.shifted import MISTAKES, cells_of, rows_with_gaps, slid
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.report import Cell, Report, ShiftedRow, SourceLocation, Status, Value
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions
from township_reports.validation.deductive_imputation import placing
from township_reports.validation.deductive_imputation.impute import impute_shifted_rows

RECEIVED, GRANTED, PARTLY, CARRIED_OUT = "received", "granted", "partly_granted", "carried_out"
NOTE = "表三“一、本年新收政府信息公开申请数量”的空格丢失，按勾稽关系唯一确定了各数的位置，请核对原件"
FIGURES = completed(
    "2019",
    {
        "requests.received.natural_person": 5,
        "requests.received.business": 2,
        "requests.received.public_welfare": 1,
        "requests.granted.natural_person": 4,
        "requests.granted.business": 2,
        "requests.partly_granted.public_welfare": 1,
    },
)
TWO_EACH: Mapping[str, Value] = {
    f"requests.{row}.{applicant}": 1 for row in (GRANTED, PARTLY) for applicant in ("natural_person", "business")
} | {f"requests.received.{applicant}": 2 for applicant in ("natural_person", "business")}


def statuses(report: Report, row: str) -> list[Status]:
    return [report.cells[cell].status for cell in cells_of(row)]


def values(report: Report, row: str) -> list[Value]:
    return [report.cells[cell].value or 0 for cell in cells_of(row)]


def is_open(report: Report, row: str) -> bool:
    return set(statuses(report, row)) == {Status.UNSURE}


def test_the_only_placement_that_balances_is_taken_and_told() -> None:
    settled = impute_shifted_rows(slid("2019", FIGURES, [RECEIVED]))
    blank, deduced = Status.BLANK, Status.DEDUCED
    assert values(settled, RECEIVED) == [5, 2, 0, 1, 0, 0, 8]
    assert statuses(settled, RECEIVED) == [deduced, deduced, blank, deduced, blank, blank, deduced]
    assert (settled.notes, settled.shifted_rows) == ((NOTE,), ())
    welfare = settled.cells["requests.received.public_welfare"]
    assert welfare == Cell(1, "1", Status.DEDUCED, SourceLocation(line=1, column=4))


def test_what_was_deduced_is_asked_to_be_confirmed_and_balances() -> None:
    found = check_submissions([Submission("unit", impute_shifted_rows(slid("2019", FIGURES, [RECEIVED])))])
    assert [finding.rule for finding in found] == ["B-1", "B-2"]
    assert found[1].message.startswith("表三有4格按勾稽关系推定：一、本年新收政府信息公开申请数量·自然人（5）、")


def test_the_reader_s_note_that_a_row_is_open_is_answered_with_it() -> None:
    report = slid("2019", FIGURES, [RECEIVED])
    noted = tuple(replace(row, note="新收不能确定") for row in report.shifted_rows)
    settled = impute_shifted_rows(replace(report, shifted_rows=noted, notes=("说明", "新收不能确定", "结转不能确定")))
    assert settled.notes == ("说明", "结转不能确定", NOTE)


def test_several_rows_are_placed_together() -> None:
    settled = impute_shifted_rows(slid("2019", FIGURES, [RECEIVED, CARRIED_OUT]))
    assert settled.shifted_rows == ()
    assert values(settled, RECEIVED) == [5, 2, 0, 1, 0, 0, 8]
    assert values(settled, CARRIED_OUT) == [1, 0, 0, 0, 0, 0, 1]


def test_equal_rows_are_placed_where_only_one_pair_of_placements_balances() -> None:
    settled = impute_shifted_rows(slid("2019", completed("2019", TWO_EACH), [GRANTED, PARTLY]))
    assert [values(settled, row) for row in (GRANTED, PARTLY)] == [[1, 1, 0, 0, 0, 0, 2]] * 2


def test_equal_rows_in_columns_without_other_figures_stay_open() -> None:
    twice = {f"requests.{row}.{applicant}": 3 for row, applicant in ((GRANTED, "business"), (PARTLY, "research"))}
    figures = completed("2019", {**twice, "requests.received.business": 3, "requests.received.research": 3})
    settled = impute_shifted_rows(slid("2019", figures, [GRANTED, PARTLY]))
    assert is_open(settled, GRANTED)
    assert is_open(settled, PARTLY)


def test_a_zero_among_vanished_blanks_has_several_places() -> None:
    settled = impute_shifted_rows(slid("2019", FIGURES, [RECEIVED], zeros=True))
    assert is_open(settled, RECEIVED)


def test_a_row_of_one_zero_stays_open() -> None:
    report = slid("2019", FIGURES, ["carried_in"], zeros=True)
    assert [figure.raw for figure in report.shifted_rows[0].figures] == ["0"]
    assert is_open(impute_shifted_rows(report), "carried_in")


def test_a_stroke_stays_a_stroke() -> None:
    report = slid("2019", FIGURES, [RECEIVED])
    five, two, one, eight = report.shifted_rows[0].figures
    stroke = Cell(None, "/", Status.NOT_APPLICABLE)
    settled = impute_shifted_rows(
        replace(report, shifted_rows=(ShiftedRow(report.shifted_rows[0].cells, (five, two, stroke, one, eight)),))
    )
    assert settled.cells["requests.received.research"] == stroke
    assert settled.cells["requests.received.public_welfare"].value == 1


@pytest.mark.parametrize(
    "cell", ["requests.granted.total", "requests.other.research", "requests.handled_total.business"]
)
def test_a_table_out_of_balance_settles_nothing(cell: str) -> None:
    report = with_cell(slid("2019", FIGURES, [RECEIVED]), {cell: FIGURES[cell] + 1})
    assert impute_shifted_rows(report) == report


def test_an_unread_cell_elsewhere_in_the_table_settles_nothing() -> None:
    report = with_cell(slid("2019", FIGURES, [RECEIVED]), {"requests.other.research": MISSING})
    assert impute_shifted_rows(report) == report


def test_a_wrong_placement_that_a_mistake_elsewhere_makes_the_only_one_is_not_taken() -> None:
    """Printed in 予以公开 as 自然人, meant and counted as 商业企业: the slid row would balance in the wrong column."""
    meant = {"requests.granted.business": 1, "requests.partly_granted.natural_person": 1}
    figures = completed("2019", {**meant, "requests.received.natural_person": 1, "requests.received.business": 1})
    misprinted = {"requests.granted.natural_person": 1, "requests.granted.business": 0}
    report = slid("2019", figures | misprinted, [PARTLY])
    assert [figure.raw for figure in report.shifted_rows[0].figures] == ["1", "1"]
    assert impute_shifted_rows(report) == report


@pytest.mark.parametrize("figure", [Cell(None, "1*", Status.UNSURE), Cell(10**12, str(10**12), Status.READ)])
def test_a_figure_that_is_not_certain_settles_nothing(figure: Cell) -> None:
    report = slid("2019", FIGURES, [RECEIVED])
    wrong = replace(
        report, shifted_rows=(ShiftedRow(report.shifted_rows[0].cells, (figure, *report.shifted_rows[0].figures[1:])),)
    )
    assert impute_shifted_rows(wrong) == wrong


def test_a_cell_in_which_something_else_was_found_settles_nothing() -> None:
    disputed = with_cell(slid("2019", FIGURES, [RECEIVED]), {cells_of(RECEIVED)[1]: Cell(None, "2 / 3", Status.UNSURE)})
    assert impute_shifted_rows(disputed) == disputed


def test_rows_that_too_few_equations_hold_stay_open() -> None:
    """Table 四 has one equation a group, table 二 none: nothing would prove a placement."""
    rows = {
        "disputes.reconsideration": ("upheld", "corrected", "other", "pending", "total"),
        "proactive.licensing": ("previous_items", "change", "decisions"),
    }
    report = balanced_2019()
    for row, columns in rows.items():
        ids = tuple(f"{row}.{column}" for column in columns)
        row_figures = tuple(report.cells[cell] for cell in ids[1:])
        unsure = dict.fromkeys(ids, Cell(None, "原文", Status.UNSURE))
        report = replace(with_cell(report, unsure), shifted_rows=(*report.shifted_rows, ShiftedRow(ids, row_figures)))
    assert impute_shifted_rows(report) == report


def test_a_table_in_which_every_row_slid_is_given_up_or_left_open() -> None:
    figures = balanced_figures("2021", 3, "本级")
    report = slid("2021", figures, rows_with_gaps(figures))
    settled = impute_shifted_rows(report)
    assert settled.shifted_rows
    assert all(values(settled, row.cells[0].split(".")[1]) == [0] * 7 for row in settled.shifted_rows)


def test_a_search_that_takes_too_long_settles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    report = slid("2019", FIGURES, [RECEIVED])
    monkeypatch.setattr(placing, "MOST_STEPS", 1)
    assert impute_shifted_rows(report) == report


@pytest.mark.parametrize("edition", EDITIONS)
def test_settling_twice_changes_nothing_and_a_report_without_slid_rows_is_left_alone(edition: str) -> None:
    figures = balanced_figures(edition, 1)
    settled = impute_shifted_rows(slid(edition, figures, rows_with_gaps(figures)[:2]))
    assert settled.list_deduced()
    assert impute_shifted_rows(settled) == settled


def test_without_mistakes_most_rows_are_placed_and_all_rightly() -> None:
    outcomes = [_outcome(seed, mistaken=False) for seed in range(60)]
    assert outcomes.count("wrong") == 0
    assert outcomes.count("right") > 15


def test_a_single_mistake_elsewhere_never_makes_a_wrong_placement_right() -> None:
    outcomes = [_outcome(seed, mistaken=True) for seed in range(200)]
    assert outcomes.count("wrong") == 0
    assert outcomes.count("open") > 150


def _outcome(seed: int, *, mistaken: bool) -> str:
    """What becomes of a report with one to four slid rows, and a mistake in another row."""
    random = Random(json.dumps([seed, mistaken]))
    edition = random.choice(EDITIONS)
    figures = balanced_figures(edition, seed, random.choice(["乡镇", "部门"]), dense=seed % 5 == 0)
    rows = rows_with_gaps(figures)
    if mistaken:
        wrong = random.choice([cell.split(".")[1] for cell in figures if cell.startswith("requests.")])
        figures |= MISTAKES[seed % len(MISTAKES)](figures, wrong, random)
        rows = [row for row in rows_with_gaps(figures) if row != wrong]
    chosen = random.sample(rows, min(len(rows), 1 + seed % 4))
    settled = impute_shifted_rows(slid(edition, figures, chosen))
    placed = [row for row in chosen if not is_open(settled, row)]
    if any(values(settled, row) != [figures[cell] for cell in cells_of(row)] for row in placed):
        return "wrong"
    return "right" if chosen and placed == chosen else "open"
