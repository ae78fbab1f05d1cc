"""For whom the DAGs are made: for the office of the installation, and for each county where there are many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from airflow.sdk import get_parsing_context
from clerk import log_user_errors

ANNUAL_RUN, ARRIVALS, NOTICES = "county_annual_report", "county_arrivals", "county_notices"
OF_THE_OFFICE: dict[str, Any] = {
    "catchup": False,
    # for faults of the machine; a wrong submission fails at once (ManualActionRequiredError)
    "default_args": {"retries": 2, "retry_delay": timedelta(seconds=10)},
    "tags": ["政府信息公开", "年报"],
}
"""What all DAGs of the office have in common."""


@dataclass(frozen=True)
class DagScope:
    """An office or a county: what the ids of its DAGs end with, and of a county its name and its folder."""

    suffix: str = ""
    county: str = ""
    source: str = ""

    def format_dag_id(self, of: str) -> str:
        """Format the id of its DAG of that kind."""
        return f"{of}{self.suffix}"

    def format_title(self, title: str) -> str:
        """Format the title of its DAG of that kind."""
        return f"{self.county}：{title}" if self.county else title


def list_dag_scopes(of: str) -> list[DagScope]:
    """Whose DAG of that kind is to be made: the office's and every county's, or where a task runs, its own alone.

    Counties that cannot be worked with are not among them; `counties_left_out` tells of those.
    """
    wanted = get_parsing_context().dag_id
    office = DagScope()
    if wanted == office.format_dag_id(of) or not os.environ.get("TOWNSHIP_REPORTS_COUNTIES"):
        return [office]
    from township_reports.operations.counties import list_counties

    found = [office, *(DagScope(one.suffix, one.county.name, str(one.folder)) for one in list_counties().scopes)]
    return [place for place in found if wanted in (None, place.format_dag_id(of))]


@contextmanager
def require_own_run(run_key: str, dag_id: str, of: str = ANNUAL_RUN) -> Iterator[None]:
    """Require a step on a run, stated to the clerk; refused where the run is of another office or county than the DAG.

    Whoever may trigger a DAG chooses what is reported to it, and the id of its run: it may be another's.
    """
    from township_reports.runs.run_access import get_dag_id

    annual_run = ANNUAL_RUN + dag_id.removeprefix(of)
    with log_user_errors():
        get_dag_id(run_key, lambda dag: dag == annual_run)
        yield
