"""Figures recognised from a picture are doubtful where an equation they stand in does not hold, and only there."""

from __future__ import annotations

from dataclasses import replace

from support.reports.balanced import APPLICANTS, balanced_2021, with_cell
from support.reports.shifted import cells_of
from township_reports.domain.report import Cell, Report, Status, Value
from township_reports.validation.deductive_imputation.impute import impute_shifted_rows

WRONG = "disputes.reconsideration.upheld"
GROUP = [f"disputes.reconsideration.{result}" for result in ("upheld", "corrected", "other", "pending", "total")]


def recognised(**wrong: Value) -> Report:
    """A report from a scan: every cell was recognised, some of them wrongly."""
    report = with_cell(balanced_2021(), {cell.replace("__", "."): value for cell, value in wrong.items()})
    return replace(report, cells={cell: replace(content, confidence=0.98) for cell, content in report.cells.items()})


def test_the_cells_of_a_broken_equation_are_unsure_and_the_equation_is_told() -> None:
    settled = impute_shifted_rows(recognised(disputes__reconsideration__upheld=7))
    assert list(settled.list_to_confirm()) == GROUP
    assert settled.cells[WRONG] == Cell(None, "7", Status.UNSURE, confidence=0.98)
    [note] = settled.notes
    told = "“总计等于结果维持、结果纠正、其他结果、尚未审结之和”不成立，其中由图片识别的数待核对，请对照原件"
    assert note == f"表四·行政复议：{told}"


def test_a_cell_in_a_broken_and_a_holding_equation_is_doubted_too() -> None:
    """A figure and its total misread alike: the row adds up, the two columns do not."""
    wrong = impute_shifted_rows(recognised(requests__granted__business=16, requests__granted__total=37))
    assert wrong.cells["requests.granted.business"].status is Status.UNSURE
    in_columns = {
        cell for cell in wrong.cells if cell.endswith((".business", ".total")) and cell.startswith("requests.")
    }
    in_columns -= {
        f"requests.{row}.{column}" for row in ("received", "carried_in", "carried_out") for column in APPLICANTS
    }
    assert set(wrong.list_to_confirm()) == in_columns


def test_where_everything_balances_all_stays_read() -> None:
    report = recognised()
    assert impute_shifted_rows(report) == report


def test_a_blank_in_a_broken_equation_may_be_a_figure_that_was_overlooked() -> None:
    report = recognised()
    overlooked = with_cell(report, {"disputes.reconsideration.pending": Cell(None, "", Status.BLANK)})
    assert impute_shifted_rows(overlooked).cells["disputes.reconsideration.pending"].status is Status.UNSURE


def test_an_equation_that_lacks_a_cell_doubts_nothing() -> None:
    unread = with_cell(recognised(), {WRONG: Cell(None, "?", Status.UNSURE, confidence=0.4)})
    assert impute_shifted_rows(unread) == unread


def test_what_was_not_recognised_from_a_picture_is_not_doubted() -> None:
    typed = with_cell(balanced_2021(), {WRONG: 7})
    assert impute_shifted_rows(typed) == typed


def test_a_recognised_cell_among_typed_ones_is_doubted_alone() -> None:
    typed = with_cell(balanced_2021(), {WRONG: Cell(7, "7", Status.READ, confidence=0.9)})
    assert impute_shifted_rows(typed).list_to_confirm() == (WRONG,)


def test_settling_again_changes_nothing() -> None:
    settled = impute_shifted_rows(recognised(requests__granted__business=16))
    assert set(cells_of("granted")) <= set(settled.list_to_confirm())
    assert impute_shifted_rows(settled) == settled
