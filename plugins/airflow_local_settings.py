"""Read by Airflow at the start of every process: preloads the steps of the annual run where tasks are forked from."""

import gc
import sys

if sys.argv[1:2] == ["scheduler"] or sys.argv[1:3] == ["celery", "worker"]:
    from township_reports.pipeline.preload import warm_up

    warm_up()
    gc.freeze()  # a million objects that are there to stay: no task looks through them, none of their pages is copied
