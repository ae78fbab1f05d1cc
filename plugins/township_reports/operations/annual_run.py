"""All steps of the annual run one after the other, without Airflow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from township_reports.config.county_folder import load_county
from township_reports.decisions.sign_off import list_red_units, sign_off
from township_reports.domain.run import Decision
from township_reports.pipeline.check_reports import check_reports
from township_reports.pipeline.merge_county import merge_county
from township_reports.pipeline.open_run import get_source_folder, open_run
from township_reports.pipeline.read_submission import read_submission
from township_reports.pipeline.render_report import render_report
from township_reports.queries.board import RunOverview, get_run_overview


@dataclass(frozen=True)
class AnnualResult:
    """What a run came to; `report_paths` by format is empty when red units are waited for."""

    overview: RunOverview
    report_paths: dict[str, str] = field(default_factory=dict)


def run_annual_report(source: str, year: int, on_failed: Decision, tell: Callable[[str], None]) -> AnnualResult:
    """Run a county's year; running it again does only what has changed. Raises as the steps do."""
    run_key = f"命令行-{load_county(get_source_folder(source)).key}-{year}"
    for unit in open_run(run_key, source, year).units:
        tell(read_submission(run_key, unit["code"]))
    tell("核对勾稽关系……")
    check_reports(run_key)
    if list_red_units(run_key):
        sign_off(run_key, on_failed, by="命令行", reason="")
        if on_failed == "wait":
            return AnnualResult(get_run_overview(run_key))
    tell("汇总全县数据，编制汇总报告……")
    merge_county(run_key)
    paths = render_report(run_key)
    return AnnualResult(get_run_overview(run_key), paths)
