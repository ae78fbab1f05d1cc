"""A file that arrives is checked without a click: the folder is watched by Airflow's triggerer.

The tests of this file tell one story and run in their order.
"""

from __future__ import annotations

import time

import pytest
from annual_run.airflow_client import Person
from pipeline.office import ROSTER, Office
from township_reports.embedded.airflow_environment import AirflowPlace

YEAR = 2021
WRONG = {"requests.received.total": 4000}
SECONDS = 60


@pytest.fixture(scope="module")
def county(office: AirflowPlace, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A county of three units: one in order, one with an error, one that has sent nothing."""
    county = Office(tmp_path_factory.mktemp("green_hills") / "county", office.home)
    (county.source / str(YEAR)).mkdir(parents=True)
    about = "name: 青山县\noffice: 青山县人民政府办公室\n"
    (county.source / "county.yaml").write_text(about, encoding="utf-8")
    (county.source / "units.csv").write_text(ROSTER, encoding="utf-8")
    county.send("01")
    county.send("02", WRONG)
    return county


@pytest.fixture(scope="module")
def arrivals(person: Person) -> Person:
    return person.of("county_arrivals")


@pytest.fixture(scope="module")
def run(person: Person, county: Office) -> str:
    """A run that waits for its question to be answered."""
    run = person.trigger(source=str(county.source), year=YEAR, on_failed="ask")
    person.wait_for_question(run)
    return run


def test_a_corrected_file_turns_its_unit_green_within_a_minute(run: str, county: Office, arrivals: Person) -> None:
    from township_reports.pipeline.board import run_overview

    assert arrivals.runs() == []
    county.send("02")
    since = time.monotonic()
    arrivals.wait(lambda: bool(arrivals.runs()), arrivals.runs)
    (check,) = arrivals.runs()
    arrivals.wait(lambda: arrivals.states(check, "submission_result") == {"河口乡": "success"}, arrivals.runs)
    print(f"green after {time.monotonic() - since:.0f} s")
    assert [str(unit.state.outcome) for unit in run_overview(run).units] == ["已通过", "已通过", "未报送"]
    assert arrivals.wait_for_end(check) == "success"


def test_a_wrong_file_turns_its_unit_red_and_the_log_says_why(run: str, county: Office, arrivals: Person) -> None:
    county.send("03", WRONG)
    arrivals.wait(lambda: len(arrivals.runs()) == 2, arrivals.runs)
    check = arrivals.runs()[0]
    assert arrivals.wait_for_end(check) == "failed"
    lines = arrivals.log(check, "submission_result", "东门街道")
    assert {line["logger"] for line in lines} == {"年报"}
    assert "东门街道：有错误（东门街道.txt，第1版）" in lines[0]["event"]


def test_a_person_may_start_the_check_too(run: str, arrivals: Person) -> None:
    check = arrivals.trigger(run_key=run, units=["01"])
    assert arrivals.wait_for_end(check) == "success"
    assert arrivals.states(check, "submission_result") == {"城关镇": "success"}


def test_the_annual_run_goes_on_with_what_has_arrived(run: str, person: Person, county: Office) -> None:
    assert person.answer(run, "不含未通过单位，继续汇总", "补报截止日期已过") == "success"
    from township_reports.pipeline.board import run_overview

    assert len(run_overview(run).files) == 3
