"""Two counties in one installation whose units have the same codes and names: nothing of one is seen in the other.

Neither are two that bear one name, if their codes differ.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from support.office import RUN, UNITS, YEAR, Office
from township_reports.pipeline.arrivals import list_arrivals
from township_reports.pipeline.corrections import CorrectionEntry, correct
from township_reports.pipeline.explanations import explain
from township_reports.pipeline.nothing_to_report import confirm_nothing
from township_reports.pipeline.open_run import open_run
from township_reports.pipeline.recheck import plan_revalidation
from township_reports.pipeline.workplace import PreconditionFailedError, get_dataset, get_reports_folder
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
    with get_dataset().transaction() as work:
        cells = [work.figures.totals(run) for run in (RUN, OTHER)]
        one, two = (figures.cells["proactive.licensing.decisions"] for figures in cells if figures)
        released = [work.runs.last_released(county, YEAR) for county in (office.county, OTHER_COUNTY)]
    assert (two - one, released) == (1, [RUN, OTHER])
    names = {path.name for path in get_reports_folder(OTHER_COUNTY, YEAR).iterdir() if path.suffix == ".html"}
    assert names == {f"{OTHER_COUNTY}{YEAR}年政府信息公开工作年度报告.html"}


def test_what_people_say_and_enter_counts_in_their_county_alone(office: Office, other: Office) -> None:
    for one in (office, other):
        one.send("01", {REGULATIONS: 3})
        one.send("02", {RECEIVED: int(one.received_figure("02", RECEIVED)) + 1})
    before = {Outcome.HAS_WARNINGS: 1, Outcome.HAS_ERRORS: 1, Outcome.NOT_RECEIVED: 1}
    assert office.check(RUN) == other.check(OTHER) == before
    explain(RUN, "01", "P-2", SAID)
    written = str(office.received_figure("02", RECEIVED))
    correct(RUN, "02", CorrectionEntry(RECEIVED, written, "王五", "与原件核对", datetime(2022, 1, 20, tzinfo=UTC)))
    confirm_nothing(RUN, "03", "王芳", "本年度没有")
    assert office.check(RUN) == {Outcome.ACCEPTED: 2, Outcome.NOTHING_TO_REPORT: 1}
    assert other.check(OTHER) == before


def test_what_came_in_is_kept_by_county(office: Office, other: Office) -> None:
    office.send_all()
    other.send("02")
    office.check(RUN)
    other.check(OTHER)
    assert set(list_arrivals(RUN)) == {"01", "02", "03"}
    assert set(list_arrivals(OTHER)) == {"02"}


def founded(office: Office, folder: str, about: str) -> Office:
    """Another folder of a county, with the same roster."""
    return Office(office.source.parent / folder, office.home, office.county).founded(about=about)


def about(name: str, code: str = "") -> str:
    return f"name: {name}\noffice: {name}人民政府办公室\n" + (f"code: {code}\n" if code else "")


def test_of_one_name_with_different_codes_each_has_its_own_report_and_last_year(office: Office) -> None:
    one, two = (founded(office, code, about(office.county, code)) for code in ("320106", "410204"))
    for county in (one, two):
        county.send_all(YEAR)
    two.send("01", {"proactive.licensing.decisions": 5000})
    files, others = one.run(RUN), two.run(OTHER)
    name = f"{office.county}{YEAR}年政府信息公开工作年度报告.html"
    kept = [(get_reports_folder(code, YEAR) / name).read_bytes() for code in ("320106", "410204")]
    assert kept == [files["html"], others["html"]]
    assert kept[0] != kept[1]
    for county in (one, two):
        county.send("01", year=YEAR + 1)
    open_run("next", str(one.source), YEAR + 1)
    open_run("other next", str(two.source), YEAR + 1)
    with get_dataset().transaction() as work:
        assert [work.runs.get(run).previous_run for run in ("next", "other next")] == [RUN, OTHER]
        assert {len(work.submissions.list_versions(run, "01")) for run in (RUN, OTHER)} == {1}


def test_another_folder_of_the_same_name_is_refused_as_long_as_the_first_is_there(office: Office) -> None:
    office.check(RUN)
    other = founded(office, "other", about(office.county))
    with pytest.raises(PreconditionFailedError, match=r"没有汇总.*请在两个 county\.yaml 中各写一行“code"):
        other.check(OTHER)
    with get_dataset().transaction() as work:
        assert [run.key for run in work.runs.list_all()] == [RUN]
    office.source.rename(office.source.with_name("moved away"))
    assert other.check(OTHER)[Outcome.NOT_RECEIVED] == len(UNITS)


def test_a_folder_by_another_way_is_the_same(office: Office) -> None:
    office.check(RUN)
    way = office.source.parent / "way"
    way.symlink_to(office.source)
    assert Office(way, office.home).check(OTHER) == {Outcome.NOT_RECEIVED: len(UNITS)}


def test_a_county_that_is_given_a_code_keeps_all_it_had(office: Office) -> None:
    office.send_all()
    office.check()
    with get_dataset().transaction() as work:
        work.releases.replace_files(RUN, {"报告.html": "a" * 64})
    (office.source / "county.yaml").write_text(about(office.county, "330199"), encoding="utf-8")
    office.send("01", year=YEAR + 1)
    open_run("next", str(office.source), YEAR + 1)
    open_run("again", str(office.source), YEAR)
    with get_dataset().transaction() as work:
        assert work.runs.get("next").previous_run == RUN
        assert {len(work.submissions.list_versions("again", code)) for code in UNITS} == {1}
        assert work.runs.last_of(office.county) is None


def test_a_folder_that_has_become_another_countys_is_not_read_for_the_first(office: Office) -> None:
    office.check(RUN)
    (office.source / "county.yaml").write_text(about(OTHER_COUNTY), encoding="utf-8")
    office.send("01")
    with pytest.raises(
        PreconditionFailedError, match=f"现在是“{OTHER_COUNTY}”的文件夹，而这次汇总是“{office.county}”的"
    ):
        plan_revalidation(RUN, ["01"])
    (office.source / "county.yaml").write_text(about(office.county, "330199"), encoding="utf-8")
    assert [unit["code"] for unit in plan_revalidation(RUN, ["01"]).units] == ["01"]
