"""Step 6: adds the valid reports up to the county's figures, checks them, and keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from township_reports.config.run_folders import get_county_rules
from township_reports.county.merge import merge_county_cells
from township_reports.county.notes import list_merge_notes
from township_reports.domain.consolidated.report import CountyFigures
from township_reports.domain.finding import Severity
from township_reports.domain.form.crosswalk import list_counterparts
from township_reports.domain.report import Report
from township_reports.domain.run import MergeInputs, Run
from township_reports.pipeline.release.consolidated_report import (
    build_consolidated_report,
    list_included_submissions,
    load_outlines,
)
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset
from township_reports.runs.run_submissions import split_batches
from township_reports.storage.dataset import CountyDataset, UnitOfWork
from township_reports.validation.county import check_county
from township_reports.validation.frames.county_parts import UnitContributions


def merge_county(run_key: str) -> None:
    """Store the run's county figures in place of those before.

    Raises PreconditionFailedError when red units are undecided, or when the figures break a rule; what stood
    before stays.
    """
    place = get_dataset()
    with place.snapshot() as work:
        run = work.runs.get(run_key)
        made_of = MergeInputs(list_included_submissions(work, run_key), list_counterparts(run.edition))
        outlines = load_outlines(work, made_of.submissions)
        figures = _figures(work, run, made_of, outlines)
        report = build_consolidated_report(work, run_key, figures, outlines)
    findings = check_county(report, get_county_rules(run), _units_counted(place, made_of))
    with place.transaction() as work:
        work.runs.lock_county(run_key)
        work.findings.replace(run_key, "county", findings)
    errors = [finding.message for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise PreconditionFailedError(f"全县汇总数据没有通过核对，未予保存：{'；'.join(errors)}")
    with place.transaction() as work:
        work.runs.lock_county(run_key)
        work.figures.replace(run_key, figures, made_of)


def _figures(work: UnitOfWork, run: Run, made_of: MergeInputs, outlines: Mapping[str, Report]) -> CountyFigures:
    cells = merge_county_cells(work.figures.contributions.sum_by_kind(made_of), run.edition)
    return CountyFigures(run.edition, cells, notes=tuple(_notes(work, run, made_of, outlines)))


def _notes(work: UnitOfWork, run: Run, made_of: MergeInputs, outlines: Mapping[str, Report]) -> Iterator[str]:
    """Return what could not be added, in the order of the units' codes.

    Whole reports are read of another edition alone.
    """
    names = {unit.code: unit.name for unit in work.runs.county(run.key).units}
    for code in sorted(outlines):
        report = outlines[code]
        if report.edition != run.edition:
            submission = made_of.submissions[code]
            report = work.submissions.load_reports([submission])[submission]
        yield from list_merge_notes(names[code], report, run.edition)


def _units_counted(place: CountyDataset, made_of: MergeInputs) -> Iterator[UnitContributions]:
    """Return what the merged units' reports say and what was counted of each, some hundred units at a time.

    The reports are read as they are and not through the join that the figures were added up by.
    """
    for codes in split_batches(list(made_of.submissions)):
        some = made_of.units(codes)
        with place.transaction() as work:
            yield UnitContributions(
                tuple(work.submissions.load_cells_as_read(some.submissions)),
                tuple(work.figures.contributions.list_contributions(some)),
            )
