"""Hand-built wrong reports of every kind, and the cells and figures that are suggested for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from checking.balanced import (
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
from township_reports.checking.localisation.localise import MOST_LISTED, localise
from township_reports.checking.settling.settle import settle
from township_reports.records.narrative import Claim, Narrative
from township_reports.records.repair import Localisation, Repair
from township_reports.records.report import Cell, Report, Status, Value
from township_reports.records.submission import Submission

SHIFTED = {
    "requests.granted.natural_person": BLANK,
    "requests.granted.business": 1,
    "requests.granted.research": 6,
    "requests.granted.public_welfare": 2,
    "requests.granted.legal_service": 7,
    "requests.granted.other_org": 3,
    "requests.granted.total": 8,
}


def localised(report: Report, cells: Mapping[str, Value | Cell], *told: Claim) -> Localisation:
    wrong = replace(with_cell(report, cells), narrative=Narrative(claims=told))
    return localise(Submission("unit", wrong, kind="乡镇"))


def changes(repair: Repair) -> dict[str, Value]:
    return {change.cell: change.suggested for change in repair.changes}


@pytest.mark.parametrize(
    "report", [balanced_2019(), balanced_2021(), balanced_2021_other_as_one_row(), all_zero("2019")]
)
def test_a_balanced_report_is_left_alone(report: Report) -> None:
    assert localised(report, {}) == Localisation((), "勾稽关系全部成立，没有需要推算的格。")


def test_a_wrong_cell_is_said_so_that_a_clerk_can_mend_it() -> None:
    [repair] = localised(balanced_2019(), {"requests.handled_total.business": 69}).repairs
    assert repair.changes == (("requests.handled_total.business", 69, 96),)
    assert [(mend.rule, mend.where) for mend in repair.mends] == [
        ("T3-1", "business"),
        ("T3-2", "business"),
        ("T3-3", "handled_total"),
    ]
    assert repair.reason == "（七）总计·商业企业 现为 69，应为 96（疑为两位数字颠倒）：三项勾稽同时成立"
    assert repair.causes == 1


def test_other_processing_as_one_row() -> None:
    [repair] = localised(balanced_2021_other_as_one_row(), {"requests.other.research": 81}).repairs
    assert repair.changes == (("requests.other.research", 81, 18),)
    assert [mend.rule for mend in repair.mends] == ["T3-2", "T3-3"]


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
    assert found.told == "改动同样少的改法有5种，其中5种同样可能。请核对原件后更正。"


def test_a_blank_is_likelier_wrong_than_a_figure() -> None:
    found = localised(balanced_2019(), {"disputes.reconsideration.pending": BLANK})
    assert changes(found.repairs[0]) == {"disputes.reconsideration.pending": 4}
    assert found.told == "改动同样少的改法有5种，最可能的列在最前。请核对原件后更正。"


def test_mistakes_in_two_tables_are_mended_together() -> None:
    wrong = {"requests.granted.natural_person": 3, "disputes.reconsideration.total": 0}
    [repair] = localised(balanced_2019(), wrong).repairs
    assert changes(repair) == {"requests.granted.natural_person": 1, "disputes.reconsideration.total": 10}
    assert (repair.causes, [mend.rule for mend in repair.mends]) == (2, ["T3-2", "T3-3", "T4-1"])


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
    assert found.told == "表四·行政复议（T4-1）：没有读到的格可以有多种填法，无法推算，请核对原件。"
    assert [mend.where for mend in found.unexplained] == ["reconsideration"]


def test_an_unread_cell_beside_a_wrong_one() -> None:
    wrong = {"requests.granted.research": MISSING, "requests.granted.business": 60}
    [repair] = localised(balanced_2019(), wrong).repairs
    assert changes(repair) == {"requests.granted.business": 6, "requests.granted.research": 2}
    assert (repair.causes, len(repair.mends)) == (1, 3)


@pytest.mark.parametrize(("found", "reason"), [(-6, "（疑为多写了负号）"), (Decimal("6.5"), "")])
def test_an_impossible_figure_must_change(found: Value, reason: str) -> None:
    [repair] = localised(balanced_2019(), {"requests.granted.business": found}).repairs
    assert repair.changes == (("requests.granted.business", found, 6),)
    assert repair.reason == f"（一）予以公开·商业企业 现为 {found}，应为 6{reason}：两项勾稽同时成立"


def test_an_impossible_figure_no_equation_speaks_of() -> None:
    found = localised(balanced_2019(), {"proactive.licensing.decisions": -6})
    assert found == Localisation((), "行政许可·处理决定数量（-6）：没有勾稽关系可以推算，请核对原件。")


def test_an_impossible_figure_hidden_by_another() -> None:
    wrong = {"disputes.reconsideration.upheld": -6, "disputes.reconsideration.other": 10}
    found = localised(balanced_2019(), wrong)
    assert found == Localisation((), "行政复议·结果维持（-6）：可能的改法太多，无法推算，请逐格核对。")


def test_a_hopeless_table_beside_a_clear_one() -> None:
    wrong: dict[str, Value | Cell] = {f"requests.granted.{name}": 90 + 7 * n for n, name in enumerate(APPLICANTS)}
    found = localised(balanced_2019(), {**wrong, "disputes.reconsideration.total": 0})
    assert [changes(repair) for repair in found.repairs] == [{"disputes.reconsideration.total": 10}]
    assert "改4处以内不能平衡，无法推算" in found.told
    assert {mend.rule for mend in found.unexplained} == {"T3-2", "T3-3"}


def test_too_many_equally_likely_answers_are_no_answer() -> None:
    """A cell and the total of its row are both one too low: that could be any row."""
    found = localised(balanced_2019(), {"requests.granted.research": 1, "requests.granted.total": 26})
    assert found.repairs == ()
    assert (
        found.told == "表三·科研机构（T3-2）、表三·总计（T3-2）：有19种同样可能的改法，无法推断错在哪一格，请逐格核对。"
    )


def test_a_long_list_is_cut_and_says_so() -> None:
    wrong = {"disputes.reconsideration.upheld": 2, "disputes.litigation_direct.pending": 4}
    found = localised(balanced_2019(), wrong)
    assert len(found.repairs) == MOST_LISTED
    assert found.told == "改动同样少的改法有25种，其中25种同样可能，只列出10种。请核对原件后更正。"


def test_last_year_decides_between_equal_answers() -> None:
    wrong = {"requests.carried_in.business": 3, "requests.granted.research": 3}
    report = with_cell(balanced_2019(), wrong)
    then = with_cell(balanced_2019(), {"requests.carried_out.business": 2})
    with_last_year = localise(Submission("unit", report, previous=replace(then, year=2018))).repairs
    assert changes(with_last_year[0])["requests.carried_in.business"] == 2
    assert "改后与上年报告衔接" in with_last_year[0].reason


def claim(subject: str, value: int, scope: str = "") -> Claim:
    return Claim(subject, value, scope, f"……{value}件。", "一")


def test_a_number_of_the_running_text_decides_between_equal_answers() -> None:
    wrong = {"disputes.reconsideration.upheld": 2}
    assert len(localised(balanced_2019(), wrong).repairs) == 5
    told = claim("reconsideration_pending", 3), claim("reconsideration_pending", 3)
    best, second, *_ = localised(balanced_2019(), wrong, *told).repairs
    assert changes(best) == {"disputes.reconsideration.pending": 3}
    assert "；正文第一部分写的“行政复议，尚未审结”是3件：勾稽成立" in best.reason
    assert best.rank < second.rank


def test_a_cell_that_says_what_the_running_text_says_is_changed_last() -> None:
    found = localised(balanced_2019(), {"disputes.reconsideration.upheld": 2}, claim("reconsideration_corrected", 2))
    assert changes(found.repairs[-1]) == {"disputes.reconsideration.corrected": 1}


def test_a_number_told_of_several_cells_speaks_for_each_of_them() -> None:
    found = localised(balanced_2019(), {"disputes.litigation_direct.total": 12}, claim("litigation", 25))
    assert changes(found.repairs[0]) == {"disputes.litigation_direct.total": 11}
    assert "正文第一部分写的“行政诉讼总计”是25件" in found.repairs[0].reason


def test_a_number_of_the_whole_county_says_nothing_of_the_unit() -> None:
    told = claim("reconsideration_pending", 3, "全县")
    wrong = {"disputes.reconsideration.upheld": 2}
    assert localised(balanced_2019(), wrong, told) == localised(balanced_2019(), wrong)


def test_a_rule_that_only_informs_leaves_the_running_text_out(tmp_path: Path) -> None:
    own = tmp_path / "rules.yaml"
    own.write_text("lowered: [{rule: N-1, severity: info, reason: 文字由县里统一撰写}]", encoding="utf-8")
    wrong = with_cell(balanced_2019(), {"disputes.reconsideration.upheld": 2})
    told = Submission("unit", replace(wrong, narrative=Narrative(claims=(claim("reconsideration_pending", 3),))))
    assert len({repair.rank for repair in localise(told).repairs}) == 2
    assert len({repair.rank for repair in localise(told, own).repairs}) == 1


def test_the_least_surely_recognised_cell_is_the_likeliest() -> None:
    cells = {"disputes.reconsideration.upheld": 2, "disputes.reconsideration.pending": recognised(4, 0.4)}
    sure = {"disputes.reconsideration.other": recognised(3, 0.98)}
    best, *others = localised(balanced_2019(), cells | sure).repairs
    assert changes(best) == {"disputes.reconsideration.pending": 3}
    assert "现为 4，应为 3（相差一件，由图片识别，把握40%）" in best.reason
    assert len({repair.rank for repair in others}) == 1  # one that was surely recognised is as good as one typed


def test_among_figures_made_doubtful_by_their_equations_the_wrong_one_is_found() -> None:
    cells = {cell_id: recognised(int(cell.value or 0), 0.97) for cell_id, cell in balanced_2019().cells.items()}
    wrong = {"requests.granted.business": recognised(8, 0.62)}
    scanned = settle(replace(balanced_2019(), cells={**balanced_2019().cells, **requests_in(cells), **wrong}))
    assert len(scanned.incomplete()) > 20
    found = localise(Submission("unit", scanned))
    assert found.repairs[0].changes == (("requests.granted.business", None, 6),)
    assert "（一）予以公开·商业企业 现为 8，应为 6（疑为写错一位数字，由图片识别，把握62%）" in found.repairs[0].reason
    assert found.told == "由图片识别的数按识别结果推算。改动最少的改法只有一种。请核对原件后更正。"


def requests_in(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {cell_id: cell for cell_id, cell in cells.items() if cell_id.startswith("requests.")}


def recognised(value: int, confidence: float) -> Cell:
    return Cell(value, str(value), Status.READ, confidence=confidence)


def test_the_order_of_a_report_s_cells_makes_no_difference() -> None:
    wrong = with_cell(balanced_2019(), {"disputes.reconsideration.upheld": 2, "requests.granted.total": 72})
    reversed_order = replace(wrong, cells=dict(reversed(wrong.cells.items())))
    assert localise(Submission("unit", wrong)) == localise(Submission("unit", reversed_order))
