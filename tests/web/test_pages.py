"""The pages show what townships wrote as text, whatever it is, and lead where they say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from county_reports_web.pages import PAGE_HEADERS, render_page
from selectolax.lexbor import LexborHTMLParser
from support.web.sample_pages import CORRECTION, HOSTILE, OVERVIEW, PAGES, RUN, UNIT_PAGE
from township_reports.pipeline.rule_book import list_all_rules
from township_reports.pipeline.whose_run import ANNUAL_RUN
from township_reports.storage.entries import (
    Unclaimed,
)


def parsed(name: str, can_act: bool = True, **changed: object) -> LexborHTMLParser:
    return LexborHTMLParser(render_page(name, can_act=can_act, **(PAGES.get(name, {}) | changed)))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_a_township_wrote_runs(name: str) -> None:
    shown = parsed(name)
    assert [one.attributes["src"] for one in shown.css("script")] == ["/county-reports/static/desk.js"]
    assert HOSTILE in shown.body.text()
    assert "49" not in shown.body.text()
    assert not [one for one in shown.css("*") if any(name.startswith("on") for name in one.attributes)]


def test_the_board_tells_why_a_file_is_nobodys_and_what_is_wrong_with_the_roster() -> None:
    run = replace(RUN, unclaimed={"附件2.txt": Unclaimed("不在名册上", "0"), "附件3.txt": Unclaimed("", "")})
    overview = replace(OVERVIEW, run=run, roster_problem="units.csv 第3行有误")
    told = [one.text().strip() for one in parsed("board", overview=overview).css(".warning li")]
    assert told == ["附件2.txt：不在名册上", "附件3.txt"]
    assert "units.csv 第3行有误" in parsed("board", overview=overview).body.text()
    assert "名册或县的文件夹现在不能用" not in parsed("board").body.text()


def test_a_page_may_load_nothing_but_our_own() -> None:
    policy = PAGE_HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("name", ["board", "unit", "sign_off"])
def test_who_may_only_look_is_offered_nothing_to_do(name: str) -> None:
    assert parsed(name, can_act=False).css("form[data-act]") == []
    assert parsed(name).css("form[data-act]") != []


def test_links_lead_to_the_run_and_its_files_whatever_their_names() -> None:
    link = parsed("board").css_first("a.download").attributes["href"]
    assert link is not None
    assert link.startswith("/county-reports/runs/%3Cscript%3E")
    assert not set(link) & set("<\"'")


def test_the_board_tells_how_each_unit_stands_and_what_is_to_be_done() -> None:
    [first, second] = parsed("board").css("#board tbody tr")
    assert [one.text() for one in first.css(".badge")] == ["已退回（第2次）", "迟报"]
    assert first.css_first("a.to-confirm").text() == "待核对2格"
    assert second.css(".badge") == []
    assert "还有3天" in parsed("board").body.text()


def test_the_board_leads_to_the_task_of_each_unit_in_airflow() -> None:
    logs = [one.attributes["href"] or "" for one in parsed("board").css("#board a.airflow")]
    assert [link.rpartition("/tasks/")[2] for link in logs] == [
        "submission_result/mapped/0",
        "submission_result/mapped/1",
    ]


def test_a_cell_tells_its_raw_text_place_suggestion_and_correction() -> None:
    cell = parsed("unit").css_first("button.cell").attributes
    assert (cell["data-raw"], cell["data-place"], cell["data-before"]) == (HOSTILE, HOSTILE, "3")
    assert cell["data-correction"] == str(CORRECTION)


def test_only_a_warning_without_explanation_asks_for_one() -> None:
    assert len(parsed("unit").css(".findings form")) == 1


def test_a_cell_on_a_page_is_shown_and_another_is_to_be_looked_up() -> None:
    [picture] = parsed("unit").css("td img")
    source = picture.attributes["src"] or ""
    assert source.startswith("/county-reports/runs/%3Cscript%3E")
    assert source.endswith(".png")
    assert [one.text() for one in parsed("unit").css("td .quiet")] == ["请打开原件查看"]


def test_a_unit_page_says_that_nothing_is_to_be_confirmed() -> None:
    assert "没有待核对的格" in parsed("unit", unit=replace(UNIT_PAGE, confirm=())).body.text()
    nothing = replace(UNIT_PAGE, confirm=(), selected_file=None)
    assert "没有可以核对的报告" in parsed("unit", unit=nothing).body.text()


def test_without_runs_the_page_says_how_to_begin() -> None:
    assert "点击“触发”" in parsed("start", to_start={}).body.text()
    fields = [one.attributes["name"] for one in parsed("start", to_start={ANNUAL_RUN: ""}).css("form input")]
    assert fields == ["dag", "source", "year"]


def test_where_there_are_many_counties_one_is_chosen_and_its_folder_is_known() -> None:
    shown = parsed("start", to_start={f"{ANNUAL_RUN}_320106": HOSTILE, f"{ANNUAL_RUN}_410204": "鼓楼区"})
    assert [one.attributes["name"] for one in shown.css("form select, form input")] == ["dag", "year"]
    assert [(one.attributes["value"], one.text()) for one in shown.css("option")] == [
        (f"{ANNUAL_RUN}_320106", HOSTILE),
        (f"{ANNUAL_RUN}_410204", "鼓楼区"),
    ]


@pytest.mark.parametrize("name", ["board", "unit", "sign_off"])
def test_links_and_buttons_are_of_the_dags_of_the_runs_county(name: str) -> None:
    run = replace(RUN, dag=f"{ANNUAL_RUN}_320106")
    [(what, shown)] = PAGES[name].items()
    [office, county] = [parsed(name), parsed(name, **{what: replace(shown, run=run)})]  # type: ignore[type-var]
    for page_of, suffix in ((office, ""), (county, "_320106")):
        assert page_of.body.attributes["data-dags"] == suffix
        links = [one.attributes["href"] or "" for one in page_of.css("a.airflow")]
        assert links
        assert {link.split("/")[2] for link in links} == {ANNUAL_RUN + suffix}
    assert [one.attributes["value"] for one in county.css("form[data-act=trigger] [name=dag]")] in ([], [run.dag])
    assert county.css("form[data-act=trigger] [name=source]") == []


def test_every_rule_stands_on_the_page_of_rules() -> None:
    rules = list_all_rules()
    shown = LexborHTMLParser(render_page("rules", rules=rules))
    assert [one.text() for one in shown.css("tbody th")] == [
        rule.id for edition in sorted({rule.edition for rule in rules}) for rule in rules if rule.edition == edition
    ]


def test_a_chart_is_a_table_with_a_bar_beside_each_figure() -> None:
    first, second = parsed("county").css("table.chart tbody tr")
    widths = [one.attributes["width"] for row in (first, second) for one in row.css("rect")]
    assert widths == ["25.0%", "50.0%", "100.0%", "0.0%"]
    assert [one.text() for one in second.css("td.number")] == ["4", "0"]


def test_a_file_that_waits_is_told_of_beside_the_earlier_result() -> None:
    waiting = replace(OVERVIEW, units=(replace(OVERVIEW.units[0], waits=True),))
    [row] = parsed("board", overview=waiting).css("#board tbody tr")
    standing = row.css_first(".standing")
    assert standing is not None
    assert standing.text() == "已收到"
    assert "以下是上一次的结果" in row.text()


def test_a_figure_that_waits_for_its_check_is_told_of() -> None:
    assert "更正已经保存" in parsed("unit", unit=replace(UNIT_PAGE, to_check=True)).body.text()
    assert "更正已经保存" not in parsed("unit").body.text()


def test_a_new_run_can_be_begun_where_there_is_one_already() -> None:
    [dag, source, year] = parsed("board").css("form[data-act=trigger] input")
    assert dag.attributes["value"] == ANNUAL_RUN
    assert (source.attributes["value"], year.attributes["value"]) == (HOSTILE, "2020")
    assert parsed("board", can_act=False).css("form[data-act=trigger]") == []
