"""The county dataset: one transaction at a time over all of its parts. Knows no file and no format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from township_reports.storage.engine import open_database
from township_reports.storage.figures import Figures
from township_reports.storage.findings import Findings
from township_reports.storage.releases import Releases
from township_reports.storage.runs import Runs
from township_reports.storage.submissions import Submissions


class DatabaseUnreachable(ConnectionError):
    """The database does not answer; the message says in Chinese which, and what to do."""


@dataclass(frozen=True)
class Transaction:
    """The parts of the dataset, all in one transaction."""

    runs: Runs
    submissions: Submissions
    findings: Findings
    figures: Figures
    releases: Releases


class CountyDataset:
    """The dataset in a migrated PostgreSQL database."""

    def __init__(self, url: str) -> None:
        self._engine = open_database(url)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """All or nothing: what is stored inside stands when it ends well, and never was when it does not."""
        with self._connect() as connection, Session(connection) as session, session.begin():
            yield Transaction(
                Runs(session), Submissions(session), Findings(session), Figures(session), Releases(session)
            )

    def _connect(self) -> Connection:
        try:
            return self._engine.connect()
        except OperationalError as problem:
            where = self._engine.url.render_as_string(hide_password=True)
            raise DatabaseUnreachable(f"连不上数据库 {where}。请确认 PostgreSQL 已启动，地址和口令正确。") from problem
