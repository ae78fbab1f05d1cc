"""Prints what a check found, a table a file, as a unit reads it before it sends its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from township_reports.domain.description.cell_descriptions import describe_cells
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.report import Report

if TYPE_CHECKING:
    from township_reports.standalone.check_files import CheckedFile

NAMES = {severity: severity.label for severity in Severity} | {Severity.WARNING: "须说明"}
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.UNCHECKED: "magenta", Severity.INFO: "cyan"}
ADVICE = {
    Severity.ERROR: "错误请改正后再报送。",
    Severity.WARNING: "须说明的请核对，属实的报送时书面说明原因。",
    Severity.UNCHECKED: "未核对的请补齐后再核对。",
}
GOOD, BAD = "green", "bold red"


def print_checked(console: Console, files: Sequence[CheckedFile]) -> None:
    """Each file with its findings and likely repairs, and a line on all of them."""
    for file in files:
        _print_file(console, file)
    _line(console, _closing(files), BAD if any(map(_is_bad, files)) else GOOD)


def _print_file(console: Console, file: CheckedFile) -> None:
    if file.report is None:
        _line(console, f"{file.file}：不能读取。{file.error}", BAD)
        return
    described = _counts([file]) or "没有发现问题"
    about = f"{file.report.unit or '未写明单位'}，{file.report.year or '未写明'}年度，{file.report.edition}年版"
    _line(console, f"{file.file}（{about}）：{described}", BAD if _is_bad(file) else "bold" if file.findings else GOOD)
    if file.findings:
        console.print(_table(file.findings, file.report))
    for line in _suggestions(file):
        _line(console, f"  {line}")


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True)


def _is_bad(file: CheckedFile) -> bool:
    return file.error is not None or any(finding.severity is Severity.ERROR for finding in file.findings)


def _table(findings: Sequence[Finding], report: Report) -> Table:
    """Return the findings, the gravest first, by rule."""
    table = Table(
        Column("规则", no_wrap=True),
        Column("级别", no_wrap=True),
        Column("位置和现有的数", ratio=2, overflow="fold"),
        Column("相差", justify="right", no_wrap=True),
        Column("说明", ratio=3, overflow="fold"),
        show_lines=True,
        expand=True,
    )
    grave = list(Severity)
    for finding in sorted(findings, key=lambda one: (grave.index(one.severity), one.rule)):
        name = Text(NAMES[finding.severity], style=COLOURS[finding.severity])
        lacking = "" if finding.difference is None else str(finding.difference)
        table.add_row(Text(finding.rule), name, _cells(finding, report), Text(lacking), Text(finding.message))
    return table


def _cells(finding: Finding, report: Report) -> Table:
    """Return what stands where, the figures one below the other."""
    described = describe_cells(finding, report)
    grid = Table.grid(Column(ratio=1, overflow="fold"), Column(justify="right", overflow="fold"), padding=(0, 1))
    for cell in described:
        grid.add_row(Text(cell.label + (f"（{cell.place}）" if cell.place else "")), Text(cell.figure, style="bold"))
    if len(described) < len(finding.cells):
        grid.add_row(Text(f"其余{len(finding.cells) - len(described)}格从略"), Text())
    return grid


def _suggestions(file: CheckedFile) -> Iterator[str]:
    for repair in file.repairs:
        yield f"可能的更正：{repair.reason}"
    if file.localisation:
        yield f"推算：{file.localisation.summary}"


def _closing(files: Sequence[CheckedFile]) -> str:
    kinds = {
        "不能读取": sum(file.report is None for file in files),
        "有错误": sum(file.report is not None and _is_bad(file) for file in files),
        "没有错误": sum(not _is_bad(file) for file in files),
    }
    shares = "，".join(f"{count}份{kind}" for kind, count in kinds.items() if count)
    severities = {finding.severity for file in files for finding in file.findings}
    advice = "".join(sentence for severity, sentence in ADVICE.items() if severity in severities)
    return f"共{len(files)}份：{'；'.join(filter(None, (shares, _counts(files))))}。{advice}"


def _counts(files: Sequence[CheckedFile]) -> str:
    """How many findings of each kind."""
    every = [finding.severity for file in files for finding in file.findings]
    return "，".join(f"{NAMES[severity]}{every.count(severity)}处" for severity in Severity if severity in every)
