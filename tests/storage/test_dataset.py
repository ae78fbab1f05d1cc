from dataclasses import replace
from decimal import Decimal

import pytest
from support.dataset_examples import RUN, UNITS
from township_reports.records.county_report import CountyFigures
from township_reports.records.finding import Finding, Severity
from township_reports.records.narrative import Claim, Listing, Narrative, Section
from township_reports.records.report import Cell, IdentityMention, Report, SourceLocation, Status
from township_reports.records.submission import Outcome
from township_reports.storage.dataset import CountyDataset, UnitOfWork
from township_reports.storage.entries import ANNUAL_RUN, MergeInputs, Run, SignOff
from township_reports.storage.runs import TakenKeyError, UnknownRunError
from township_reports.storage.submissions import FileKey
from township_reports.template.crosswalk import list_counterparts

FILE = FileKey("城关镇.txt", "a" * 64, "1")
REPORT = Report(
    "城关镇",
    2021,
    "2021",
    {
        "proactive.fees.amount": Cell(Decimal("25.10"), "25.10", Status.READ, SourceLocation(table=1, row=2, column=3)),
        "proactive.licensing.decisions": Cell(5, " 5 ", Status.READ, SourceLocation(box=(0.5, 1.0, 2.0, 3.0), page=1)),
        "proactive.penalties.decisions": Cell(None, "/", Status.NOT_APPLICABLE, SourceLocation(sheet="表二", row=1)),
        "proactive.coercion.decisions": Cell(None, "", Status.MISSING),
        "requests.received.natural_person": Cell(None, "3", Status.UNSURE, SourceLocation(page=1), confidence=0.62),
        "requests.received.total": Cell(3, "3 | 3", Status.DEDUCED),
    },
    ("说明。",),
    Narrative(
        (Section("一", "总体情况", ("全镇新收申请3件。", "其中网上2件、信函1件。")),),
        (Claim("received", 3, "全镇", "全镇新收申请3件。", "一"),),
        (Listing("received", 3, (("网上", 2), ("信函", 1)), "", "其中网上2件、信函1件。", "一"),),
    ),
    (IdentityMention("unit", "标题", "城关镇"), IdentityMention("year", "统计期限", "2020")),
)


def test_a_run_and_its_county_are_given_back(work: UnitOfWork) -> None:
    assert work.runs.get(RUN.key) == RUN
    assert work.runs.county(RUN.key).units == UNITS


def test_a_run_nobody_opened_is_told(work: UnitOfWork) -> None:
    with pytest.raises(UnknownRunError, match="没有编号为“x”的汇总"):
        work.runs.get("x")
    with pytest.raises(UnknownRunError, match="没有编码“99”"):
        work.runs.unit(RUN.key, "99")


def test_opening_again_follows_the_roster_and_keeps_what_is_known(work: UnitOfWork) -> None:
    work.runs.set_outcome(RUN.key, "01", Outcome.NOT_RECEIVED, "没有收到")
    work.runs.open(RUN, UNITS[1:])
    (state,) = work.runs.units(RUN.key)
    assert (state.unit, state.outcome, state.reason) == (UNITS[1], Outcome.NOT_RECEIVED, "没有收到")


def test_a_report_comes_back_exactly(work: UnitOfWork) -> None:
    file = work.submissions.add(RUN.key, "01", FILE, REPORT)
    restored = work.submissions.load_reports([file.id])[file.id]
    assert restored == REPORT
    assert list(restored.cells) == list(REPORT.cells)
    assert repr(restored.cells["proactive.fees.amount"].value) == "Decimal('25.10')"
    assert repr(restored.cells["proactive.licensing.decisions"].value) == "5"


def test_the_same_file_is_one_version_and_a_changed_one_the_next(work: UnitOfWork) -> None:
    first = work.submissions.add(RUN.key, "01", FILE, REPORT)
    assert work.submissions.add(RUN.key, "01", FILE, REPORT) == first
    assert work.submissions.find(RUN.key, "01", FILE) == first
    assert work.submissions.find(RUN.key, "02", FILE) is None
    changed = replace(FILE, reader_version="2")
    assert work.submissions.find(RUN.key, "01", changed) is None
    assert [first.version, work.submissions.add(RUN.key, "01", changed, "读不出").version] == [1, 2]


def test_what_postgresql_cannot_hold_is_replaced_not_lost(work: UnitOfWork) -> None:
    damaged = replace(REPORT, unit="城\0关", cells={"a": Cell(None, "\0\ud800", Status.UNSURE)})
    file = work.submissions.add(RUN.key, "01", FILE, damaged)
    restored = work.submissions.load_reports([file.id])[file.id]
    assert (restored.unit, restored.cells["a"].raw) == ("城\N{REPLACEMENT CHARACTER}关", "\N{REPLACEMENT CHARACTER}?")


def test_the_received_files_of_a_unit_are_replaced(work: UnitOfWork) -> None:
    one = work.submissions.add(RUN.key, "01", FILE, REPORT)
    other = work.submissions.add(RUN.key, "01", replace(FILE, file_name="b.txt"), "读不出")
    work.submissions.set_received_files(RUN.key, "01", [other, one], one)
    assert work.submissions.list_received(RUN.key) == {"01": (other, one)}
    assert work.submissions.load_selected_reports(RUN.key) == {"01": REPORT}
    work.submissions.set_received_files(RUN.key, "01", [other], other)
    assert work.submissions.list_received(RUN.key) == {"01": (other,)}
    assert work.submissions.load_selected_reports(RUN.key) == {}


