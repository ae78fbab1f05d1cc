"""The folders of a run: the county's, and what stands in it."""

from __future__ import annotations

from township_reports.config.county_folder import OWN_RULES, REPORT_FOLDER
from township_reports.domain.run import Run
from township_reports.files.paths import AnyPath, parse_path


def get_county_folder(run: Run) -> AnyPath:
    """Return the county's folder, or its place in a bucket."""
    return parse_path(run.source)


def get_year_folder(run: Run) -> AnyPath:
    """Where the units' files of the year are put."""
    return get_county_folder(run) / str(run.year)


def get_county_rules(run: Run) -> AnyPath:
    """Where the county's own rule file stands, if it has one."""
    return get_county_folder(run) / OWN_RULES


def get_report_folder(run: Run) -> AnyPath:
    """Where the office keeps what its report is made with: texts, templates, fonts."""
    return get_county_folder(run) / REPORT_FOLDER
