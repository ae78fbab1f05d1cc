"""What else is known decides between equal answers: last year, the running text, how sure the recognition was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from support.reports.balanced import balanced_2019, with_cell
from support.reports.repairs import changes, localised
from township_reports.domain.narrative import Claim, Narrative
from township_reports.domain.report import Cell, Status
from township_reports.domain.submission import Submission
from township_reports.validation.deductive_imputation.impute import impute_shifted_rows
from township_reports.validation.error_localization.localize import localize_errors


def test_last_year_decides_between_equal_answers() -> None:
    wrong = {"requests.carried_in.business": 3, "requests.granted.research": 3}
    report = with_cell(balanced_2019(), wrong)
    then = with_cell(balanced_2019(), {"requests.carried_out.business": 2})
    with_last_year = localize_errors(Submission("unit", report, previous=replace(then, year=2018))).repairs
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
    assert len({repair.rank for repair in localize_errors(told).repairs}) == 2
    assert len({repair.rank for repair in localize_errors(told, own).repairs}) == 1


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
    scanned = impute_shifted_rows(
        replace(balanced_2019(), cells={**balanced_2019().cells, **requests_in(cells), **wrong})
    )
    assert len(scanned.list_incomplete()) > 20
    found = localize_errors(Submission("unit", scanned))
    assert found.repairs[0].changes == (("requests.granted.business", None, 6),)
    assert "（一）予以公开·商业企业 现为 8，应为 6（疑为写错一位数字，由图片识别，把握62%）" in found.repairs[0].reason
    assert found.summary == "由图片识别的数按识别结果推算。改动最少的改法只有一种。请核对原件后更正。"


def requests_in(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {cell_id: cell for cell_id, cell in cells.items() if cell_id.startswith("requests.")}


def recognised(value: int, confidence: float) -> Cell:
    return Cell(value, str(value), Status.READ, confidence=confidence)
