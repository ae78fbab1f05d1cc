"""What the printed report tells beside its figures: last year, groups, files, the office's texts, versions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from township_reports.config.office_texts import load_office_texts
from township_reports.config.run_folders import get_county_folder, get_county_rules
from township_reports.config.settings import PACKAGE
from township_reports.county.comparison import PartsOf, YearFigures, compare_years
from township_reports.county.groups import sum_by_kind
from township_reports.domain.consolidated.comparison import Comparison
from township_reports.domain.consolidated.provenance import MadeWith
from township_reports.domain.consolidated.report import ConsolidatedReport, SourceFile
from township_reports.domain.county import GROUP_ORDER
from township_reports.domain.run import MergeInputs, Run
from township_reports.extraction.api import READER_VERSION
from township_reports.storage.dataset import UnitOfWork
from township_reports.validation.suites.digest import compute_suites_digest
from township_reports.validation.suites.rule_set import list_rules


def complete_report(work: UnitOfWork, run: Run, report: ConsolidatedReport) -> ConsolidatedReport:
    """Return the report with all it prints.

    Raises OfficeTextError, RosterError for a text of the office that cannot be used.
    """
    files = _files(work, run.key)
    units = tuple(replace(line, file=files.get(line.unit.code)) for line in report.units)
    made_of = work.figures.get_merge_inputs(run.key)
    return replace(
        report,
        units=units,
        comparison=_comparison(work, run, report, made_of),
        groups=sum_by_kind(report.figures.cells, work.figures.contributions.sum_by_kind(made_of), GROUP_ORDER),
        texts=load_office_texts(get_county_folder(run), run.year, run.edition),
        made_with=_made_with(run),
    )


def _files(work: UnitOfWork, run_key: str) -> dict[str, SourceFile]:
    """Return the file that counts of each unit that has one, by unit code."""
    counting = work.submissions.list_selected_files(run_key)
    return {code: SourceFile(file.file_name, file.sha256) for code, file in counting.items()}


def _comparison(work: UnitOfWork, run: Run, report: ConsolidatedReport, made_of: MergeInputs) -> Comparison | None:
    """Return this year against last year's released figures; None where there are none."""
    last = work.figures.totals(run.previous_run) if run.previous_run else None
    if last is None or run.previous_run is None:
        return None
    last_made_of, last_units = work.figures.get_merge_inputs(run.previous_run), work.runs.units(run.previous_run)
    last_names = {one.unit.code: one.unit.name for one in last_units if one.unit.code in last_made_of.submissions}
    names = {line.unit.code: line.unit.name for line in report.units if line.included}
    return compare_years(
        YearFigures(run.year, report.figures, names, _parts_of(work, made_of)),
        YearFigures(run.year - 1, last, last_names, _parts_of(work, last_made_of)),
    )


def _parts_of(work: UnitOfWork, made_of: MergeInputs) -> PartsOf:
    return lambda cells: work.figures.contributions.list_contributions(made_of.cells(cells))


def _made_with(run: Run) -> MadeWith:
    digest = compute_suites_digest(run.edition, get_county_rules(run))
    return MadeWith(
        version(PACKAGE), READER_VERSION, digest, len(list_rules(run.edition, get_county_rules(run))), _code_digest()
    )


@cache
def _code_digest() -> str:
    root, digest = Path(__file__).parents[1], sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()
