"""Whose a run is: the DAG that opened it, on which Airflow is asked who may see it and act in it."""

from __future__ import annotations

from collections.abc import Callable

from township_reports.domain.run import ANNUAL_RUN
from township_reports.runs.dependencies import get_dataset
from township_reports.storage.runs import UnknownRunError

__all__ = ["ANNUAL_RUN", "Sees", "find_newest_run", "get_dag_id", "get_dag_suffix"]

Sees = Callable[[str], bool]
"""Whether whoever asks may see the runs of a DAG."""


def get_dag_id(run_key: str, sees: Sees) -> str:
    """Return the DAG of a run; raises UnknownRunError, also for a run that is there but not to be seen."""
    with get_dataset().transaction() as work:
        dag = work.runs.get(run_key).dag
    if not sees(dag):
        raise UnknownRunError.named(run_key)
    return dag


def find_newest_run(sees: Sees) -> str | None:
    """Find the key of the run opened last, of those that may be seen."""
    with get_dataset().transaction() as work:
        return next((run.key for run in work.runs.list_all() if sees(run.dag)), None)


def get_dag_suffix(dag: str) -> str:
    """Return what the names of a county's DAGs end with, as `counties.CountyScope`.

    Empty in an installation of one office.
    """
    return dag.removeprefix(ANNUAL_RUN)
