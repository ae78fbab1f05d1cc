"""The equations and domains are those of the suites, nothing more and nothing less."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from support.reports.balanced import all_zero, balanced_2019, balanced_2021, balanced_2021_other_as_one_row, with_cell
from township_reports.config.settings import expectations_folder
from township_reports.domain.report import Report
from township_reports.domain.submission import Submission
from township_reports.validation.error_localization.identities import Identity, derive_arithmetic
from township_reports.validation.suites.rule_set import load_edition_suites


def identities(report: Report) -> dict[tuple[str, str], Identity]:
    return {
        (each.name.rule, each.name.where): each for each in derive_arithmetic(Submission("unit", report)).identities
    }


@pytest.mark.parametrize(
    ("report", "rows"),
    [(balanced_2019(), 23), (balanced_2021(), 25), (balanced_2021_other_as_one_row(), 23)],
)
def test_every_column_row_and_group_has_its_equations(report: Report, rows: int) -> None:
    found = identities(report)
    count = {rule: sum(name == rule for name, _ in found) for rule in ("T3-1", "T3-2", "T3-3", "T4-1")}
    assert count == {"T3-1": 7, "T3-2": 7, "T3-3": rows, "T4-1": 3}
    assert len(found) == sum(count.values())


def test_an_equation_has_the_signs_of_its_suite() -> None:
    assert identities(balanced_2019())["T3-1", "total"].terms == (
        (1, "requests.received.total"),
        (1, "requests.carried_in.total"),
        (-1, "requests.handled_total.total"),
        (-1, "requests.carried_out.total"),
    )


def test_rows_that_are_not_printed_are_in_no_equation() -> None:
    cells = [cell for _, cell in identities(balanced_2021_other_as_one_row())["T3-2", "total"].terms]
    assert "requests.other.total" in cells
    assert "requests.other_misc.total" not in cells


def test_no_cell_of_table_two_is_in_an_equation() -> None:
    for report in (balanced_2019(), balanced_2021()):
        cells = {cell for each in identities(report).values() for _, cell in each.terms}
        assert not [cell for cell in cells if cell.startswith("proactive.")]


def test_last_year_s_figures_are_expected_and_not_demanded() -> None:
    given = derive_arithmetic(Submission("unit", balanced_2019(), previous=all_zero("2019")))
    assert {each.name.rule for each in given.expected} == {"Y-1", "Y-3"}
    assert {each.name.rule for each in given.identities} == {"T3-1", "T3-2", "T3-3", "T4-1"}
    [natural] = [each for each in given.expected if (each.name.rule, each.name.where) == ("Y-1", "natural_person")]
    assert (natural.terms, natural.constant) == (((1, "requests.carried_in.natural_person"),), 0)
    assert natural.residual(given.figures) == 5


def test_without_last_year_nothing_is_expected() -> None:
    assert derive_arithmetic(Submission("unit", balanced_2019())).expected == ()


def test_impossible_figures_are_those_the_suites_call_so() -> None:
    wrong = {"requests.granted.total": -1, "proactive.licensing.change": -9, "proactive.procurement.amount": -1}
    given = derive_arithmetic(Submission("unit", with_cell(balanced_2019(), wrong)))
    assert given.out_of_domain == {"requests.granted.total", "proactive.procurement.amount"}


def test_every_equation_that_sends_a_report_back_is_used() -> None:
    for edition, report in (("2019", balanced_2019()), ("2021", balanced_2021())):
        demanded = {
            expectation.meta.rule
            for suite in load_edition_suites(edition)
            for expectation in suite.expectations
            if expectation.severity == "critical"
            and expectation.kwargs.get("relation") == "=="
            and suite.meta.frame != "by_report"
        }
        assert demanded == {rule for rule, _ in identities(report)}


def test_a_rule_an_office_makes_stricter_is_demanded_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copytree(expectations_folder() / "2019", tmp_path / "2019")
    monkeypatch.setenv("TOWNSHIP_REPORTS_EXPECTATIONS", str(tmp_path))
    submission = Submission("unit", balanced_2019(), previous=balanced_2019())
    assert "Y-1" not in {each.name.rule for each in derive_arithmetic(submission).identities}
    columns = tmp_path / "2019" / "4_requests_columns.yaml"
    columns.write_text(columns.read_text(encoding="utf-8").replace("severity: warning", "severity: critical"), "utf-8")
    demanded = {(each.name.rule, each.name.where): each for each in derive_arithmetic(submission).identities}
    assert demanded["Y-1", "natural_person"].constant == -4
    assert "Y-1" not in {each.name.rule for each in derive_arithmetic(submission).expected}
