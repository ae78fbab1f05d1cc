"""Two counties in one installation whose units have the same codes and names: nothing of one is seen in the other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pipeline.office import RUN, YEAR, Office
from township_reports.pipeline.arrivals import arrivals_of
from township_reports.pipeline.corrections import Entry, correct
from township_reports.pipeline.explanations import explain
from township_reports.pipeline.nothing_to_report import confirm_nothing
from township_reports.pipeline.workplace import dataset, reports_folder
from township_reports.records.explanation import Explanation
from township_reports.records.submission import Outcome

OTHER = "other run"
OTHER_COUNTY = "绿水县"
REGULATIONS = "proactive.regulations.in_force"
RECEIVED = "requests.received.natural_person"
SAID = Explanation("张三", date(2022, 1, 20), "数字属实")


@pytest.fixture
def other(office: Office) -> Office:
    """Another county's office, with the same roster, on the same dataset and store."""
    about = f"name: {OTHER_COUNTY}\noffice: {OTHER_COUNTY}人民政府办公室\n"
    return Office(office.source.parent / "other", office.home, OTHER_COUNTY).founded(about=about)


def test_each_county_has_its_own_figures_files_and_last_year(office: Office, other: Office) -> None:
    for one, more in ((office, 0), (other, 1)):
        one.send_all()
        one.send("01", {"proactive.licensing.decisions": 1000 + more})
    files, others = office.run(RUN), other.run(OTHER)
    assert office.run(RUN) == files
    assert others["html"] != files["html"]
    with dataset().transaction() as work:
        cells = [work.figures.totals(run) for run in (RUN, OTHER)]
        one, two = (figures.cells["proactive.licensing.decisions"] for figures in cells if figures)
        released = [work.runs.last_released(county, YEAR) for county in (office.county, OTHER_COUNTY)]
    assert (two - one, released) == (1, [RUN, OTHER])
    names = {path.name for path in reports_folder(OTHER_COUNTY, YEAR).iterdir() if path.suffix == ".html"}
    assert names == {f"{OTHER_COUNTY}{YEAR}年政府信息公开工作年度报告.html"}


def test_what_people_say_and_enter_counts_in_their_county_alone(office: Office, other: Office) -> None:
    for one in (office, other):
        one.send("01", {REGULATIONS: 3})
        one.send("02", {RECEIVED: int(one.received_figure("02", RECEIVED)) + 1})
    before = {Outcome.HAS_WARNINGS: 1, Outcome.HAS_ERRORS: 1, Outcome.NOT_RECEIVED: 1}
    assert office.check(RUN) == other.check(OTHER) == before
    explain(RUN, "01", "P-2", SAID)
    written = str(office.received_figure("02", RECEIVED))
    correct(RUN, "02", Entry(RECEIVED, written, "王五", "与原件核对", datetime(2022, 1, 20, tzinfo=UTC)))
    confirm_nothing(RUN, "03", "王芳", "本年度没有")
    assert office.check(RUN) == {Outcome.ACCEPTED: 2, Outcome.NOTHING_TO_REPORT: 1}
    assert other.check(OTHER) == before


def test_what_came_in_is_kept_by_county(office: Office, other: Office) -> None:
    office.send_all()
    other.send("02")
    office.check(RUN)
    other.check(OTHER)
    assert set(arrivals_of(RUN)) == {"01", "02", "03"}
    assert set(arrivals_of(OTHER)) == {"02"}
