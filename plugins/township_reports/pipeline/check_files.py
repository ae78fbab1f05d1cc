"""Checks files that belong to no run, each beside last year's file of the same unit. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from township_reports.checking.check import check_submissions
from township_reports.checking.identity import is_name_of
from township_reports.checking.localisation.localise import localise
from township_reports.pipeline.read_file import read_file
from township_reports.records.finding import Finding, Severity
from township_reports.records.repair import Repair
from township_reports.records.report import NotAReport, Report
from township_reports.records.roster import Unit, UnitKind
from township_reports.records.submission import Submission


@dataclass(frozen=True)
class CheckedFile:
    """A file with its report, findings and likely repairs, or with the reason why there is no report."""

    file: Path
    report: Report | None
    findings: tuple[Finding, ...] = ()
    error: str | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class CheckedFiles:
    """The files in the order given, and last year's files that stand beside none of them."""

    files: tuple[CheckedFile, ...]
    unused: tuple[CheckedFile, ...]


def check_files(
    files: Sequence[Path], previous: Sequence[Path], kind: UnitKind | None, own: Path | None = None
) -> CheckedFiles:
    """Checks all readable files at once, each beside last year's report of the same unit.

    `own` is a county's own rule file.
    """
    read, last = {file: _read(file) for file in files}, {file: _read(file) for file in previous}
    reports = {file: report for file, report in read.items() if isinstance(report, Report)}
    matches = _match(reports, {file: report for file, report in last.items() if isinstance(report, Report)})
    submissions = {
        file: Submission(str(file), report, kind=kind, previous=matches[file][1] if file in matches else None)
        for file, report in reports.items()
    }
    findings = check_submissions(list(submissions.values()), own) if submissions else []
    used = {before for before, _ in matches.values()}
    return CheckedFiles(
        tuple(_checked(file, result, findings, submissions.get(file), own) for file, result in read.items()),
        tuple(_checked(file, result, ()) for file, result in last.items() if file not in used),
    )


def _read(file: Path) -> Report | NotAReport:
    try:
        return read_file(file)
    except NotAReport as problem:
        return problem


def _checked(
    file: Path,
    read: Report | NotAReport,
    findings: Sequence[Finding],
    submission: Submission | None = None,
    own: Path | None = None,
) -> CheckedFile:
    if isinstance(read, NotAReport):
        return CheckedFile(file, None, error=str(read))
    about = tuple(finding for finding in findings if finding.unit == str(file))
    is_wrong = any(finding.severity is Severity.ERROR for finding in about)
    repairs = localise(submission, own=own).repairs if is_wrong and submission else ()
    return CheckedFile(file, read, about, repairs=repairs)


def _match(reports: Mapping[Path, Report], previous: Mapping[Path, Report]) -> dict[Path, tuple[Path, Report]]:
    """Last year's file of each file by unit and year; one beside one needs no unit to be told."""
    only_pair = len(reports) == len(previous) == 1
    matches: dict[Path, tuple[Path, Report]] = {}
    for file, report in reports.items():
        for before, last in previous.items():
            if _is_year_before(report, last) and _is_same_unit(report, last, only_pair):
                matches.setdefault(file, (before, last))
    return matches


def _is_year_before(report: Report, last: Report) -> bool:
    return report.year is None or last.year is None or last.year == report.year - 1


def _is_same_unit(report: Report, last: Report, unless_told: bool) -> bool:
    if report.unit is None or last.unit is None:
        return unless_told
    return is_name_of(last.unit, Unit(code=report.unit, name=report.unit, kind="乡镇"))
