"""Checks files that belong to no run, each beside last year's file of the same unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from township_reports.domain.county import Unit, UnitKind
from township_reports.domain.errors import UserFacingError
from township_reports.domain.finding import Finding, Severity
from township_reports.domain.repair import ErrorLocalization, Repair
from township_reports.domain.report import Report
from township_reports.domain.submission import Submission
from township_reports.notices.suggestions import localize_submissions
from township_reports.pipeline.duplicate_files import RULE as TWICE
from township_reports.pipeline.duplicate_files import list_differing_cells
from township_reports.standalone.read_files import FileRead
from township_reports.storage.inbox import list_documents
from township_reports.validation.check import check_submissions
from township_reports.validation.frames.identity import find_unit_and_year, is_name_of


class NoFilesError(UserFacingError):
    """A folder to be checked holds no file."""


@dataclass(frozen=True)
class CheckedFile:
    """A file with its report and findings, or with the reason why there is no report.

    `localisation` is there where the report has errors: its likely repairs, and how far they can be relied on.
    """

    file: Path
    report: Report | None
    findings: tuple[Finding, ...] = ()
    error: str | None = None
    localisation: ErrorLocalization | None = None

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Its likely repairs, best first."""
        return self.localisation.repairs if self.localisation else ()


@dataclass(frozen=True)
class CheckedFiles:
    """The files in the order given, and last year's files that stand beside none of them."""

    files: tuple[CheckedFile, ...]
    unused: tuple[CheckedFile, ...]


def list_files(paths: Iterable[Path]) -> list[Path]:
    """List the files named and those in the folders named, each once; raises NoFilesError for a folder without any."""
    return list(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    inside = list(list_documents(path))
    if not inside:
        raise NoFilesError(f"文件夹 {path} 中没有文件。请核对文件夹。")
    yield from inside


def check_files(
    files: Sequence[FileRead], previous: Sequence[FileRead], kind: UnitKind | None, own: Path | None = None
) -> CheckedFiles:
    """Check all readable files at once, each beside last year's report of the same unit.

    A report that came twice, as a .docx and its .pdf, is checked once. `own` is a county's own rule file.
    """
    twins = _twins(_reports(files))
    matches = _match(_reports(files), _reports(previous))
    submissions = {
        file: Submission(str(file), report, kind=kind, previous=matches[file][1] if file in matches else None)
        for file, report in _reports(files).items()
        if file not in twins
    }
    findings = check_submissions(list(submissions.values()), own) if submissions else []
    findings += [_same(file, first) for file, first in twins.items()]
    likely = localize_submissions(submissions.values(), findings, own)
    used = {before for before, _ in matches.values()}
    return CheckedFiles(
        tuple(_checked(read, findings, likely.get(str(read.file))) for read in files),
        tuple(_checked(read) for read in previous if read.file not in used),
    )


def _reports(files: Iterable[FileRead]) -> dict[Path, Report]:
    return {read.file: read.report for read in files if read.report}


def _twins(reports: Mapping[Path, Report]) -> dict[Path, Path]:
    """Each file that says of its unit and year what another does, which leaves no more in doubt, with that."""
    twins: dict[Path, Path] = {}
    kept: dict[tuple[str, int], dict[Path, Report]] = {}
    for file, report in sorted(reports.items(), key=lambda one: len(one[1].list_incomplete())):
        if key := find_unit_and_year(Submission(str(file), report)):
            others = kept.setdefault(key, {})
            twin = next((other for other, said in others.items() if not list_differing_cells(said, report)), None)
            if twin:
                twins[file] = twin
            else:
                others[file] = report
    return twins


def _same(file: Path, first: Path) -> Finding:
    message = f"与 {first.name} 的数据相同，是同一份报告，只核对了那一份。"
    return Finding(TWICE, Severity.INFO, str(file), (), None, None, None, message)


def _checked(
    read: FileRead, findings: Iterable[Finding] = (), localisation: ErrorLocalization | None = None
) -> CheckedFile:
    about = tuple(finding for finding in findings if finding.unit == str(read.file))
    return CheckedFile(read.file, read.report, about, None if read.report else read.error, localisation)


def _match(reports: Mapping[Path, Report], previous: Mapping[Path, Report]) -> dict[Path, tuple[Path, Report]]:
    """Last year's file of each file by unit and year; one beside one needs no unit to be reported."""
    only_pair = len(reports) == len(previous) == 1
    matches: dict[Path, tuple[Path, Report]] = {}
    for file, report in reports.items():
        for before, last in previous.items():
            if _is_year_before(report, last) and _is_same_unit(report, last, only_pair):
                matches.setdefault(file, (before, last))
    return matches


def _is_year_before(report: Report, last: Report) -> bool:
    return report.year is None or last.year is None or last.year == report.year - 1


def _is_same_unit(report: Report, last: Report, unless_named: bool) -> bool:
    if report.unit is None or last.unit is None:
        return unless_named
    return is_name_of(last.unit, Unit(code=report.unit, name=report.unit, kind="乡镇"))
