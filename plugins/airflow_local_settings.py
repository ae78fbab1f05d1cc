"""Read by Airflow at the start of every process: preloads Great Expectations where tasks are forked from.

Its import costs 8 s of CPU; paid once in the scheduler (or a Celery worker), every task inherits it for nothing.
"""

import sys

if sys.argv[1:2] == ["scheduler"] or sys.argv[1:3] == ["celery", "worker"]:
    import township_reports.checking.quiet_gx  # noqa: F401
