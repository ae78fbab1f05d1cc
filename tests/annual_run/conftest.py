"""A whole office for the tests: real PostgreSQL, real Airflow, the sample county in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.airflow.client import Person
from support.airflow.few_units import NAMESAKES, few_units
from support.airflow.metrics import Metrics, listening
from support.folders import enterable_folder
from support.office import Office
from township_reports.embedded.airflow_environment import AirflowInstallation
from township_reports.embedded.office import run_office


@pytest.fixture(scope="session")
def metrics() -> Iterator[Metrics]:
    """What Airflow's processes measure."""
    with listening() as metrics:
        yield metrics


@pytest.fixture(scope="session")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of two counties of one name, beside which the office works as if there were none."""
    folder = tmp_path_factory.mktemp("counties")
    for code in NAMESAKES:
        about = f"name: 鼓楼区\ncode: {code}\noffice: 鼓楼区人民政府办公室\n"
        county = Office(folder / code, folder, "鼓楼区").founded(about=about)
        for unit in ("01", "02"):
            county.send(unit)
    return folder


@pytest.fixture(scope="session")
def office(metrics: Metrics, counties: Path) -> Iterator[AirflowInstallation]:
    """The office's Airflow, healthy; the environment is as it was when the session ends."""
    before = dict(os.environ)
    try:
        with enterable_folder() as home:
            os.environ["TOWNSHIP_REPORTS_HOME"] = str(home)
            os.environ["TOWNSHIP_REPORTS_PORT"] = "18280"
            os.environ["TOWNSHIP_REPORTS_COUNTIES"] = str(counties)
            os.environ |= metrics.switches | {"AIRFLOW__LOGGING__JSON_LOGS": "True"}
            with run_office(print) as place:
                yield place
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="session")
def person(office: AirflowInstallation) -> Person:
    """Somebody at the office."""
    return Person.signed_in(office)


@pytest.fixture(scope="session")
def county_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county, smaller, to be changed at will."""
    return few_units(tmp_path_factory.mktemp("county") / "sample_county")
