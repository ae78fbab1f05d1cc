"""Tells as an import error, in the Airflow UI, which folders of counties cannot be used; makes no DAG.

In a file of its own: Airflow takes away every DAG of a file that has an import error.
"""

from __future__ import annotations

import os


class CountiesLeftOutError(Exception):
    """Folders that were meant as counties and are none; the message says in Chinese what to do."""


if os.environ.get("TOWNSHIP_REPORTS_COUNTIES"):
    from township_reports.operations.counties import list_counties

    if left_out := list_counties().left_out:
        raise CountiesLeftOutError("以下县没有列入，其他县不受影响：\n" + "\n".join(left_out))
