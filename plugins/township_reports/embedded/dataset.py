"""The county dataset for commands beside a running office: the database set, or else the embedded PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from township_reports import settings
from township_reports.embedded.airflow_environment import COUNTY_DATABASE, DATABASE_VARIABLE
from township_reports.embedded.postgres import run_postgres


@contextmanager
def open_reachable_dataset() -> Iterator[None]:
    """Inside, the dataset's address is set; the embedded server runs until its last user leaves."""
    if os.environ.get(DATABASE_VARIABLE):
        yield
        return
    with run_postgres(settings.home() / "postgres") as server:
        server.ensure_database(COUNTY_DATABASE)
        os.environ[DATABASE_VARIABLE] = server.url(COUNTY_DATABASE)
        try:
            yield
        finally:
            del os.environ[DATABASE_VARIABLE]
