"""Hand-built wrong reports of every kind, and the cells and figures that are suggested for them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.reports.balanced import (
    APPLICANTS,
    BLANK,
    MISSING,
    SLASH,
    UNSURE,
    all_zero,
    balanced_2019,
    balanced_2021,
    balanced_2021_other_as_one_row,
    with_cell,
)
from support.reports.repairs import changes, localised
from township_reports.domain.repair import ErrorLocalization
from township_reports.domain.report import Cell, Report, Value
from township_reports.domain.submission import Submission
from township_reports.validation.error_localization.localize import MOST_LISTED, localize_errors

SHIFTED = {
    "requests.granted.natural_person": BLANK,
    "requests.granted.business": 1,
    "requests.granted.research": 6,
    "requests.granted.public_welfare": 2,
    "requests.granted.legal_service": 7,
    "requests.granted.other_org": 3,
    "requests.granted.total": 8,
}


@pytest.mark.parametrize(
    "report", [balanced_2019(), balanced_2021(), balanced_2021_other_as_one_row(), all_zero("2019")]
)
def test_a_balanced_report_is_left_alone(report: Report) -> None:
    assert localised(report, {}) == ErrorLocalization((), "勾稽关系全部成立，没有需要推算的格。")


def test_a_wrong_cell_is_said_so_that_a_clerk_can_mend_it() -> None:
    [repair] = localised(balanced_2019(), {"requests.handled_total.business": 69}).repairs
    assert repair.changes == (("requests.handled_total.business", 69, 96),)
    assert [(mend.rule, mend.where) for mend in repair.restored_constraints] == [
        ("T3-1", "business"),
        ("T3-2", "business"),
        ("T3-3", "handled_total"),
    ]
    assert repair.reason == "（七）总计·商业企业 现为 69，应为 96（疑为两位数字颠倒）：三项勾稽同时成立"
    assert repair.causes == 1


def test_other_processing_as_one_row() -> None:
    [repair] = localised(balanced_2021_other_as_one_row(), {"requests.other.research": 81}).repairs
    assert repair.changes == (("requests.other.research", 81, 18),)
    assert [mend.rule for mend in repair.restored_constraints] == ["T3-2", "T3-3"]


def test_the_other_edition() -> None:
    [repair] = localised(balanced_2021(), {"requests.other_misc.total": 3}).repairs
    assert repair.changes == (("requests.other_misc.total", 3, 30),)


@pytest.mark.parametrize(("found", "stands"), [(BLANK, "空白"), (SLASH, "“/”")])
def test_a_blank_cell(found: Cell, stands: str) -> None:
    [repair] = localised(balanced_2019(), {"requests.granted.other_org": found}).repairs
    assert repair.changes == (("requests.granted.other_org", None, 8),)
    assert repair.reason == f"（一）予以公开·其他 现为{stands}，应为 8：两项勾稽同时成立"


def test_a_total_of_zero_under_its_parts() -> None:
    [repair] = localised(balanced_2019(), {"disputes.reconsideration.total": 0}).repairs
    assert repair.changes == (("disputes.reconsideration.total", 0, 10),)


def test_a_sum_by_itself_leaves_all_its_cells_open() -> None:
    found = localised(balanced_2019(), {"disputes.reconsideration.upheld": 2})
    assert [changes(repair) for repair in found.repairs] == [
        {"disputes.reconsideration.upheld": 1},
        {"disputes.reconsideration.corrected": 1},
        {"disputes.reconsideration.other": 2},
        {"disputes.reconsideration.pending": 3},
        {"disputes.reconsideration.total": 11},
    ]
    assert found.summary == "改动同样少的改法有5种，其中5种同样可能。请核对原件后更正。"


def test_a_blank_is_likelier_wrong_than_a_figure() -> None:
    found = localised(balanced_2019(), {"disputes.reconsideration.pending": BLANK})
    assert changes(found.repairs[0]) == {"disputes.reconsideration.pending": 4}
    assert found.summary == "改动同样少的改法有5种，最可能的列在最前。请核对原件后更正。"


def test_mistakes_in_two_tables_are_mended_together() -> None:
    wrong = {"requests.granted.natural_person": 3, "disputes.reconsideration.total": 0}
    [repair] = localised(balanced_2019(), wrong).repairs
    assert changes(repair) == {"requests.granted.natural_person": 1, "disputes.reconsideration.total": 10}
    assert (repair.causes, [mend.rule for mend in repair.restored_constraints]) == (2, ["T3-2", "T3-3", "T4-1"])


def test_swapped_neighbours_are_one_cause() -> None:
    wrong = {"requests.refused_third_party.natural_person": 5, "requests.refused_third_party.business": 9}
    best = localised(balanced_2019(), wrong).repairs[0]
    assert changes(best) == {
        "requests.refused_third_party.natural_person": 9,
        "requests.refused_third_party.business": 5,
    }
    assert best.causes == 1
    assert "疑为填反，应对调" in best.reason


def test_a_cell_swapped_with_the_one_below() -> None:
    wrong = {"requests.received.total": 21, "requests.carried_in.total": 567}
    [repair] = localised(balanced_2019(), wrong).repairs
    assert changes(repair) == {"requests.received.total": 567, "requests.carried_in.total": 21}


def test_a_shifted_row_is_one_cause() -> None:
    [repair] = localised(balanced_2019(), SHIFTED).repairs
    assert list(changes(repair).values()) == [1, 6, 2, 7, 3, 8, 27]
    assert repair.causes == 1
    assert repair.reason.startswith("（一）予以公开整行疑为错位，数字向右移了一格，应依次为1、6、2、7、3、8、27：")


def test_a_shifted_row_beside_a_wrong_cell() -> None:
    [repair] = localised(balanced_2019(), {**SHIFTED, "requests.carried_out.total": 12}).repairs
    assert (repair.causes, len(repair.changes)) == (2, 8)
    assert changes(repair)["requests.carried_out.total"] == 21


def test_the_line_of_table_four_shifted() -> None:
    report = balanced_2019()
    line = [cell for cell in report.cells if cell.startswith("disputes.")]
    wrong = dict(zip(line, [BLANK, *(report.cells[cell] for cell in line[:-1])], strict=True))
    [repair] = localised(report, wrong).repairs
    assert with_cell(report, wrong | changes(repair)).cells == report.cells
    assert repair.causes == 1


def test_unread_cells_with_only_one_fitting_figure() -> None:
    wrong = {f"requests.granted.{applicant}": MISSING for applicant in APPLICANTS}
    [repair] = localised(balanced_2019(), {**wrong, "disputes.reconsideration.other": UNSURE}).repairs
    assert list(changes(repair).values()) == [1, 6, 2, 7, 3, 8, 27, 3]
    assert {change.found for change in repair.changes} == {None}
    assert repair.causes == 0
    assert "行政复议·其他结果 “1***”无法辨认，只能是 3" in repair.reason


def test_unread_parts_of_a_sum_that_is_reached_are_zero() -> None:
    wrong = {"requests.granted.business": MISSING, "requests.granted.research": MISSING}
    others = {"requests.other.business": MISSING, "requests.other.research": MISSING}
    [repair] = localised(all_zero("2019"), wrong | others).repairs
    assert set(changes(repair).values()) == {0}


def test_unread_cells_that_could_be_several_things_are_left_open() -> None:
    wrong = {"disputes.reconsideration.other": UNSURE, "disputes.reconsideration.pending": UNSURE}
    found = localised(balanced_2019(), wrong)
    assert found.repairs == ()
    assert found.summary == "表四·行政复议（T4-1）：没有读到的格可以有多种填法，无法推算，请核对原件。"
    assert [mend.where for mend in found.unexplained] == ["reconsideration"]


def test_an_unread_cell_beside_a_wrong_one() -> None:
    wrong = {"requests.granted.research": MISSING, "requests.granted.business": 60}
    [repair] = localised(balanced_2019(), wrong).repairs
    assert changes(repair) == {"requests.granted.business": 6, "requests.granted.research": 2}
    assert (repair.causes, len(repair.restored_constraints)) == (1, 3)


@pytest.mark.parametrize(("found", "reason"), [(-6, "（疑为多写了负号）"), (Decimal("6.5"), "")])
def test_an_impossible_figure_must_change(found: Value, reason: str) -> None:
    [repair] = localised(balanced_2019(), {"requests.granted.business": found}).repairs
    assert repair.changes == (("requests.granted.business", found, 6),)
    assert repair.reason == f"（一）予以公开·商业企业 现为 {found}，应为 6{reason}：两项勾稽同时成立"


def test_an_impossible_figure_no_equation_speaks_of() -> None:
    found = localised(balanced_2019(), {"proactive.licensing.decisions": -6})
    assert found == ErrorLocalization((), "行政许可·处理决定数量（-6）：没有勾稽关系可以推算，请核对原件。")


def test_an_impossible_figure_hidden_by_another() -> None:
    wrong = {"disputes.reconsideration.upheld": -6, "disputes.reconsideration.other": 10}
    found = localised(balanced_2019(), wrong)
    assert found == ErrorLocalization((), "行政复议·结果维持（-6）：可能的改法太多，无法推算，请逐格核对。")


def test_a_hopeless_table_beside_a_clear_one() -> None:
    wrong: dict[str, Value | Cell] = {f"requests.granted.{name}": 90 + 7 * n for n, name in enumerate(APPLICANTS)}
    found = localised(balanced_2019(), {**wrong, "disputes.reconsideration.total": 0})
    assert [changes(repair) for repair in found.repairs] == [{"disputes.reconsideration.total": 10}]
    assert "改4处以内不能平衡，无法推算" in found.summary
    assert {mend.rule for mend in found.unexplained} == {"T3-2", "T3-3"}


def test_too_many_equally_likely_answers_are_no_answer() -> None:
    """A cell and the total of its row are both one too low: that could be any row."""
    found = localised(balanced_2019(), {"requests.granted.research": 1, "requests.granted.total": 26})
    assert found.repairs == ()
    assert (
        found.summary
        == "表三·科研机构（T3-2）、表三·总计（T3-2）：有19种同样可能的改法，无法推断错在哪一格，请逐格核对。"
    )


def test_a_long_list_is_cut_and_says_so() -> None:
    wrong = {"disputes.reconsideration.upheld": 2, "disputes.litigation_direct.pending": 4}
    found = localised(balanced_2019(), wrong)
    assert len(found.repairs) == MOST_LISTED
    assert found.summary == "改动同样少的改法有25种，其中25种同样可能，只列出10种。请核对原件后更正。"


def test_the_order_of_a_report_s_cells_makes_no_difference() -> None:
    wrong = with_cell(balanced_2019(), {"disputes.reconsideration.upheld": 2, "requests.granted.total": 72})
    reversed_order = replace(wrong, cells=dict(reversed(wrong.cells.items())))
    assert localize_errors(Submission("unit", wrong)) == localize_errors(Submission("unit", reversed_order))
