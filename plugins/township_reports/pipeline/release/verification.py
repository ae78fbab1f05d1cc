"""The proof before release: the rendered files, read again by our own reader, say what the dataset says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.domain.consolidated.verification import VerifiedFile
from township_reports.domain.county import Unit
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.form.form import load_form
from township_reports.domain.report import MISSING_CELL, Cell, Report, Status, UnreadableReportError
from township_reports.domain.submission import Submission
from township_reports.extraction.api import read_report
from township_reports.files.paths import AnyPath
from township_reports.pipeline.release.workbook_sums import recalculate_sums
from township_reports.rendering.render import FORMATS, PACKAGE
from township_reports.rendering.writers.package.data_package import read_package_cells
from township_reports.runs.dependencies import PreconditionFailedError
from township_reports.sandbox import Limits
from township_reports.validation.check import check

MAX_DIFFERENCES = 5
WORKBOOK = ".xlsx"
# The annexes of a large county are far more than a unit may send.
OF_OUR_OWN = Limits(cpu_seconds=300, wall_seconds=600, cells=1_000_000, characters=20_000_000)
ABSENT = (Status.MISSING, Status.NOT_APPLICABLE)


class VerificationError(PreconditionFailedError):
    """A rendered file does not say what the dataset says, or breaks a rule; nothing of it was released."""


@dataclass(frozen=True)
class _AppliedRules:
    """What the form's rules say to the files, by the file's name, and how many of them were applied."""

    applied: int
    findings: list[Finding]


def verify_files(
    files: Mapping[str, Path], report: ConsolidatedReport, own: AnyPath | None = None
) -> tuple[VerifiedFile, ...]:
    """Read the rendered files again, compare every cell, and applies every rule of the form.

    Raises VerificationError.

    `files` are by format; `own` is the county's own rule file.
    """
    read = {files[form]: _read_again(files[form]) for form in FORMATS if form in files}
    for path, again in read.items():
        _refuse_differences(path, list(_differences(again, report)))
    said = _apply_rules(read, report, own)
    proven = [_describe_verified(path, len(report.figures.cells), said, _count_sums(path)) for path in read]
    if PACKAGE in files:
        proven.append(
            _describe_verified(files[PACKAGE], _compare_package(files[PACKAGE], report), _AppliedRules(0, []))
        )
    return tuple(proven)


def _read_again(path: Path) -> Report:
    try:
        return read_report(path, limits=OF_OUR_OWN)
    except UnreadableReportError as problem:
        raise VerificationError(f"{path.name} 复读失败，未发布：{problem}") from problem


def _refuse_differences(path: Path, differences: list[str]) -> None:
    if differences:
        listed = "；".join(differences[:MAX_DIFFERENCES])
        raise VerificationError(
            f"{path.name} 复读与数据库不一致，共{len(differences)}处，未发布：{listed}。请联系维护人员。"
        )


def _differences(read: Report, report: ConsolidatedReport) -> Iterator[str]:
    figures, form = report.figures, load_form(report.figures.edition)
    if (read.edition, read.year) != (figures.edition, report.year):
        yield f"读出的是{read.edition}年版、{read.year}年度，应为{figures.edition}年版、{report.year}年度"
        return
    for cell_id in form.cells():
        cell, expected = read.cells.get(cell_id, MISSING_CELL), figures.cells.get(cell_id)
        same = cell.status in ABSENT if expected is None else cell.status is Status.READ and cell.value == expected
        if not same:
            yield f"{form.label(cell_id)}应为{'空' if expected is None else expected}，读出{_shown(cell)}"


def _shown(cell: Cell) -> str:
    return f"“{cell.raw}”" if cell.value is None else str(cell.value)


def _apply_rules(read: Mapping[Path, Report], report: ConsolidatedReport, own: AnyPath | None) -> _AppliedRules:
    """Apply the form's rules on the county's tables as read again, as the next level up would apply them."""
    submissions = [
        Submission(path.name, _without_text(again), Unit(path.name, report.county.name, "县"), report.year)
        for path, again in read.items()
    ]
    checked = check(submissions, own)
    if errors := [found for found in checked.findings if found.severity is Severity.ERROR]:
        listed = "；".join(f"{found.unit}：{found.message}" for found in errors[:MAX_DIFFERENCES])
        raise VerificationError(f"复读的表格没有通过核对，共{len(errors)}处，未发布：{listed}。")
    return _AppliedRules(len(checked.rule_audits), checked.findings)


def _without_text(read: Report) -> Report:
    """Return the report without the words of its text, which are the same in every file; the numbers they tell stay."""
    return replace(read, narrative=replace(read.narrative, sections=()))


def _describe_verified(path: Path, cells: int, said: _AppliedRules, sums: int = 0) -> VerifiedFile:
    content = path.read_bytes()
    remarks = tuple(f"{found.rule}：{found.message}" for found in said.findings if found.unit == path.name)
    return VerifiedFile(path.name, sha256(content).hexdigest(), len(content), cells, said.applied, remarks, sums)


def _count_sums(path: Path) -> int:
    """Count a workbook's formulas again and say how many; each comes to what is stored. Other files have none."""
    if path.suffix != WORKBOOK:
        return 0
    counted = recalculate_sums(path)
    _refuse_differences(path, list(counted.differences))
    return counted.counted


def _compare_package(path: Path, report: ConsolidatedReport) -> int:
    """Compare the cells in both formats of the data package and say how many."""
    form, compared = load_form(report.figures.edition), 0
    for name, cells in read_package_cells(path):
        expected = report.figures.cells
        wrong = [cell for cell in form.cells() if cells.get(cell) != expected.get(cell)]
        listed = [f"{name}的{form.label(cell)}应为{expected.get(cell)}，读出{cells.get(cell)}" for cell in wrong]
        _refuse_differences(path, listed + [f"{name}多出{cell}" for cell in cells.keys() - form.cells().keys()])
        compared += len(cells)
    return compared
