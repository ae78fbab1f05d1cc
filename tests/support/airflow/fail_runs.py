"""Has the DAG processor's own code tell of failed runs: one a line of JSON on standard input (dag_id, run_id)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import structlog


def main() -> None:
    """Each run's callbacks, one after the other."""
    from airflow.callbacks.callback_requests import DagCallbackRequest
    from airflow.dag_processing.dagbag import BundleDagBag
    from airflow.dag_processing.processor import _execute_dag_callbacks

    folder = Path(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    bag = BundleDagBag(folder, bundle_path=folder)
    for line in sys.stdin:
        run: dict[str, Any] = json.loads(line)
        request = DagCallbackRequest(
            filepath="", bundle_name="", bundle_version=None, is_failure_callback=True, msg="task_failure", **run
        )
        _execute_dag_callbacks(bag, request, structlog.get_logger())


if __name__ == "__main__":
    main()
