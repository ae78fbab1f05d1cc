"""The lines a clerk reads about one unit: what is wrong, where it stands, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from township_reports.config.run_folders import get_year_folder
from township_reports.domain.county import Unit
from township_reports.domain.description.cell_descriptions import describe_cells
from township_reports.domain.explanation import NOTHING_SAID, Explanations
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import Report
from township_reports.domain.run import ReceivedFile, Run
from township_reports.domain.submission import Outcome
from township_reports.files.paths import AnyPath

AGAIN = (
    "放入后自动重新核对，结果以“年报汇总”看板为准；本任务的颜色是核对当时的，在看板上点“更新 Airflow 中的颜色”后才变。"
    "报告发布以后才收到的，清除（Clear）该单位的“读取报送材料”任务及其下游"
)


@dataclass(frozen=True)
class UnitCase:
    """Everything known about one unit in a run."""

    run: Run
    unit: Unit
    outcome: Outcome
    reason: str
    file: ReceivedFile | None
    report: Report | None
    findings: tuple[Finding, ...]
    explanations: Explanations = field(default_factory=dict)

    @property
    def folder(self) -> AnyPath:
        """Where the unit's file is expected."""
        return get_year_folder(self.run)


def format_unit_lines(case: UnitCase) -> Iterator[str]:
    """Format the result, each finding with its cells and their place in the file, the reader's notes, the remedy."""
    version = f"（{case.file.file_name}，第{case.file.version}版）" if case.file else ""
    yield f"{case.unit.name}：{case.outcome}{version}"
    if case.outcome in (Outcome.NOT_RECEIVED, Outcome.UNREADABLE, Outcome.NOTHING_TO_REPORT):
        yield f"原因：{case.reason}"
    if case.report:
        yield from format_finding_lines(case.findings, case.report, case.explanations)
        yield from (f"读取说明：{note}" for note in case.report.notes)
        if to_confirm := case.report.list_to_confirm():
            yield f"待核对{len(to_confirm)}格：逐格和原件图片见“年报汇总”中本次汇总的“{case.unit.name}”。"
    yield from _remedy(case)


def format_finding_lines(
    findings: Sequence[Finding], report: Report, explanations: Explanations = NOTHING_SAID
) -> Iterator[str]:
    """Format the findings of one report, the gravest first, by rule.

    Each with its cells and their place in the file.
    """
    for severity in Severity:
        grave = [finding for finding in findings if finding.severity is severity]
        for rule, group in groupby(sorted(grave, key=lambda finding: finding.rule), lambda finding: finding.rule):
            same_rule = list(group)
            yield f"【{severity.label}】{rule}，共{len(same_rule)}处："
            for finding in same_rule:
                yield f"  · {finding.message}"
                yield from _cell_lines(finding, report)
                yield from (f"      {said}" for said in [explanations.get(finding)] if said)


def _cell_lines(finding: Finding, report: Report) -> Iterator[str]:
    """Return the cells of a finding with what stands in them and where."""
    described = describe_cells(finding, report)
    for cell in described:
        place = f"（{cell.place}）" if cell.place else ""
        yield f"      {cell.label}：{cell.figure}{place}"
    if len(described) < len(finding.cells):
        yield f"      其余{len(finding.cells) - len(described)}格从略。"


def _remedy(case: UnitCase) -> Iterator[str]:
    if case.outcome is Outcome.NOT_RECEIVED:
        names = "或".join(f"“{name}”" for name in case.unit.list_names())
        yield f"处理办法：请催{case.unit.name}报送；把文件放入 {case.folder}，文件名中应有{names}，{AGAIN}。"
        if case.run.unclaimed:
            yield f"文件夹中有不知属于哪个单位的文件：{'、'.join(case.run.unclaimed)}。"
            yield "如是该单位的，请改文件名，或把文件写的名称加到 units.csv 该单位的 aliases 列。"
    elif case.outcome is Outcome.UNREADABLE and case.file:
        yield f"处理办法：请{case.unit.name}重新报送可以读取的文件，放入 {case.folder} 替换原文件，{AGAIN}。"
    elif case.outcome is Outcome.HAS_ERRORS:
        yield f"处理办法：请{case.unit.name}核对改正后重新报送，替换 {case.folder} 中的原文件，{AGAIN}。"
    elif case.outcome is Outcome.HAS_WARNINGS:
        yield "处理办法：以上提示不影响汇总；请核对，确属实际情况的不必改动。"
