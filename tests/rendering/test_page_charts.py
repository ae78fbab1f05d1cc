"""Which bars the county's page shows, and when last year stands beside them."""

from __future__ import annotations

from support.generator.figures import balanced_figures
from township_reports.rendering.page_charts import build_page_charts
from township_reports.template.form import load_form

FORM = load_form("2021")
FIGURES = balanced_figures("2021", 3)


def test_outcomes_are_added_up_by_the_forms_groups_and_applicants_are_not() -> None:
    outcomes, applicants, units = build_page_charts(FORM, 2022, FIGURES, {}, [("甲镇", 2), ("乙镇", 0), ("丙镇", 5)])
    assert outcomes.labels == ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
    ((year, figures),) = outcomes.series
    assert (year, sum(figures)) == ("2022年", FIGURES["requests.handled_total.total"])
    assert sum(applicants.series[0][1]) == FIGURES["requests.received.total"]
    assert (units.labels, units.series) == (("丙镇", "甲镇"), (("2022年", (5, 2)),))


def test_last_year_stands_beside_where_it_has_every_figure() -> None:
    last = balanced_figures("2021", 4)
    outcomes, _, years = build_page_charts(FORM, 2022, FIGURES, last, [])
    assert [year for year, _ in outcomes.series] == ["2021年", "2022年"]
    assert years.series[0][1][0] == last["requests.received.total"]
    without = {cell: value for cell, value in last.items() if not cell.startswith("requests.granted")}
    assert [year for year, _ in build_page_charts(FORM, 2022, FIGURES, without, [])[0].series] == ["2022年"]


def test_nothing_to_show_is_no_chart() -> None:
    nothing = dict.fromkeys(FIGURES, 0)
    assert build_page_charts(FORM, 2022, nothing, nothing, []) == ()
