"""Figures in sentences: what moved and by how much, never more than the data say, each tied to its cells."""

from __future__ import annotations

import pytest
from support.reports.sample_report import consolidated, two_units, unit, unit_report, with_last_year
from township_reports.records.county_report import ConsolidatedReport
from township_reports.records.report import Cell, Status
from township_reports.rendering.citations import TextPiece, cite, list_sentences, split_citations
from township_reports.rendering.figure_words import FigureWords
from township_reports.template.form import load_form

RECEIVED, GRANTED, UPHELD = "requests.received.total", "requests.granted.total", "disputes.reconsideration.upheld"


@pytest.fixture(scope="module")
def report() -> ConsolidatedReport:
    return with_last_year(two_units("2021"), "2019")


@pytest.fixture(scope="module")
def words(report: ConsolidatedReport) -> FigureWords:
    return FigureWords(report, load_form("2021"))


def plain(marked: str) -> str:
    return "".join(piece.text for piece in split_citations(marked))


def test_a_figure_moved_by_a_number_and_a_rate(words: FigureWords) -> None:
    assert plain(words.moved(GRANTED)) == "，比上年增加1042件，增长5788.9%"
    assert plain(words.last(GRANTED)) == "18"


def test_no_rate_over_zero(words: FigureWords) -> None:
    assert plain(words.moved(RECEIVED)) == "，上年为0件"
    assert words.share(GRANTED, "proactive.fees.amount") != ""
    nothing = FigureWords(consolidated("2021", {}), load_form("2021"))
    assert nothing.share(GRANTED, RECEIVED) == ""


def test_without_last_year_or_counterpart_nothing_is_said(words: FigureWords) -> None:
    assert words.moved("proactive.fees.amount") == ""
    assert FigureWords(two_units("2021"), load_form("2021")).moved(RECEIVED) == ""


def test_a_figure_that_stood_still(report: ConsolidatedReport) -> None:
    same = with_last_year(
        consolidated("2021", {unit(1): unit_report("2021", 3), unit(9): unit_report("2021", 50)}), "2021"
    )
    assert plain(FigureWords(same, load_form("2021")).moved(UPHELD)) == "，与上年持平"


def test_every_figure_names_its_cells_of_either_year(words: FigureWords) -> None:
    cited = [piece for piece in split_citations(words.moved(GRANTED)) if piece.cells]
    assert cited == [
        TextPiece("1042", (GRANTED, f"2020:{GRANTED}")),
        TextPiece("5788.9%", (GRANTED, f"2020:{GRANTED}")),
    ]
    assert split_citations(words.last(GRANTED)) == (TextPiece("18", (f"2020:{GRANTED}",)),)


def test_movers_name_the_unit_behind_them(words: FigureWords) -> None:
    first = words.movers()[0]
    assert plain(first.label) == "表三“三、本年度办理结果/（六）其他处理”·总计"
    told = [plain(one) for one in (first.before, first.now, first.change, first.behind)]
    assert told == ["389", "3978", "比上年增加3589，增长922.6%", "第2镇本年计入、上年未计入，本年为3489"]


def test_the_largest_leave_out_zeros_and_keep_the_form_s_order_among_equals() -> None:
    cells = {cell: Cell(0, "0", Status.READ) for cell in load_form("2021").required_cells()}
    some = {"requests.granted.total": 5, "requests.partly_granted.total": 5, "requests.refused_third_party.total": 7}
    changed = cells | {cell: Cell(value, str(value), Status.READ) for cell, value in some.items()}
    words = FigureWords(consolidated("2021", {unit(1): unit_report("2021", 0, changed)}), load_form("2021"))
    largest = words.largest("requests.*.total", most=9)
    assert [(item.label, plain(item.figure)) for item in largest] == [
        ("不予公开（保护第三方合法权益）", "7"),
        ("予以公开", "5"),
        ("部分公开", "5"),
    ]


def test_a_cell_that_does_not_exist_is_a_fault(words: FigureWords) -> None:
    for ask in (words.figure, words.value, words.last, words.moved):
        with pytest.raises(KeyError):
            ask("requests.nothing.total")


def test_sentences_keep_the_cells_of_their_own_figures() -> None:
    pieces = split_citations(f"共{cite('5', 'a')}件。其中{cite('2', 'b')}件、{cite('3', 'c', 'd')}件。完")
    assert list(list_sentences(pieces)) == [
        TextPiece("共5件。", ("a",)),
        TextPiece("其中2件、3件。", ("b", "c", "d")),
        TextPiece("完"),
    ]
