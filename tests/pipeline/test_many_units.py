"""A county of many units: read in portions, checked in batches, and all as if each had been alone."""

from __future__ import annotations

import pytest
from support.office import ROSTER, RUN, YEAR, Office
from township_reports.pipeline import run_submissions
from township_reports.pipeline.board import get_run_overview
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.portions import make_task_batches
from township_reports.pipeline.read_submission import read_submissions
from township_reports.pipeline.submission_result import get_submission_result, list_submission_results
from township_reports.pipeline.unit_page import get_unit_page
from township_reports.pipeline.workplace import get_dataset
from township_reports.records.finding import Finding
from township_reports.records.submission import Outcome

SILENT = "".join(f"{number:03},第{number}号村镇,乡镇,\n" for number in range(100, 327))
COUNT = 230
WRONG = {"requests.received.total": 4000}


def read(office: Office) -> list[list[str]]:
    """What each task of the run says of its units."""
    units = open_run(RUN, str(office.source), YEAR).units
    return [list(read_submissions(RUN, one["codes"])) for one in make_task_batches(RUN, units)]


def findings() -> tuple[Finding, ...]:
    with get_dataset().transaction() as work:
        return work.findings.list_findings(RUN, "submissions")


def test_a_task_tells_of_each_of_its_units(office: Office) -> None:
    (office.source / "units.csv").write_text(ROSTER + SILENT, encoding="utf-8")
    office.send("01")
    office.send("02", WRONG)
    told = read(office)
    assert [len(lines) for lines in told] == [50, 50, 50, 50, 30]
    assert told[0][0] == "城关镇：已读取 城关镇.txt（第1版）。"
    assert told[0][2] == "东门街道：没有收到报送文件。"
    assert check_reports(RUN) == {"已通过": 1, "有错误": 1, "未报送": COUNT - 2}
    results = list_submission_results(RUN, ["01", "02", "03"])
    assert [result.outcome for result in results] == [Outcome.ACCEPTED, Outcome.HAS_ERRORS, Outcome.NOT_RECEIVED]
    assert results[1] == get_submission_result(RUN, "02")
    assert any("T3-" in line or "4000" in line for line in results[1].lines)
    assert not any("4000" in line for line in results[0].lines)


def test_the_pages_know_the_task_of_a_unit(office: Office) -> None:
    (office.source / "units.csv").write_text(ROSTER + SILENT, encoding="utf-8")
    read(office)
    check_reports(RUN)
    assert get_run_overview(RUN).units_a_task == 50
    assert [get_unit_page(RUN, code).task for code in ("01", "146", "147", "326")] == [0, 0, 1, 4]


@pytest.mark.parametrize("at_once", [1, 2])
def test_findings_are_the_same_batch_by_batch(office: Office, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    office.send("01", WRONG)
    office.send("02", WRONG, form="html")
    office.send("03")
    office.check()
    together, audit = findings(), _audit()
    monkeypatch.setattr(run_submissions, "MOST_AT_ONCE", at_once)
    check_reports(RUN)
    assert findings() == together != ()
    assert _audit() == audit is not None


def _audit() -> str | None:
    with get_dataset().transaction() as work:
        return work.releases.audit(RUN)
