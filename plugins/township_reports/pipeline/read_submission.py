"""Step 2: reads units' files, each content once by each version of the reader and of the form's equations.

What is stored is the report as its arithmetic settles it; which rules it breaks is for the next step to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from township_reports.config.run_folders import get_year_folder
from township_reports.decisions.nothing_to_report import describe_nothing_received, end_confirmation
from township_reports.domain.correction import Correction, apply_corrections
from township_reports.domain.report import Report, UnreadableReportError
from township_reports.domain.run import ReceivedFile
from township_reports.domain.submission import Outcome
from township_reports.extraction.api import READER_VERSION, read_report
from township_reports.extraction.unexpected import refuse_unexpected
from township_reports.intake.arrivals import note_arrival
from township_reports.intake.current_roster import get_current_roster
from township_reports.intake.freshness import extraction_key
from township_reports.intake.incoming_bytes import read_bytes_or_reason
from township_reports.runs.dependencies import get_dataset, get_file_store
from township_reports.storage.dataset import CountyDataset, UnitOfWork
from township_reports.storage.inbox import LONGEST_NAME, InboxFile, list_inbox
from township_reports.storage.submissions import FileKey
from township_reports.validation.deductive_imputation.impute import impute_shifted_rows
from township_reports.validation.deductive_imputation.version import compute_equations_digest


def read_submission(run_key: str, unit_code: str) -> str:
    """Find, keeps and read what a unit sent; return in a Chinese line what became of it.

    Raises:
        UnknownRunError: there is no such run.
        SuiteError: the suites cannot be used.
        RosterError: the county's folder cannot be used.
        PreconditionFailedError: it is another county's by now.
    """
    return next(read_submissions(run_key, [unit_code]))


def read_submissions(run_key: str, unit_codes: Sequence[str]) -> Iterator[str]:
    """Read the same for several units one after the other.

    The folder is looked at once for all of them. Raises the same.
    """
    with get_dataset().keep_open() as place:
        with place.transaction() as work:
            run, units = work.runs.get(run_key), work.runs.county(run_key).units
            names = {code: work.runs.unit(run_key, code).unit.name for code in unit_codes}
            for code in names:
                # no earlier result stands if this step breaks
                work.submissions.set_received_files(run_key, code, (), None)
        with place.transaction() as work:
            later = get_current_roster(work, run).later  # a file of 上河口乡, added since, is none of 河口乡
        files = list_inbox(get_year_folder(run), units, later).by_unit(run.recognised)
        for code, name in names.items():
            yield f"{name}：{_read_unit(place, run_key, code, files[code])}"


def _read_unit(place: CountyDataset, run_key: str, unit_code: str, found: Sequence[InboxFile]) -> str:
    files = [_receive(place, run_key, unit_code, file) for file in found]
    with place.transaction() as work:
        counts = _select_most_complete(work, files)
        work.submissions.set_received_files(run_key, unit_code, files, counts)
        if counts is None:
            work.runs.set_outcome(run_key, unit_code, *describe_nothing_received(work, run_key, unit_code))
        elif counts.unreadable:
            work.runs.set_outcome(run_key, unit_code, Outcome.UNREADABLE, counts.unreadable)
        ended = end_confirmation(work, run_key, unit_code, counts.file_name) if counts else ""
    return f"{_summary(files, counts)}{ended}"


def _select_most_complete(work: UnitOfWork, files: Sequence[ReceivedFile]) -> ReceivedFile | None:
    """Select the file that counts: the one with the fewest cells in doubt, so that a .docx goes before its own scan."""
    readable = [file for file in files if not file.unreadable]
    if len(files) <= 1 or not readable:
        return next(iter(files), None)
    reports = work.submissions.load_reports(file.id for file in readable)
    return min(readable, key=lambda file: len(reports[file.id].list_incomplete()))


def _receive(place: CountyDataset, run_key: str, code: str, file: InboxFile) -> ReceivedFile:
    """Return the received file as the dataset has it; only a content new to this reader is read."""
    content, refused = read_bytes_or_reason(file.path)
    digest = get_file_store().add(content)
    with place.transaction() as work:
        note_arrival(work, run_key, code, file, digest)
        corrections = work.corrections.list_of_file(run_key, code, digest)
        key = FileKey(file.name, digest, extraction_key(READER_VERSION, compute_equations_digest(), corrections))
        known = work.submissions.find(run_key, code, key)
    if known:
        return known
    read = refused or _read(file.name, content, corrections)
    with place.transaction() as work:
        return work.submissions.add(run_key, code, key, read)


def _read(name: str, content: bytes, corrections: Sequence[Correction]) -> Report | str:
    """Read the report, or why there is none; reads a copy, so that what is read is what was kept."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / PurePosixPath(name).name[-LONGEST_NAME:]
        copy.write_bytes(content)
        try:
            with refuse_unexpected(copy.name):
                return impute_shifted_rows(apply_corrections(read_report(copy), corrections))
        except UnreadableReportError as problem:
            return str(problem)


def _summary(files: Sequence[ReceivedFile], counts: ReceivedFile | None) -> str:
    if counts is None:
        return "没有收到报送文件。"
    several = f"收到{len(files)}份文件（{'、'.join(file.file_name for file in files)}）；" if len(files) > 1 else ""
    if counts.unreadable:
        return f"{several}{counts.file_name} 无法读取：{counts.unreadable}"
    return f"{several}已读取 {counts.file_name}（第{counts.version}版）。"
