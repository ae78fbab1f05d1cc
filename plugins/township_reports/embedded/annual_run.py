"""Triggers the annual run in the office's Airflow and follows it to its end. Shows nothing by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator

from township_reports.embedded.airflow_api import AirflowApi, RunProgress
from township_reports.embedded.airflow_environment import AirflowInstallation

POLL_SECONDS = 0.5


def start_run(place: AirflowInstallation, source: str, year: int, on_failed: str) -> tuple[AirflowApi, str]:
    """Triggers the run for a county folder; the signed-in client and the run's id."""
    api = AirflowApi(place)
    api.wait_for_dag()
    return api, api.trigger({"source": source, "year": year, "on_failed": on_failed})


def follow_run(api: AirflowApi, run_id: str) -> Iterator[RunProgress]:
    """Return the run's progress again and again; the last one is finished."""
    while True:
        progress = api.progress(run_id)
        yield progress
        if progress.is_finished:
            return
        time.sleep(POLL_SECONDS)
