"""Notices about files that belong to no run, so that a township sees before it sends what would come back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from township_reports.domain.correction_notice import CorrectionNotice
from township_reports.domain.county import County
from township_reports.domain.finding import Severity
from township_reports.domain.submission import Outcome
from township_reports.notices.suggestions import describe_reliability, suggest_corrections
from township_reports.rendering.render_notice import render_notices
from township_reports.standalone.check_files import CheckedFile

NOBODY = County("", "", ())  # who would send the notice is not known here, and is left open in it


def write_file_notices(files: Sequence[CheckedFile], folder: Path) -> list[Path]:
    """Write a notice about each file with errors, or that cannot be read, into a folder; return their paths."""
    slips = [_slip(file) for file in files]
    return render_notices([slip for slip in slips if not slip.outcome.is_valid], folder)


def _slip(checked: CheckedFile) -> CorrectionNotice:
    name, report = checked.file.name, checked.report
    if report is None:
        return CorrectionNotice(NOBODY, None, checked.file.stem, Outcome.UNREADABLE, checked.error or "", name)
    is_wrong = any(finding.severity is Severity.ERROR for finding in checked.findings)
    outcome = Outcome.HAS_ERRORS if is_wrong else Outcome.ACCEPTED
    unit = report.unit or checked.file.stem
    suggestions = suggest_corrections(checked.repairs)
    relied = describe_reliability(checked.localisation) if checked.localisation else ""
    return CorrectionNotice(
        NOBODY, report.year, unit, outcome, "", name, report, checked.findings, suggestions, reliance=relied
    )
