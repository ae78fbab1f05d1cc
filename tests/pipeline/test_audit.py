"""Each run keeps a page that tells what became of every rule, and nothing that a township wrote runs in it."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.office import RUN, UNITS, Office
from township_reports.checking.rule_set import list_rules
from township_reports.pipeline.audit import read_audit
from township_reports.pipeline.correction_slips import write_correction_notices
from township_reports.records.audit import Audit, BrokenRule, RuleAudit
from township_reports.rendering.audit_page import render_audit_page
from township_reports.storage.runs import UnknownRunError


def lines(page: bytes) -> dict[str, list[str]]:
    """The cells of each rule's line, by rule and part."""
    rows = LexborHTMLParser(page).css("tbody tr")
    return {row.css_first("th").text(): [cell.text(strip=True) for cell in row.css("td")] for row in rows}


def test_every_rule_stands_in_it_with_what_it_saw(office: Office) -> None:
    office.send_all()
    office.send("01", {"disputes.reconsideration.total": 99})
    office.check()
    told = lines(read_audit(RUN))
    assert set(told) == {f"{rule.id}/{rule.part}" if rule.part else rule.id for rule in list_rules("2021")}
    assert told["T4-1"][2:4] == ["9", "不符合"]
    assert UNITS["01"] in told["T4-1"][4]
    assert told["T3-1"][2:] == ["21", "符合", ""]
    assert told["Y-1"][2:] == ["0", "不适用", ""]
    assert "expect_sums_to_compare" in told["T3-1"][1]


def test_it_is_the_same_for_the_same_reports_and_goes_out_with_the_notices(office: Office) -> None:
    office.send_all()
    office.check()
    first = read_audit(RUN)
    office.check()
    assert read_audit(RUN) == first
    assert [path.read_bytes() for path in write_correction_notices(RUN) if path.name == "核对记录.html"] == [first]


def test_before_the_check_there_is_none(office: Office) -> None:
    with pytest.raises(UnknownRunError, match="还没有核对"):
        read_audit(RUN)


def test_what_was_not_judged_is_told_and_what_townships_write_is_text() -> None:
    hostile = "<script>alert(1)</script>"
    about = ("2021", hostile, "T3-1", "", "错误", hostile, hostile)
    rule = RuleAudit(*about, seen=3, failed=(), not_evaluable=(BrokenRule("01", hostile),))
    page = LexborHTMLParser(render_audit_page(Audit(hostile, [rule], {"01": hostile})))
    assert page.css("script") == []
    assert "未核对" in page.css_first("tbody").text()
    assert (rule.passed, rule.result) == (2, "未核对")
