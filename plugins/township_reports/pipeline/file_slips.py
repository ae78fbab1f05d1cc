"""Notices about files that belong to no run, so that a township sees before it sends what would come back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from township_reports.pipeline.check_files import CheckedFile
from township_reports.pipeline.suggestions import reliance, suggested
from township_reports.records.finding import Severity
from township_reports.records.roster import County
from township_reports.records.slip import Slip
from township_reports.records.submission import Outcome
from township_reports.rendering.slip import render_slips

NOBODY = County("", "", ())  # who would send the notice is not known here, and is left open in it


def file_slips(files: Sequence[CheckedFile], folder: Path) -> list[Path]:
    """Writes a notice about each file with errors, or that cannot be read, into a folder; returns their paths."""
    slips = [_slip(file) for file in files]
    return render_slips([slip for slip in slips if not slip.outcome.is_valid], folder)


def _slip(checked: CheckedFile) -> Slip:
    name, report = checked.file.name, checked.report
    if report is None:
        return Slip(NOBODY, None, checked.file.stem, Outcome.UNREADABLE, checked.error or "", name)
    is_wrong = any(finding.severity is Severity.ERROR for finding in checked.findings)
    outcome = Outcome.HAS_ERRORS if is_wrong else Outcome.ACCEPTED
    unit = report.unit or checked.file.stem
    suggestions = suggested(checked.repairs)
    relied = reliance(checked.localisation) if checked.localisation else ""
    return Slip(NOBODY, report.year, unit, outcome, "", name, report, checked.findings, suggestions, reliance=relied)
