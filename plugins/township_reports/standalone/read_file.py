"""Reads a file that belongs to no run, and settles what its arithmetic settles."""

from __future__ import annotations

from pathlib import Path

from township_reports.domain.report import Report, UnreadableReportError
from township_reports.extraction.api import read_report
from township_reports.extraction.unexpected import refuse_unexpected
from township_reports.validation.deductive_imputation.impute import impute_shifted_rows


def read_file(path: Path) -> Report:
    """Read the report in a file; raises UnreadableReportError, also when there is no such file, and SuiteError."""
    if not path.is_file():
        raise UnreadableReportError(f"没有找到文件：{path}。请核对文件名和所在文件夹。")
    with refuse_unexpected(path.name):
        return impute_shifted_rows(read_report(path))
