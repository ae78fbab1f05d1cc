"""Tables that lost heads, labels, rows or lines: read by label or by order where that is certain, else unsure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pytest
from support.generator import entries, reshaping, rewording
from support.generator.bench.kind import Written, kind
from support.generator.bench.registry import documents
from support.generator.bench.scoring import Score, score
from support.generator.document import Change, Document
from support.generator.html import clean_page
from support.generator.text import Layout, write_text
from township_reports.domain.report import Cell, Report, Status
from township_reports.extraction.form_mapping.map_report import map_document
from township_reports.extraction.parsers.text import plain_text
from township_reports.extraction.parsers.web import html as web_page

DENSE, SPARSE = 1, 2
Edit = Callable[[str], str]


def _text(document: Document, layout: Layout, edit: Edit) -> bytes:
    return edit(write_text(document, layout)).encode()


def _page(document: Document, edit: Edit) -> bytes:
    return edit(clean_page(document)).encode()


def _written(
    layout: Layout | None,
    *changes: Change,
    edit: Edit = str,
    edition: str = "2021",
    seed: int = DENSE,
    style: entries.Style = entries.plain,
) -> Written:
    encode = partial(_text, layout=layout, edit=edit) if layout else partial(_page, edit=edit)
    return kind("", encode, lambda document: document.changed(*changes), style=style).write(edition, seed)


def _report(written: Written) -> Report:
    parse = web_page.parse if written.data.startswith(b"<!DOCTYPE") else plain_text.parse
    return map_document(parse(written.data))


def _score(written: Written) -> Score:
    return score(written.known, _report(written).cells)


def _unsure(cells: Mapping[str, Cell], start: str) -> set[bool]:
    return {cell.status is Status.UNSURE for name, cell in cells.items() if name.startswith(start)}


ORDERS = ((1, 0, 2, 3, 4), (0, 1, 2, 4, 3), (4, 0, 2, 1, 3))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("style", [entries.plain, entries.blank_zeros])
def test_columns_of_table_3_in_another_order_are_read_by_label(order: tuple[int, ...], style: entries.Style) -> None:
    permuted = reshaping.retabled("三", reshaping.with_columns_permuted(order))
    written = _written(None, permuted, seed=SPARSE, style=style)
    assert _score(written) == Score(200, (), (), ())
    assert "表三各列的顺序与规定的不同，按各列的标签读取" in _report(written).notes


@pytest.mark.parametrize("layout", [Layout.PIPES, Layout.CELLS, Layout.SPACES])
@pytest.mark.parametrize("order", ORDERS)
def test_columns_of_table_3_in_another_order_where_text_shows_no_columns(
    layout: Layout, order: tuple[int, ...]
) -> None:
    permuted = reshaping.retabled("三", reshaping.with_columns_permuted(order))
    written = _written(layout, permuted)
    assert _score(written).wrong == ()
    assert _unsure(_report(written).cells, "requests.") == {True}


DAMAGED_HEADS = {
    "a label is not whole": ("科研机构", "科机构"),
    "a label is there twice": ("科研机构", "商业企业"),
    "the heads are not over the figures": ('<td rowspan="2">自然人', '<td rowspan="2" colspan="2">自然人'),
    "the heads slid to the left": (' rowspan="2">', ">"),
}


@pytest.mark.parametrize("damage", DAMAGED_HEADS.values(), ids=DAMAGED_HEADS)
@pytest.mark.parametrize("order", ORDERS)
def test_columns_in_another_order_under_a_damaged_head(order: tuple[int, ...], damage: tuple[str, str]) -> None:
    permuted = reshaping.retabled("三", reshaping.with_columns_permuted(order))
    written = _written(None, permuted, edit=lambda page: page.replace(*damage))
    assert _score(written).wrong == ()
    assert _unsure(_report(written).cells, "requests.") == {True}


def test_an_unknown_head_where_no_column_is_lost() -> None:
    permuted = reshaping.retabled("三", reshaping.with_columns_permuted((0, 2, 3, 4, 1)))
    written = _written(None, permuted, edit=lambda page: page.replace("科研机构", "种研机物"))
    assert _unsure(_report(written).cells, "requests.") == {True}


@pytest.mark.parametrize("layout", [None, Layout.PIPES, Layout.CELLS])
def test_rows_of_table_3_in_another_order_are_read_by_label(layout: Layout | None) -> None:
    swapped = reshaping.with_rows_swapped("unavailable_not_held", "not_processed_repeated")
    assert _score(_written(layout, swapped)) == Score(200, (), (), ())


@pytest.mark.parametrize("layout", [None, Layout.PIPES, Layout.CELLS])
def test_heads_of_table_4_in_another_order(layout: Layout | None) -> None:
    words = {"结果维持": "结果纠正", "结果纠正": "结果维持"}
    written = _written(layout, rewording.reworded(words))
    assert _unsure(_report(written).cells, "disputes.") == {True}


STRANGE_HEADS = dict(zip(("结果维持", "结果纠正", "其他结果", "尚未审结"), "甲乙丙丁", strict=True))


def _under_strange_heads(page: str) -> str:
    before, heading, table = page.rpartition("四、政府信息公开行政复议")
    for known, strange in {**STRANGE_HEADS, "总计": "戊"}.items():
        table = table.replace(f">{known}<", f">{strange}<")
    return before + heading + table


def test_figures_of_table_4_under_heads_that_nobody_knows() -> None:
    written = _written(None, edit=_under_strange_heads)
    judged = score(written.known, _report(written).cells)
    assert (judged.missing, judged.wrong) == ((), ())
    assert {verdict.cell for verdict in judged.unsure} == {
        name for name in written.known if name.startswith("disputes.")
    }
    assert any(note.startswith("表四的表头不能辨认") for note in _report(written).notes)


def test_one_group_of_heads_tells_the_columns_of_table_4() -> None:
    written = _written(None, edit=lambda page: page.replace(">总计<", ">戊<", 2))
    assert _score(written) == Score(200, (), (), ())


PRINTED_OVER_LINES = next(one for one in documents([DENSE]) if one.kind.name == "txt/pdftotext")


def test_heads_of_table_4_cut_into_words_over_lines() -> None:
    written = PRINTED_OVER_LINES.kind.write("2021", DENSE)
    assert _score(written) == Score(200, (), (), ())


@pytest.mark.parametrize("cut", [("维持  纠正", "纠正  维持"), ("维持  纠正", "维持  改变"), ("尚未", "尚")])
def test_heads_of_table_4_cut_into_words_that_are_not_the_forms(cut: tuple[str, str]) -> None:
    written = PRINTED_OVER_LINES.kind.write("2021", DENSE)
    report = _report(replace(written, data=written.data.decode().replace(*cut).encode()))
    assert _unsure(report.cells, "disputes.") == {True}
    assert score(written.known, report.cells).wrong == ()


def test_figures_of_table_4_that_are_alike_need_no_heads() -> None:
    figures = re.compile(r"<td>\d+</td>")

    def of_zeros(page: str) -> str:
        before, heading, table = _under_strange_heads(page).rpartition("四、政府信息公开行政复议")
        table, end, after = table.partition("</table>")
        return before + heading + figures.sub("<td>0</td>", table) + end + after

    cells = _report(_written(None, edit=of_zeros)).cells
    read = {(cell.value, cell.status) for name, cell in cells.items() if name.startswith("disputes.")}
    assert read == {(0, Status.READ)}


def test_the_first_row_of_a_block_without_its_label() -> None:
    report = _report(_written(Layout.PIPES, rewording.reworded({"规章": ""})))
    assert report.cells["proactive.regulations.issued"].value == 0
    assert any("上面一行缺少标签，按顺序读作“规章”" in note for note in report.notes)


@pytest.mark.parametrize(
    "more", ["12 | 3 | 4 | \n", "某事项 | 1 | 2 | 3 | \n"], ids=["another without label", "an unknown row"]
)
def test_which_row_lost_its_label_is_not_guessed(more: str) -> None:
    written = _written(
        Layout.PIPES,
        rewording.reworded({"规章": ""}),
        edit=lambda text: text.replace("行政规范性文件 |", f"{more}行政规范性文件 |"),
    )
    assert _report(written).cells["proactive.regulations.issued"].status is Status.MISSING


APART = "<td>本年新公开数量</td><td>对外公开总数量</td>"


@pytest.mark.parametrize(
    ("head", "is_read"), [("本年新公开数量对外公开总数量", True), ("本年新公开量对外公开总数量", False),
                          ("对外公开总数量本年新公开数量", False)],
)  # fmt: skip
def test_heads_that_stand_in_one_cell_word_for_word(head: str, is_read: bool) -> None:
    """As on a scan where the rule between two heads is worn away."""
    written = _written(
        None, edit=lambda page: page.replace(APART, f'<td colspan="2">{head}</td>'), edition="2019", seed=SPARSE
    )
    verdicts = _score(written).unsure
    assert {verdict.cell.split(".")[1] for verdict in verdicts} == (
        set() if is_read else {"regulations", "normative_documents"}
    )


def test_a_unit_that_is_not_the_forms_may_have_lost_a_character() -> None:
    written = _written(None, edit=lambda page: page.replace("单位：万元", "单位：元"))
    assert [verdict.cell for verdict in _score(written).unsure] == ["proactive.fees.amount"]


def test_figures_of_text_do_not_tell_an_edition_with_fewer_columns() -> None:
    """Where the heads are lost, one figure may be what vanished blanks left of three."""
    heads = dict.fromkeys(("上一年项目数量", "本年增/减", "处理决定数量", "信息内容"), "略")
    written = _written(Layout.PIPES, rewording.reworded(heads), edition="2019", seed=SPARSE, style=entries.blank_zeros)
    slid = written.data.decode().replace("行政许可 | ", "行政许可 | 7 | |||\n略 | ")
    report = map_document(plain_text.parse(slid.encode()))
    assert report.edition == "2019"
    assert report.cells["proactive.licensing.decisions"].status is Status.UNSURE


@pytest.mark.parametrize("content", ["", "0"])
def test_rows_without_labels_of_a_grid_keep_their_blanks(content: str) -> None:
    lost = reshaping.retabled("三", reshaping.without_sub_labels(content))
    assert _score(_written(None, lost, style=entries.blank_totals)) == Score(200, (), (), ())


def test_words_in_the_first_row_of_a_group_do_not_move_its_rows_to_the_group_above() -> None:
    """Seven rows without label under （三）, and one more of （四）, whose first row begins with words."""
    lost = reshaping.retabled("三", reshaping.without_sub_labels(""))
    gone = reshaping.without_rows("refused_deliberative", "unavailable_unclear")
    written = _written(
        None, lost, gone, edit=lambda page: re.sub(r"(（四）无法提供</td><td></td><td>)\d+", r"\1约3", page)
    )
    assert "约3" in written.data.decode()
    assert _unsure(_report(written).cells, "requests.refused_") == {True}


def test_rows_without_labels_of_a_text_with_blanks_are_unsure() -> None:
    """A figure in place of each label and a blank total look like seven figures."""
    lost = reshaping.retabled("三", reshaping.without_sub_labels("0"))
    written = _written(Layout.PIPES, lost, style=entries.blank_totals)
    assert _score(written).wrong == ()
    assert _unsure(_report(written).cells, "requests.refused_") == {True}


def test_figures_of_the_next_row_do_not_fill_a_row() -> None:
    """A cell a line, blanks vanish, and the label between two rows is lost: 行政处罚 seems to have another's figure."""

    def edit(text: str) -> str:
        before, _, after = text.partition("行政处罚\n\n")
        _, _, behind = after.partition("行政强制\n\n")
        return f"{before}行政处罚\n\n{behind}"

    written = _written(Layout.CELLS, edit=edit, seed=SPARSE, style=entries.blank_zeros)
    assert _report(written).cells["proactive.penalties.decisions"].status is Status.UNSURE


