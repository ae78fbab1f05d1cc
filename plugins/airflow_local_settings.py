"""Read by Airflow at the start of every process: preloads the steps of the annual run where tasks are forked from."""

import gc
import sys

if sys.argv[1:2] == ["scheduler"] or sys.argv[1:3] == ["celery", "worker"]:
    import township_reports.pipeline.preload  # noqa: F401

    gc.freeze()  # a million objects that are there to stay: no task looks through them, none of their pages is copied
