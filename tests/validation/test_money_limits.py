"""Which amounts of money are doubted (P-3): the limit follows the level of the body that reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from support.reports.balanced import all_zero, findings_by_case, with_cell
from township_reports.domain.county import Unit, UnitKind
from township_reports.domain.form.form import EDITIONS
from township_reports.domain.report import Value
from township_reports.domain.submission import Submission
from township_reports.validation.frames.body import Level, get_level
from township_reports.validation.suites.rule_set import load_edition_suites

FEES = "proactive.fees.amount"
MONEY = {"2019": "proactive.procurement.amount", "2021": FEES}
OF_A_CITY = Decimal("96171")  # fees in a city's published report of 2024
OF_A_DISTRICT = Decimal("7730.28")  # fees in a district's published report of 2023


def reported(amount: Value, name: str | None = None, kind: UnitKind | None = None) -> Submission:
    """A report of a body that is on no roster."""
    report = replace(with_cell(all_zero("2021"), {FEES: amount}), unit=name)
    return Submission(name or "x", report, kind=kind)


def sent(amount: Value, name: str, kind: UnitKind) -> Submission:
    """A report of a unit on the roster."""
    return replace(reported(amount, name), unit=Unit("01", name, kind), kind=kind)


def is_doubted(submission: Submission) -> bool:
    found = findings_by_case([submission])[submission.key]
    assert {finding.rule for finding in found} <= {"P-3"}
    return bool(found)


@pytest.mark.parametrize(
    ("submission", "doubted"),
    [
        (reported(OF_A_CITY, "江州市"), False),
        (sent(OF_A_CITY, "江州市", "县"), False),
        (reported(OF_A_CITY), False),
        (reported(OF_A_CITY, "周嘉镇"), True),
        (sent(OF_A_CITY, "周嘉镇", "乡镇"), True),
        (reported(OF_A_CITY, kind="乡镇"), True),
        (sent(OF_A_CITY, "东门街道", "街道"), True),
        (sent(OF_A_DISTRICT, "洪河区", "县"), False),
        (sent(OF_A_CITY, "洪河区", "县"), False),
        (sent(Decimal(100001), "洪河区", "县"), True),
        (sent(OF_A_DISTRICT, "自然资源局", "部门"), False),
        (sent(Decimal(50000), "自然资源局", "部门"), False),
        (sent(OF_A_CITY, "自然资源局", "部门"), True),
        (reported(OF_A_CITY, "清源县教育局"), True),
    ],
)
def test_the_limit_follows_the_body(submission: Submission, doubted: bool) -> None:
    assert is_doubted(submission) is doubted


@pytest.mark.parametrize(
    "submission",
    [
        reported(Decimal(251000), "周嘉镇"),
        reported(OF_A_DISTRICT * 10000, "清源县自然资源局"),
        reported(OF_A_DISTRICT * 10000, "洪河区"),
        reported(OF_A_CITY * 10000, "江州市"),
        reported(OF_A_CITY * 10000),
    ],
)
def test_an_amount_in_yuan_is_doubted_at_every_level(submission: Submission) -> None:
    assert is_doubted(submission)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("周嘉镇", "乡镇"),
        ("中村乡", "乡镇"),
        ("东门街道", "街道"),
        ("清源县人民政府办公室", "本级"),
        ("清源县教育局", "部门"),
        ("清源县", "县"),
        ("清源县政府", "县"),
        ("洪河区", "县"),
        ("科左旗", "县"),
        ("江州市", "市"),
        ("江州市政府", "市"),
        ("凉州自治州", "市"),
        ("北原地区", "市"),
        ("南岭自治区", "市"),
        ("某某集团", "未知"),
        (None, "未知"),
    ],
)
def test_the_level_of_a_body_that_is_on_no_roster(name: str | None, level: str) -> None:
    assert get_level(reported(0, name)) == level


def _levels_limited(edition: str) -> Iterator[str]:
    for suite in load_edition_suites(edition):
        for expectation in suite.expectations:
            if expectation.key[0] == "P-3" and expectation.key[1].startswith("size"):
                yield from expectation.kwargs["row_condition"]["conditions"][1]["parameter"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_level_has_one_limit(edition: str) -> None:
    assert sorted(_levels_limited(edition)) == sorted(get_args(Level))
