"""A county's own rule file adds rules and takes some less seriously, and can do nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.reports.balanced import all_zero, with_cell
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions
from township_reports.validation.error_localization.identities import derive_arithmetic
from township_reports.validation.suites.loader import SuiteError
from township_reports.validation.suites.rule_set import list_rules

LOWERED = "lowered:\n- {rule: P-2, severity: info, reason: 本县的镇有规章制定权}\n"
ADDED = """
suites:
- edition: "2021"
  name: 本县·表三
  notes: 本县规定。
  meta: {frame: by_column}
  expectations:
  - type: expect_sums_to_compare
    kwargs: {left: [granted], relation: "==", right: [partly_granted]}
    description: 予以公开等于部分公开
    severity: SEVERITY
    notes: 本县通知
    meta: {rule: 县-1, trial: TRIAL, message: "{place}：{left}，{right}。请核对。"}
"""
TOWN = with_cell(all_zero("2021"), {"proactive.regulations.in_force": 3})

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str) -> Path:
        path = tmp_path / "rules.yaml"
        path.write_text(content, encoding="utf-8")
        return path

    return written


def added(severity: str = "critical", trial: str = "false") -> str:
    return ADDED.replace("SEVERITY", severity).replace("TRIAL", trial)


def check(own: Path | None, **cells: int) -> list[Finding]:
    report = with_cell(TOWN, {name.replace("__", "."): value for name, value in cells.items()})
    return check_submissions([Submission("x", report, kind="乡镇")], own)


def test_without_a_file_the_official_rules_hold(tmp_path: Path) -> None:
    expected = [("P-2", Severity.WARNING)]
    assert [(one.rule, one.severity) for one in check(None)] == expected
    assert [(one.rule, one.severity) for one in check(tmp_path / "rules.yaml")] == expected


def test_a_lowered_rule_is_told_with_less_weight(write: Write) -> None:
    own = write(LOWERED)
    assert [(one.rule, one.severity) for one in check(own)] == [("P-2", Severity.INFO)]
    (rule,) = [rule for rule in list_rules("2021", own) if rule.id == "P-2"]
    assert rule.source.endswith("本县调整级别：本县的镇有规章制定权")


def test_an_added_rule_fires_and_only_it(write: Write) -> None:
    own = write(LOWERED + added())
    findings = check(own, requests__granted__total=1, requests__granted__natural_person=1)
    ours = [one for one in findings if one.rule == "县-1"]
    assert [one.cells for one in ours] == [
        (f"requests.granted.{column}", f"requests.partly_granted.{column}") for column in ("natural_person", "total")
    ]
    assert {one.severity for one in ours} == {Severity.ERROR}
    assert [one.rule for one in check(own)] == ["P-2"]


def test_an_added_equation_counts_where_wrong_cells_are_searched_for(write: Write) -> None:
    strict = derive_arithmetic(Submission("x", TOWN), write(added())).identities
    on_trial = derive_arithmetic(Submission("x", TOWN), write(added(trial="true"))).identities
    official = derive_arithmetic(Submission("x", TOWN)).identities
    assert {one.name.rule for one in strict} - {one.name.rule for one in official} == {"县-1"}
    assert on_trial == official


def test_a_rule_on_trial_is_shown_and_never_counted(write: Write) -> None:
    own = write(added(trial="true"))
    findings = [one for one in check(own, requests__granted__total=1) if one.rule == "县-1"]
    assert [(one.severity, one.message.startswith("（试行）")) for one in findings] == [(Severity.INFO, True)]
    (rule,) = [rule for rule in list_rules("2021", own) if rule.id == "县-1"]
    assert rule.severity_label == "试行"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("lowered: [{rule: X-9, severity: info, reason: 无}]", "没有规则X-9"),
        ("lowered: [{rule: T3-1, part: 无, severity: info, reason: 无}]", "没有规则T3-1/无"),
        (
            "lowered: [{rule: Y-4, severity: critical, reason: 无}]",
            "“lowered”第1项“severity”写的是“critical”，只能是 warning、info。",
        ),
        ("lowered: [{rule: P-2, severity: info}]", "写法有误，检查未能执行：“lowered”第1项“reason”没有写这一项。"),
        ("提高: []", "“提高”没有这样的项，请核对名称。"),
        ("lowered: [", "第1行第11字处不是规范的 YAML"),
        (added().replace("县-1", "T3-1"), "规则编号重复：T3-1"),
        (added().replace("by_column", "by_sheet"), "没有“by_sheet”这种数据框"),
        (added().replace("[granted]", "[grants]"), "未能执行"),
    ],
)
def test_a_wrong_file_is_told_and_nothing_passes_for_checked(write: Write, content: str, why: str) -> None:
    with pytest.raises(SuiteError, match=why):
        check(write(content))


def test_a_rule_cannot_be_made_graver(write: Write) -> None:
    info = added("info") + "lowered: [{rule: 县-1, severity: warning, reason: 无}]"
    with pytest.raises(SuiteError, match="只能降低，不能由info改为warning"):
        check(write(info))
