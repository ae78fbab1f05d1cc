"""For whom the DAGs are made: for the office of the installation, and for each county where there are many."""

from __future__ import annotations

import os
from dataclasses import dataclass

from airflow.sdk import get_parsing_context

ANNUAL_RUN, ARRIVALS, NOTICES = "county_annual_report", "county_arrivals", "county_notices"


@dataclass(frozen=True)
class Place:
    """An office or a county: what the ids of its DAGs end with, and of a county its name and its folder."""

    suffix: str = ""
    county: str = ""
    source: str = ""

    def dag_id(self, of: str) -> str:
        """The id of its DAG of that kind."""
        return f"{of}{self.suffix}"

    def titled(self, title: str) -> str:
        """The title of its DAG of that kind."""
        return f"{self.county}：{title}" if self.county else title


def places(of: str) -> list[Place]:
    """Whose DAG of that kind is to be made: the office's and every county's, or where a task runs, its own alone.

    Counties that cannot be worked with are not among them; `counties_left_out` tells of those.
    """
    wanted = get_parsing_context().dag_id
    office = Place()
    if wanted == office.dag_id(of) or not os.environ.get("TOWNSHIP_REPORTS_COUNTIES"):
        return [office]
    from township_reports.pipeline.counties import counties

    found = [office, *(Place(one.suffix, one.county.name, str(one.folder)) for one in counties().places)]
    return [place for place in found if wanted in (None, place.dag_id(of))]


def need_own_run(run_key: str, dag_id: str, of: str) -> None:
    """Refuses a run that is not of the same office or county as the DAG of that kind; raises UnknownRun."""
    from township_reports.pipeline.whose_run import dag_of

    annual_run = ANNUAL_RUN + dag_id.removeprefix(of)
    dag_of(run_key, lambda dag: dag == annual_run)
