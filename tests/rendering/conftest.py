"""The three files of the small report, rendered once for each edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reports.sample_report import two_units
from township_reports.records.county_report import ConsolidatedReport
from township_reports.rendering.render import render_report
from township_reports.template.form import EDITIONS


@pytest.fixture(scope="session", params=EDITIONS)
def report(request: pytest.FixtureRequest) -> ConsolidatedReport:
    return two_units(request.param)


@pytest.fixture(scope="session")
def files(report: ConsolidatedReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return render_report(report, tmp_path_factory.mktemp("report"))