@pytest.mark.parametrize(
    "values", [(5, 4, 1), (Decimal("25.1"), Decimal("25.10"), Decimal("0.00")), (None, None, None)]
)
def test_findings_come_back_exactly_and_are_replaced(work: UnitOfWork, values: tuple[None, None, None]) -> None:
    finding = Finding("T3-1", Severity.ERROR, "01", ("a", "b"), *values, message="不平。")
    work.findings.replace(RUN.key, "submissions", [finding, finding])
    work.findings.replace(RUN.key, "submissions", [finding])
    assert repr(work.findings.list_findings(RUN.key, "submissions")) == repr((finding,))
    assert work.findings.list_findings(RUN.key, "county") == ()


def test_decisions_are_versions(work: UnitOfWork) -> None:
    work.releases.add_sign_off(RUN.key, "wait", "张三", "", [])
    work.releases.add_sign_off(RUN.key, "exclude", "李四", "逾期", ["01"])
    work.releases.add_sign_off(RUN.key, "exclude", "李四", "逾期", ["01"])
    assert work.releases.sign_offs(RUN.key) == (
        SignOff(1, "wait", "张三", "", ()),
        SignOff(2, "exclude", "李四", "逾期", ("01",)),
    )


def figures(value: int) -> CountyFigures:
    cell = "proactive.licensing.decisions"
    amount = "proactive.fees.amount"
    cells = {cell: value, amount: Decimal("25.10")}
    return CountyFigures("2021", cells, notes=("说明。",))


def test_figures_are_replaced_not_doubled_and_traced_to_their_place(work: UnitOfWork) -> None:
    file = work.submissions.add(RUN.key, "01", FILE, REPORT)
    work.submissions.set_received_files(RUN.key, "01", [file], file)
    made_of = MergeInputs({"01": file.id}, list_counterparts("2021"))
    work.figures.replace(RUN.key, figures(4), made_of)
    work.figures.replace(RUN.key, figures(5), made_of)
    assert repr(work.figures.totals(RUN.key)) == repr(figures(5))
    assert work.figures.get_merge_inputs(RUN.key) == made_of
    assert work.figures.list_merged_submissions(RUN.key) == {file.id}
    (trace,) = work.figures.trace(RUN.key, "proactive.licensing.decisions")
    assert (trace.unit_name, trace.source.value, trace.cell.raw, trace.file) == ("城关镇", 5, " 5 ", file)
    assert str(trace.cell.place) == "第1页"


def test_last_years_run_is_the_last_one_released(work: UnitOfWork) -> None:
    for key in ("run 2", "run 3"):
        work.runs.open(replace(RUN, key=key), UNITS)
    work.releases.replace_files("run 2", {"报告.html": "a" * 64})
    assert work.runs.last_released(RUN.county, 2021) == "run 2"
    assert work.runs.last_released(RUN.county, 2020) is None
    assert [run.key for run in work.runs.list_all()] == ["run 3", "run 2", RUN.key]


def test_counties_of_one_name_with_different_codes_share_nothing(work: UnitOfWork) -> None:
    here, there = (
        replace(RUN, key=code, county="鼓楼区", code=code, source=f"/{code}") for code in ("320106", "410204")
    )
    for run in (here, there):
        work.runs.open(run, UNITS)
    file = work.submissions.add(here.key, "01", FILE, REPORT)
    work.submissions.set_received_files(here.key, "01", [file], file)
    work.releases.replace_files(here.key, {"报告.html": "a" * 64})
    assert work.submissions.list_versions(there.key, "01") == ()
    assert (work.runs.last_released("320106", 2021), work.runs.last_released("410204", 2021)) == (here.key, None)
    work.runs.open(replace(there, key="later", dag="county_annual_report_410204"), UNITS)
    assert {run.key for run in work.runs.list_latest(ANNUAL_RUN)} == {RUN.key, here.key}
    assert {run.key for run in work.runs.list_latest("county_annual_report_410204")} == {"later"}
    assert work.runs.last_of("320106") == here
    assert work.runs.last_of("鼓楼区") is None
    assert (work.runs.county(here.key).key, work.runs.get(there.key)) == ("320106", there)


def test_what_was_under_the_bare_name_goes_to_its_code(work: UnitOfWork) -> None:
    file = work.submissions.add(RUN.key, "01", FILE, REPORT)
    work.releases.replace_files(RUN.key, {"报告.html": "a" * 64})
    county = replace(work.runs.county(RUN.key), code="330199")
    work.runs.rekey_county(county)
    work.runs.open(replace(RUN, key="run 2", code="330199"), UNITS)
    assert work.submissions.list_versions("run 2", "01") == (file,)
    assert (work.runs.last_released("330199", 2021), work.runs.last_released(RUN.county, 2021)) == (RUN.key, None)


def test_a_run_of_another_dag_is_not_written_over(work: UnitOfWork) -> None:
    with pytest.raises(TakenKeyError, match="已用于另一个流程"):
        work.runs.open(replace(RUN, county="绿水县", dag="county_annual_report_330199"), UNITS)
    assert work.runs.get(RUN.key) == RUN


def test_what_fails_inside_a_transaction_never_was(dataset: CountyDataset) -> None:
    other = Run("run 9", "x", "", 2021, "", "2021")
    with pytest.raises(RuntimeError), dataset.transaction() as work:
        work.runs.open(other, UNITS)
        raise RuntimeError
    with dataset.transaction() as work, pytest.raises(UnknownRunError):
        work.runs.get("run 9")
