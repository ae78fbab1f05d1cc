"""The suites' files: read strictly, whole for each edition, and naming only cells and columns that exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from township_reports.domain.finding import Severity
from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS, LAST_YEAR
from township_reports.validation.suites.loader import Suite, SuiteError, load_suites
from township_reports.validation.suites.rule_set import list_rules, load_edition_suites

WriteSuite = Callable[..., tuple[Suite, ...]]
TEMPLATE_RULES = {
    "2019": {"Y-3", "P-1", "P-4"},
    "2021": {"Y-2"},
}
EVERY_EDITION = {"D-2", "D-1", "T2-9", "T3-9", "T4-9", "T2-0", "T3-0", "T4-0", "T3-1", "T3-2", "T3-3", "T4-1"} | {
    "Y-1",
    "Y-4",
    "B-1",
    "B-2",
    "P-2",
    "P-3",
    "N-1",
    "N-2",
    "N-3",
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_edition_states_every_rule_of_the_form(edition: str) -> None:
    assert {rule.id for rule in list_rules(edition)} == EVERY_EDITION | TEMPLATE_RULES[edition]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_terms_of_every_sum_are_on_the_form(edition: str) -> None:
    form = load_form(edition)
    for suite in load_edition_suites(edition):
        labels = FRAME_SCHEMAS[suite.meta.frame].labels(form)
        for expectation in suite.expectations:
            if labels:
                assert set(expectation.columns) <= labels.keys(), expectation.key


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_count_of_tables_three_and_four_is_in_an_identity(edition: str) -> None:
    form = load_form(edition)
    covered = set()
    for suite in load_edition_suites(edition):
        layout = FRAME_SCHEMAS[suite.meta.frame]
        for expectation in suite.expectations:
            if expectation.severity == "critical" and layout.table is not None:
                covered |= {(layout.name, column) for column in expectation.columns}
    for cell in form.cells().values():
        ways = {("by_column", cell.row.id), ("by_row", cell.column.id), ("by_group", cell.column.id)}
        if cell.table.id == "requests":
            assert ways & covered >= {("by_column", cell.row.id), ("by_row", cell.column.id)}, cell.id
        if cell.table.id == "disputes":
            assert ("by_group", cell.column.id) in covered, cell.id


def test_a_rule_is_told_in_the_forms_own_labels() -> None:
    [roll_forward] = [rule for rule in list_rules("2021") if rule.id == "T3-1"]
    assert roll_forward.severity is Severity.ERROR
    assert roll_forward.formula == (
        "一、本年新收政府信息公开申请数量＋二、上年结转政府信息公开申请数量 ＝ 三（七）总计＋四、结转下年度继续办理"
    )
    assert roll_forward.source.startswith("国办公开办函〔2021〕30号")
    [in_force] = [rule for rule in list_rules("2021") if rule.id == "Y-2"]
    assert in_force.formula == "现行有效件数 ＝ 上年现行有效件数＋本年制发件数－本年废止件数"


def test_last_years_columns_are_labelled() -> None:
    labels = FRAME_SCHEMAS["by_group"].labels(load_form("2019"))
    assert labels[LAST_YEAR + "upheld"] == "上年结果维持"


def test_a_folder_without_suites_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="没有检查规则"):
        load_suites(tmp_path)


def test_a_suite_without_rules_is_an_error(write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="expectations"):
        write_suite()


def test_a_rule_written_twice_is_an_error(write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="规则编号重复：X-1"):
        write_suite({}, {})


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ({"severity": "high"}, "severity"),
        ({"meta": {"rule": "X-1"}}, "message"),
        ({"discription": "错字"}, "discription"),
        ({"notes": None}, "notes"),
    ],
)
def test_a_rule_of_the_wrong_shape_is_an_error(write_suite: WriteSuite, rule: dict[str, object], where: str) -> None:
    with pytest.raises(SuiteError, match=where):
        write_suite(rule)


def test_an_unknown_frame_is_an_error(write_suite: WriteSuite) -> None:
    with pytest.raises(SuiteError, match="没有“by_town”这种数据框"):
        write_suite({}, frame="by_town")


def test_a_key_written_twice_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "suite.yaml").write_text("name: 甲\nname: 乙\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="写了两次"):
        load_suites(tmp_path)
