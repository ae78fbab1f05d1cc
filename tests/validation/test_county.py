"""The county's own suite: each way a merge could go wrong is found and named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.county.plain_merge import merge_reports
from support.reports.balanced import (
    BLANK,
    UNSURE,
    balanced_2019,
    balanced_2021,
    balanced_2021_other_as_one_row,
    with_cell,
)
from township_reports.domain.consolidated.report import CellContribution, ConsolidatedReport, UnitLine
from township_reports.domain.county import County, Unit
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import Report
from township_reports.domain.submission import Outcome
from township_reports.validation.county import check_county
from township_reports.validation.frames.county_parts import UnitContributions, select_contributions
from township_reports.validation.suites.loader import SuiteError

UNITS = tuple(Unit(code, name, "乡镇") for code, name in (("01", "周嘉镇"), ("02", "三溪镇"), ("03", "高峰镇")))
COUNTY = County("某某县", "某某县人民政府办公室", UNITS)
EXCLUDED = UnitLine(UNITS[2], Outcome.NOT_RECEIVED, included=False, reason="未报送")
CELL = "requests.granted.business"


def county(*reports: Report, edition: str = "2021") -> ConsolidatedReport:
    """The first units included with these reports, the last one excluded by name."""
    included = dict(zip(("01", "02"), reports, strict=True))
    lines = [UnitLine(unit, Outcome.ACCEPTED, included=True, report=included[unit.code]) for unit in UNITS[:2]]
    return ConsolidatedReport(COUNTY, 2021, merge_reports(included, edition), (*lines, EXCLUDED), ())


def sound() -> ConsolidatedReport:
    return county(balanced_2021(), balanced_2021_other_as_one_row())


def with_lines(report: ConsolidatedReport, *lines: UnitLine) -> ConsolidatedReport:
    return replace(report, units=lines)


def with_sources(report: ConsolidatedReport, *sources: CellContribution) -> ConsolidatedReport:
    return replace(report, figures=replace(report.figures, sources=sources))


def brief(findings: list[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    assert {finding.severity for finding in findings} <= {Severity.ERROR}
    return [(finding.rule, finding.unit, finding.cells) for finding in findings]


def test_a_sound_merge_raises_nothing() -> None:
    assert check_county(sound()) == []


def test_a_merge_across_forms_raises_nothing() -> None:
    unread = {"proactive.licensing.decisions": UNSURE, "proactive.penalties.decisions": BLANK}
    assert check_county(county(balanced_2019(), with_cell(balanced_2021(), unread))) == []
    assert check_county(county(balanced_2019(), balanced_2021_other_as_one_row(), edition="2019")) == []


def test_a_county_cell_that_is_not_the_sum_of_its_units() -> None:
    report = sound()
    figures = replace(report.figures, cells={**report.figures.cells, CELL: 13})
    findings = check_county(replace(report, figures=figures))
    assert [finding.rule for finding in findings] == ["C-4", "T3-2", "T3-3"]
    assert (findings[0].cells, findings[0].left, findings[0].right) == ((CELL,), 13, 12)
    assert findings[0].message == (
        "全县表三“三、本年度办理结果/（一）予以公开”·商业企业：全县合计(13)，各单位之和(12)，相差1，应相等。"
        "请重新汇总；仍不符的，请联系维护人员。"
    )
    assert {finding.unit for finding in findings} == {"某某县"}


def test_a_county_cell_that_is_not_there() -> None:
    report = sound()
    cells = {cell: value for cell, value in report.figures.cells.items() if cell != "proactive.coercion.decisions"}
    findings = check_county(replace(report, figures=replace(report.figures, cells=cells)))
    assert [(finding.rule, finding.severity) for finding in findings] == [
        ("C-4", Severity.UNCHECKED),
        ("T2-9", Severity.ERROR),
    ]


def test_a_units_cell_counted_twice() -> None:
    report = sound()
    [again] = [source for source in report.figures.sources if (source.unit, source.source_cell) == ("01", CELL)]
    findings = check_county(with_sources(report, *report.figures.sources, again))
    assert brief(findings) == [("C-2", "01", (CELL,)), ("C-3", "01", (CELL,)), ("C-4", "某某县", (CELL,))]
    assert findings[0].message.startswith("“周嘉镇”有1格被重复计入全县合计：")


def test_a_units_cell_left_out() -> None:
    report = sound()
    kept = [source for source in report.figures.sources if (source.unit, source.source_cell) != ("01", CELL)]
    assert brief(check_county(with_sources(report, *kept))) == [("C-3", "01", (CELL,)), ("C-4", "某某县", (CELL,))]


def test_a_units_cell_counted_in_the_wrong_county_cell() -> None:
    report = sound()
    moved = [
        replace(source, cell="requests.granted.research")
        if (source.unit, source.source_cell) == ("01", CELL)
        else source
        for source in report.figures.sources
    ]
    rules = [finding.rule for finding in check_county(with_sources(report, *moved))]
    assert rules == ["C-3", "C-4", "C-4"]


def test_an_excluded_unit_that_was_counted() -> None:
    report = sound()
    findings = check_county(with_sources(report, *report.figures.sources, CellContribution(CELL, "03", CELL, 4)))
    assert brief(findings) == [("C-3", "03", (CELL,)), ("C-4", "某某县", (CELL,))]
    assert findings[0].message.startswith("“高峰镇”没有纳入汇总，但有1格计入了全县合计：")


def test_a_unit_neither_included_nor_excluded() -> None:
    report = sound()
    [finding] = check_county(with_lines(report, *report.units[:2]))
    assert (finding.rule, finding.unit) == ("C-1", "03")
    assert finding.message.startswith("“高峰镇”在汇总中出现了0次，应为一次。")


def test_a_unit_listed_twice() -> None:
    report = sound()
    findings = check_county(with_lines(report, *report.units, EXCLUDED))
    assert brief(findings) == [("C-1", "03", ())] * 2


def test_a_unit_excluded_without_a_reason() -> None:
    report = sound()
    [finding] = check_county(with_lines(report, *report.units[:2], replace(EXCLUDED, reason=" ")))
    assert finding.message == "“高峰镇”没有纳入汇总，也没有写明原因。请补写原因。"


def test_a_unit_that_is_not_on_the_roster() -> None:
    report = sound()
    stranger = replace(EXCLUDED, unit=Unit("99", "外来镇", "乡镇"))
    [finding] = check_county(with_lines(report, *report.units, stranger))
    assert (finding.rule, finding.unit) == ("C-1", "99")


@pytest.mark.parametrize("changed", [{"outcome": Outcome.HAS_ERRORS}, {"report": None}])
def test_a_unit_included_without_a_valid_report(changed: dict[str, object]) -> None:
    report = sound()
    wrong = replace(report.units[0], **changed)  # type: ignore[arg-type]
    findings = check_county(with_lines(report, wrong, *report.units[1:]))
    assert ("C-1", "01", ()) in brief(findings)


def test_a_county_of_no_unit_is_an_error() -> None:
    report = sound()
    nobody = [replace(line, included=False, reason="有错误") for line in report.units]
    with pytest.raises(SuiteError, match="没有一个单位的数据纳入汇总"):
        check_county(with_lines(report, *nobody))


@pytest.mark.parametrize("together", [1, 2, 3])
def test_findings_are_the_same_some_units_at_a_time(together: int) -> None:
    report = sound()
    wrong = [
        *(
            replace(source, value=source.value + 1) if source.cell == CELL else source
            for source in report.figures.sources
        ),
        CellContribution(CELL, "03", CELL, 4),
        report.figures.sources[0],
    ]
    report = with_sources(report, *wrong)
    [whole] = select_contributions(report)
    codes = [unit.code for unit in UNITS]
    some = [
        UnitContributions(
            tuple(cell for cell in whole.cells if cell.unit in codes[first : first + together]),
            tuple(source for source in whole.sources if source.unit in codes[first : first + together]),
        )
        for first in range(0, len(codes), together)
    ]
    findings = check_county(report, None, some)
    assert {finding.rule for finding in findings} >= {"C-2", "C-3", "C-4"}
    assert findings == check_county(report)


def test_a_county_with_nothing_to_compare_is_an_error() -> None:
    with pytest.raises(SuiteError, match="没有一格可以核对"):
        check_county(sound(), None, [])
