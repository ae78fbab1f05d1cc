"""The county dataset: one transaction at a time over all of its parts. Knows no file and no format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from township_reports.storage.arrivals import Arrivals
from township_reports.storage.confirmations import Confirmations
from township_reports.storage.corrections import Corrections
from township_reports.storage.engine import connect, open_database
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

    def __init__(self, url: str) -> None:
        self._engine = open_database(url)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """All or nothing: what is stored inside stands when it ends well, and never was when it does not."""
        with connect(self._engine) as connection, Session(connection) as session, session.begin():
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
