"""The shape of the annual run, and what parsing it costs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from township_reports.decisions.sign_off import OPTIONS

ORDER = [
    "list_units",
    "read_submission",
    "check_reports",
    "submission_result",
    "sign_off",
    "merge_county",
    "render_report",
]
Parsed = dict[str, Any]


def test_no_import_errors(parsed: Parsed) -> None:
    assert parsed["errors"] == {}
    assert sorted(parsed["dags"]) == ["county_annual_report", "county_arrivals", "county_notices"]


def test_tasks_and_their_order(parsed: Parsed) -> None:
    beside = [["list_units", "submission_result"], ["check_reports", "correction_slips"]]
    edges = sorted([list(pair) for pair in pairwise(ORDER)] + beside)
    assert parsed["dags"]["county_annual_report"]["edges"] == edges


def test_arriving_files_are_read_checked_and_told_by_the_same_tasks(parsed: Parsed) -> None:
    arrivals = parsed["dags"]["county_arrivals"]
    after_listing = ("check_reports", "conclude", "correction_slips", "read_submission", "submission_result")
    assert arrivals["edges"] == sorted(
        [["list_changed", later] for later in after_listing]
        + [["read_submission", "check_reports"]]
        + [["check_reports", later] for later in ("correction_slips", "submission_result")]
        + [[earlier, "conclude"] for earlier in ("correction_slips", "submission_result")]
    )
    assert arrivals["mapped"] == ["read_submission", "submission_result"]
    assert arrivals["params"] == ["run_key", "units"]
    assert arrivals["display_name"] == "收件核对"


def test_a_letter_is_sent_to_each_unit_and_never_tried_again(parsed: Parsed) -> None:
    notices = parsed["dags"]["county_notices"]
    assert notices["edges"] == [["list_recipients", "send_notice"]]
    assert (notices["mapped"], notices["retries"]["send_notice"]) == (["send_notice"], 0)
    assert notices["params"] == ["kind", "run_key", "units"]


def test_one_instance_per_unit(parsed: Parsed) -> None:
    assert parsed["dags"]["county_annual_report"]["mapped"] == ["read_submission", "submission_result"]


def test_params(parsed: Parsed) -> None:
    assert parsed["dags"]["county_annual_report"]["params"] == ["on_failed", "source", "year"]


def test_named_in_chinese(parsed: Parsed) -> None:
    assert parsed["dags"]["county_annual_report"]["display_name"] == "县级政府信息公开年报汇总"


def test_parsing_imports_nothing_heavy(parsed: Parsed) -> None:
    heavy = {"pandas", "great_expectations", "openpyxl", "docx", "township_reports"}
    assert heavy & set(parsed["modules"]) == set()


def test_plugins_load_and_import_nothing_heavy(parsed: Parsed) -> None:
    assert parsed["plugin_errors"] == {}
    assert "county_reports" in parsed["plugins"]
    heavy = {"pandas", "great_expectations", "county_reports_web.app", "township_reports"}
    assert heavy & set(parsed["modules_with_plugins"]) == set()


def test_plugins_put_no_foreign_names_among_the_modules(parsed: Parsed) -> None:
    assert {"app", "cli", "form", "services", "registry"} & set(parsed["modules_with_plugins"]) == set()


def test_the_page_offers_the_decisions_the_task_asks_for(parsed: Parsed) -> None:
    assert set(parsed["decisions"]) == set(OPTIONS.values())
