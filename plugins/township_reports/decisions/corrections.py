"""A figure that a person enters for a cell, from paper or from the original."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from township_reports.domain.correction import Correction
from township_reports.domain.form.form import load_form
from township_reports.domain.report import Report, Status, Value
from township_reports.domain.run import ReceivedFile
from township_reports.extraction.form_mapping.figures import read_figure
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset
from township_reports.storage.dataset import UnitOfWork

MONEY_UNIT = "万元"


class CorrectionEntry(NamedTuple):
    """What a person enters for a cell, as written; `entered_by` and `reason` must not be empty."""

    cell: str
    text: str
    entered_by: str
    reason: str
    entered_at: datetime


def correct(run_key: str, code: str, entry: CorrectionEntry) -> str:
    """Keep the figure for the file that counts and say so; it counts as soon as the unit is read and checked again.

    Raises PreconditionFailedError where there is no such cell, no figure, no name or no reason; UnknownRunError
    for no unit.
    """
    if not entry.reason.strip() or not entry.entered_by.strip():
        raise PreconditionFailedError("请写明更正的理由和更正人。")
    with get_dataset().transaction() as work:
        file, report = _counting(work, run_key, code)
        value = _figure(report, entry.cell, entry.text)
        kept = Correction(entry.cell, value, entry.entered_by.strip(), entry.entered_at, entry.reason.strip())
        work.corrections.add(run_key, code, file.sha256, kept)
        return f"{load_form(report.edition).label(entry.cell)}更正为{value}。"


def withdraw(run_key: str, code: str, cell_id: str) -> str:
    """Take back what was entered for a cell.

    Raises PreconditionFailedError where nothing was, UnknownRunError for no unit.
    """
    with get_dataset().transaction() as work:
        file, report = _counting(work, run_key, code)
        if not work.corrections.withdraw(run_key, code, file.sha256, cell_id):
            raise PreconditionFailedError("这一格没有更正可以撤销。")
        return f"{load_form(report.edition).label(cell_id)}恢复为文件中的内容。"


def _counting(work: UnitOfWork, run_key: str, code: str) -> tuple[ReceivedFile, Report]:
    name = work.runs.unit(run_key, code).unit.name
    file = work.submissions.list_selected_files(run_key).get(code)
    reports = work.submissions.load_reports([file.id]) if file else {}
    if file is None or file.id not in reports:
        raise PreconditionFailedError(f"{name}没有可以更正的报告。纸质报告请用填报工作簿录入后报送。")
    return file, reports[file.id]


def _figure(report: Report, cell_id: str, written: str) -> Value:
    spec = load_form(report.edition).cells().get(cell_id)
    if spec is None or cell_id not in report.cells:
        raise PreconditionFailedError(f"该报告没有数据格“{cell_id}”。")
    value, status = read_figure(written, spec.column.kind, MONEY_UNIT)
    if status is not Status.READ or value is None:
        raise PreconditionFailedError(f"“{written}”不是数字。请填写数字，没有的填 0，金额以万元为单位。")
    return value