def test_lines_that_a_scraper_took_out() -> None:
    def edit(text: str) -> str:
        return "\n".join(dict.fromkeys(text.splitlines()))

    written = _written(Layout.CELLS, edit=edit)
    report = _report(written)
    assert not any(cell.counts_as_zero for cell in report.cells.values())
    assert any("重复出现的行似已被删去" in note for note in report.notes)
    assert report.shifted_rows == ()


def test_one_row_with_a_field_too_many_is_no_sign_that_blanks_are_kept() -> None:
    written = _written(
        Layout.PIPES, style=entries.blank_totals, edit=lambda text: text.replace("2.重复申请 | ", "2.重复申请 |  | ")
    )
    assert _score(written).wrong == ()


@pytest.mark.parametrize("layout", [Layout.RULED, Layout.NARROW])
def test_bars_with_every_cell_in_its_column(layout: Layout) -> None:
    assert _score(_written(layout, style=entries.blank_zeros, seed=SPARSE)) == Score(200, (), (), ())


def test_a_row_of_a_grid_that_begins_with_words() -> None:
    written = _written(None, edit=lambda page: page)
    first = written.known["disputes.reconsideration.upheld"][0]
    page = written.data.decode()
    at = page.rindex(f"<td>{first}</td>", 0, page.index("五、存在"))
    row = page.rindex("<tr><td>", 0, at + 1)
    broken = page[:row] + page[row:].replace(f"<tr><td>{first}</td>", "<tr><td>不详</td>", 1)
    cells = map_document(web_page.parse(broken.encode())).cells
    judged = score(written.known, cells)
    assert [verdict.cell for verdict in judged.unsure] == ["disputes.reconsideration.upheld"]
    assert (judged.missing, judged.wrong) == ((), ())


def test_rows_printed_as_one_only_where_none_of_them_is_printed() -> None:
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    written = _written(None, rewording.reworded({label: "某事项"}))
    cells = _report(written).cells
    assert cells["requests.other_fee_unpaid.total"].status is Status.MISSING
