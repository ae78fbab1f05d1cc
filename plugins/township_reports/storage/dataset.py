"""The county dataset: one transaction at a time over all of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from township_reports.storage.arrivals import ArrivalRepository
from township_reports.storage.confirmations import ConfirmationRepository
from township_reports.storage.corrections import CorrectionRepository
from township_reports.storage.engine import REPEATABLE_READ, connect, open_database, report_unreachable
from township_reports.storage.explanations import ExplanationRepository
from township_reports.storage.figures import FigureRepository
from township_reports.storage.findings import FindingRepository
from township_reports.storage.notices import NoticeRepository
from township_reports.storage.releases import ReleaseRepository
from township_reports.storage.runs import RunRepository
from township_reports.storage.submissions import SubmissionRepository


@dataclass(frozen=True)
class UnitOfWork:
    """The parts of the dataset, all in one transaction."""

    runs: RunRepository
    submissions: SubmissionRepository
    findings: FindingRepository
    figures: FigureRepository
    releases: ReleaseRepository
    explanations: ExplanationRepository
    corrections: CorrectionRepository
    arrivals: ArrivalRepository
    confirmations: ConfirmationRepository
    notices: NoticeRepository


class CountyDataset:
    """The dataset in a migrated PostgreSQL database."""

    def __init__(self, url: str, *, keeps_connections: bool = False) -> None:
        self._url, self._engine = url, open_database(url, keeps_connections=keeps_connections)

    @contextmanager
    def keep_open(self) -> Iterator[CountyDataset]:
        """Keep the same for short transactions that follow each other.

        They share a connection, which is closed in the end.

        To connect costs PostgreSQL more than most of what is asked of it then.
        """
        kept = CountyDataset(self._url, keeps_connections=True)
        try:
            yield kept
        finally:
            kept._engine.dispose()

    def transaction(self) -> AbstractContextManager[UnitOfWork]:
        """All or nothing: what is stored inside stands when it ends well, and never was when it does not.

        Raises DatabaseUnreachableError, also when the database goes away meanwhile.
        """
        return self._opened(self._engine)

    def snapshot(self) -> AbstractContextManager[UnitOfWork]:
        """For reading: all that is read inside is of one moment, whatever others store meanwhile. Raises as above."""
        return self._opened(self._engine.execution_options(isolation_level=REPEATABLE_READ))

    @contextmanager
    def _opened(self, engine: Engine) -> Iterator[UnitOfWork]:
        with report_unreachable(engine), connect(engine) as connection, Session(connection) as session, session.begin():
            yield UnitOfWork(
                RunRepository(session),
                SubmissionRepository(session),
                FindingRepository(session),
                FigureRepository(session),
                ReleaseRepository(session),
                ExplanationRepository(session),
                CorrectionRepository(session),
                ArrivalRepository(session),
                ConfirmationRepository(session),
                NoticeRepository(session),
            )
