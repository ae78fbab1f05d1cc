"""Reads a file that belongs to no run, and settles what its arithmetic settles. Stores nothing."""

from __future__ import annotations

from pathlib import Path

from township_reports.checking.settling.settle import impute_shifted_rows
from township_reports.reading.registry import read_report
from township_reports.reading.unexpected import refuse_unexpected
from township_reports.records.report import Report, UnreadableReportError


def read_file(path: Path) -> Report:
    """The report in a file; raises NotAReport, also when there is no such file, and SuiteError."""
    if not path.is_file():
        raise UnreadableReportError(f"没有找到文件：{path}。请核对文件名和所在文件夹。")
    with refuse_unexpected(path.name):
        return impute_shifted_rows(read_report(path))
