"""Writes a unit's empty form of a year, with what last year's report carries over."""

from __future__ import annotations

from pathlib import Path

from township_reports.domain.county import NOT_IN_FILE_NAMES
from township_reports.domain.errors import UserFacingError
from township_reports.rendering.writers.workbook.fill_in_form import write_form
from township_reports.standalone.read_file import read_file
from township_reports.validation.fill_in_form import build_fill_in_form


class NoFormError(UserFacingError):
    """The form cannot be written as asked; the message says in Chinese why."""


def write_fill_in_form(unit: str, year: int, previous: Path | None, folder: Path) -> Path:
    """Write the form into a folder and return its path.

    Raises NoFormError for a name that cannot be a file's or a report of another year, UnreadableReportError for
    an unreadable one,
    NoEditionError for a year without a form.
    """
    if not unit.strip() or set(unit) & set(NOT_IN_FILE_NAMES):
        raise NoFormError(f"单位名称“{unit}”不能用作文件名，不要含有 {' '.join(NOT_IN_FILE_NAMES)}。")
    last = read_file(previous) if previous else None
    if last and last.year not in (None, year - 1):
        raise NoFormError(f"{previous} 是{last.year}年的报告，不是上一年（{year - 1}年）的。请换成上一年的报告。")
    form = build_fill_in_form(unit.strip(), year, last)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{form.title}.xlsx"
    write_form(form, path)
    return path
