"""Step 6: adds the valid reports up to the county's figures, checks them, and keeps them. Renders nothing."""

from __future__ import annotations

from dataclasses import replace

from township_reports.checking.county import check_county
from township_reports.county.merge import merge_reports
from township_reports.pipeline.consolidated import consolidated, included_reports
from township_reports.pipeline.workplace import StepRefused, dataset
from township_reports.records.finding import Severity


def merge_county(run_key: str) -> None:
    """Stores the run's county figures in place of those before.

    Raises StepRefused when red units are undecided, or when the figures break a rule; what stood before stays.
    """
    place = dataset()
    with place.snapshot() as work:
        run, merged = work.runs.get(run_key), work.submissions.counting(run_key)
        names = {unit.code: unit.name for unit in work.runs.county(run_key).units}
        reports = included_reports(work, run_key)
        named = {code: replace(report, unit=names[code]) for code, report in reports.items()}
        figures = merge_reports(named, run.edition)
        report = consolidated(work, run_key, figures, reports)
    findings = check_county(report, run.own_rules)
    with place.transaction() as work:
        work.runs.hold(run_key)
        work.findings.replace(run_key, "county", findings)
    errors = [finding.message for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise StepRefused(f"全县汇总数据没有通过核对，未予保存：{'；'.join(errors)}")
    with place.transaction() as work:
        work.runs.hold(run_key)
        work.figures.replace(run_key, figures, merged)
