"""Step 6: adds the valid reports up to the county's figures, checks them, and keeps them. Renders nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from township_reports.checking.county import check_county
from township_reports.checking.county_parts import UnitsCounted
from township_reports.county.merge import county_cells
from township_reports.county.notes import merge_notes
from township_reports.pipeline.consolidated import consolidated, included_submissions, outlines_of
from township_reports.pipeline.run_submissions import in_batches
from township_reports.pipeline.workplace import StepRefused, dataset
from township_reports.records.county_report import CountyFigures
from township_reports.records.finding import Severity
from township_reports.records.report import Report
from township_reports.storage.dataset import CountyDataset, Transaction
from township_reports.storage.entries import MadeOf, Run
from township_reports.template.crosswalk import counterparts_in


def merge_county(run_key: str) -> None:
    """Stores the run's county figures in place of those before.

    Raises StepRefused when red units are undecided, or when the figures break a rule; what stood before stays.
    """
    place = dataset()
    with place.snapshot() as work:
        run = work.runs.get(run_key)
        made_of = MadeOf(included_submissions(work, run_key), counterparts_in(run.edition))
        outlines = outlines_of(work, made_of.submissions)
        figures = _figures(work, run, made_of, outlines)
        report = consolidated(work, run_key, figures, outlines)
    findings = check_county(report, run.own_rules, _units_counted(place, made_of))
    with place.transaction() as work:
        work.runs.hold(run_key)
        work.findings.replace(run_key, "county", findings)
    errors = [finding.message for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise StepRefused(f"全县汇总数据没有通过核对，未予保存：{'；'.join(errors)}")
    with place.transaction() as work:
        work.runs.hold(run_key)
        work.figures.replace(run_key, figures, made_of)


def _figures(work: Transaction, run: Run, made_of: MadeOf, outlines: Mapping[str, Report]) -> CountyFigures:
    cells = county_cells(work.figures.parts.sums(made_of), run.edition)
    return CountyFigures(run.edition, cells, notes=tuple(_notes(work, run, made_of, outlines)))


def _notes(work: Transaction, run: Run, made_of: MadeOf, outlines: Mapping[str, Report]) -> Iterator[str]:
    """What could not be added, in the order of the units' codes; whole reports are read of another edition alone."""
    names = {unit.code: unit.name for unit in work.runs.county(run.key).units}
    for code in sorted(outlines):
        report = outlines[code]
        if report.edition != run.edition:
            submission = made_of.submissions[code]
            report = work.submissions.reports([submission])[submission]
        yield from merge_notes(names[code], report, run.edition)


def _units_counted(place: CountyDataset, made_of: MadeOf) -> Iterator[UnitsCounted]:
    """What the merged units' reports say and what was counted of each, some hundred units at a time.

    The reports are read as they are and not through the join that the figures were added up by.
    """
    for codes in in_batches(list(made_of.submissions)):
        some = made_of.units(codes)
        with place.transaction() as work:
            yield UnitsCounted(
                tuple(work.submissions.cells_as_read(some.submissions)), tuple(work.figures.parts.counted(some))
            )
