"""The county dataset: one transaction at a time over all of its parts. Knows no file and no format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from township_reports.storage.arrivals import Arrivals
from township_reports.storage.confirmations import Confirmations
from township_reports.storage.corrections import Corrections
from township_reports.storage.engine import ONE_MOMENT, connect, open_database, told_when_away
from township_reports.storage.explanations import SaidToWarnings
from township_reports.storage.figures import Figures
from township_reports.storage.findings import Findings
from township_reports.storage.notices import Notices
from township_reports.storage.releases import Releases
from township_reports.storage.runs import Runs
from township_reports.storage.submissions import Submissions


@dataclass(frozen=True)
class Transaction:
    """The parts of the dataset, all in one transaction."""

    runs: Runs
    submissions: Submissions
    findings: Findings
    figures: Figures
    releases: Releases
    explanations: SaidToWarnings
    corrections: Corrections
    arrivals: Arrivals
    confirmations: Confirmations
    notices: Notices


class CountyDataset:
    """The dataset in a migrated PostgreSQL database."""

    def __init__(self, url: str, *, keeps_connections: bool = False) -> None:
        self._url, self._engine = url, open_database(url, keeps_connections=keeps_connections)

    @contextmanager
    def kept_open(self) -> Iterator[CountyDataset]:
        """The same for short transactions that follow each other: they share a connection, which is closed in the end.

        To connect costs PostgreSQL more than most of what is asked of it then.
        """
        kept = CountyDataset(self._url, keeps_connections=True)
        try:
            yield kept
        finally:
            kept._engine.dispose()

    def transaction(self) -> AbstractContextManager[Transaction]:
        """All or nothing: what is stored inside stands when it ends well, and never was when it does not.

        Raises DatabaseUnreachable, also when the database goes away meanwhile.
        """
        return self._opened(self._engine)

    def snapshot(self) -> AbstractContextManager[Transaction]:
        """For reading: all that is read inside is of one moment, whatever others store meanwhile. Raises as above."""
        return self._opened(self._engine.execution_options(isolation_level=ONE_MOMENT))

    @contextmanager
    def _opened(self, engine: Engine) -> Iterator[Transaction]:
        with told_when_away(engine), connect(engine) as connection, Session(connection) as session, session.begin():
            yield Transaction(
                Runs(session),
                Submissions(session),
                Findings(session),
                Figures(session),
                Releases(session),
                SaidToWarnings(session),
                Corrections(session),
                Arrivals(session),
                Confirmations(session),
                Notices(session),
            )
