"""Every rule of both editions fires on a report built to break it, by itself and with its own severity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from support.reports.balanced import BLANK, MISSING, UNSURE, all_zero, balanced_2019, balanced_2021, with_cell
from support.reports.texts import LONG_TEXT
from township_reports.domain.county import Unit
from township_reports.domain.finding import Severity
from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.domain.narrative import Claim, Listing, Narrative, Section
from township_reports.domain.report import IdentityMention, Report, Status
from township_reports.domain.submission import Submission
from township_reports.validation.check import check_submissions
from township_reports.validation.frames.submissions import build_frame, prepare_submissions
from township_reports.validation.gx.run_suite import run_suite
from township_reports.validation.suites.rule_set import list_rules, load_edition_suites

TOWN = Unit("511", "周嘉镇", "乡镇")
ERROR_RULES = {"T2-0", "T3-0", "T4-0", "T2-9", "T3-9", "T4-9", "T3-1", "T3-2", "T3-3", "T4-1", "D-1"}
WARNING_RULES = {
    "2019": {"Y-1", "Y-3", "Y-4", "B-1", "B-2", "P-1", "P-2", "P-3", "P-4", "D-2", "N-1", "N-2", "N-3"},
    "2021": {"Y-1", "Y-2", "Y-4", "B-1", "B-2", "P-2", "P-3", "D-2", "N-1", "N-2", "N-3"},
}
TOWN_TOLD, COUNTY_TOLD = (
    Claim("received", 1, "", "收到申请1件。", "一"),
    Claim("received", 1, "全县", "全县收到1件。", "一"),
)
LISTED = Listing("disclosed_items", 96, (("动态", 70), ("公示", 62)), "", "公开96条，其中动态70条、公示62条。", "一")
BALANCED = {"2019": balanced_2019(), "2021": balanced_2021()}
MONEY = {"2019": "proactive.procurement.amount", "2021": "proactive.fees.amount"}
UNPRESCRIBED = {"2019": 2022, "2021": 2019}  # years for which the other form is prescribed
FIGURE = "proactive.licensing.decisions"


def saying(report: Report, *told: Claim | Listing, text: str = "") -> Report:
    claims = tuple(one for one in told if isinstance(one, Claim))
    listings = tuple(one for one in told if isinstance(one, Listing))
    return replace(report, narrative=Narrative((Section("一", "", (text,)),) if text else (), claims, listings))


def told(report: Report, unit: str, year: int) -> Report:
    return replace(report, unit=unit, year=year)


def says(report: Report, *told: IdentityMention) -> Report:
    return replace(report, identity_mentions=told)


def broken_in_both(edition: str) -> dict[tuple[str, str], Submission]:
    good, money = BALANCED[edition], MONEY[edition]

    def changed(cells: Mapping[str, object]) -> Submission:
        return Submission("x", with_cell(good, cells))  # type: ignore[arg-type]

    last_year = with_cell(good, {"requests.carried_out.business": 9, FIGURE: 100000})
    return {
        ("D-1", "unit"): Submission("x", told(good, "三溪镇", 2020), TOWN),
        ("D-1", "year"): Submission("x", told(good, "周嘉镇", 2018), TOWN, 2020),
        ("D-1", "single"): Submission("x", told(good, "重复镇", 2020)),
        ("D-1", "units"): Submission(
            "x", says(good, IdentityMention("unit", "标题", "周嘉镇"), IdentityMention("unit", "落款", "三溪镇"))
        ),
        ("D-1", "years"): Submission(
            "x", says(good, IdentityMention("year", "标题", "2020"), IdentityMention("year", "统计期限", "2019"))
        ),
        ("D-2", ""): Submission("x", good, year=UNPRESCRIBED[edition]),
        ("T2-9", "found"): changed({FIGURE: MISSING}),
        ("T2-9", "legible"): changed({FIGURE: UNSURE}),
        ("T3-9", ""): changed({"requests.granted.total": MISSING}),
        ("T4-9", ""): changed({"disputes.reconsideration.total": UNSURE}),
        ("T2-0", "count"): changed({FIGURE: -1}),
        ("T2-0", "money"): changed({money: Decimal("-0.5")}),
        ("T3-0", ""): changed({"requests.granted.total": Decimal("2.5")}),
        ("T4-0", ""): changed({"disputes.reconsideration.total": -10}),
        ("T3-1", ""): changed({"requests.received.total": 0}),
        ("T3-2", ""): changed({"requests.granted.total": 0}),
        ("T3-3", ""): changed({"requests.granted.total": 0}),
        ("T4-1", ""): changed({"disputes.reconsideration.total": 0}),
        ("B-1", ""): changed({FIGURE: BLANK}),
        ("B-2", ""): changed({FIGURE: replace(good.cells[FIGURE], status=Status.DEDUCED)}),
        ("P-2", ""): Submission("x", good, kind="乡镇"),
        ("P-3", "unit"): changed({money: UNSURE}),
        ("P-3", "size"): Submission("x", with_cell(good, {money: Decimal("15000000")}), kind="乡镇"),
        ("P-3", "size_of_department"): Submission("x", with_cell(good, {money: Decimal("15000000")}), kind="部门"),
        ("P-3", "size_of_county"): Submission("x", with_cell(good, {money: Decimal("15000000")}), kind="县"),
        ("P-3", "size_of_city"): changed({money: Decimal("15000000")}),
        ("Y-1", ""): Submission("x", good, previous=last_year),
        ("Y-4", "tenfold"): Submission("x", good, previous=last_year),
        ("Y-4", "same"): Submission("x", good, previous=good),
        ("N-1", ""): Submission("x", saying(good, TOWN_TOLD)),
        ("N-1", "scope"): Submission("x", saying(good, COUNTY_TOLD), kind="本级"),
        ("N-2", ""): Submission("x", saying(good, LISTED)),
        ("N-3", "another_unit"): Submission("x", saying(good, text=LONG_TEXT)),
        ("N-3", "last_year"): Submission("x", saying(good, text=LONG_TEXT), previous=saying(good, text=LONG_TEXT)),
    }


def broken(edition: str) -> dict[tuple[str, str], Submission]:
    good = BALANCED[edition]
    if edition == "2021":
        y2 = with_cell(good, {"proactive.normative_documents.in_force": 15})
        return broken_in_both(edition) | {("Y-2", ""): Submission("x", good, previous=y2)}
    more = {
        ("T2-0", "change"): with_cell(good, {"proactive.licensing.change": Decimal("0.5")}),
        ("P-1", ""): with_cell(good, {FIGURE: 9}),
        ("P-4", "total"): with_cell(good, {"proactive.regulations.disclosed": 10}),
        ("P-4", "repeated"): with_cell(good, {"proactive.regulations.disclosed": 9}),
    }
    year_on_year = {("Y-3", ""): Submission("x", good, previous=good)}
    return broken_in_both(edition) | year_on_year | {key: Submission("x", report) for key, report in more.items()}


def batch_of(edition: str) -> list[Submission]:
    numbered = enumerate(broken(edition).values())
    again = told(BALANCED[edition], "重复镇", 2020)
    return [*(replace(submission, key=str(number)) for number, submission in numbered), Submission("again", again)]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_expectation_fails_on_its_own_broken_report(edition: str) -> None:
    batch = prepare_submissions(batch_of(edition))
    failed: dict[tuple[str, str], set[object]] = {}
    for suite in load_edition_suites(edition):
        frame = build_frame(suite.meta.frame, load_form(edition), batch)
        for verdict in run_suite(suite, frame):
            failed[verdict.expectation.key] = {frame.rows[row]["position"] for row in verdict.failed}
    assert failed.keys() == broken(edition).keys()
    for number, key in enumerate(broken(edition)):
        assert number in failed[key], key


@pytest.mark.parametrize("edition", EDITIONS)
def test_findings_carry_the_rule_and_its_severity(edition: str) -> None:
    found = {(finding.unit, finding.rule): finding.severity for finding in check_submissions(batch_of(edition))}
    severities = {(rule.id, rule.part): rule.severity for rule in list_rules(edition)}
    for number, (rule, part) in enumerate(broken(edition)):
        assert found[str(number), rule] == severities[rule, part]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_rules_are_those_of_the_form(edition: str) -> None:
    errors = {rule.id for rule in list_rules(edition) if rule.severity is Severity.ERROR}
    warnings = {rule.id for rule in list_rules(edition) if rule.severity is Severity.WARNING}
    assert errors == ERROR_RULES
    assert warnings - errors == WARNING_RULES[edition]


def test_nothing_is_warned_of_on_an_all_zero_report_repeated() -> None:
    zero = all_zero("2021")
    assert check_submissions([Submission("x", zero, kind="部门", previous=zero)]) == []
