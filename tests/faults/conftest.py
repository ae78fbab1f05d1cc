from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from pipeline.office import Office
from township_reports.embedded.postgres import PostgresServer
from township_reports.storage.database import migrate

OpenOffice = Callable[[Path], AbstractContextManager[Office]]


@pytest.fixture(scope="session")
def open_office(postgres: PostgresServer) -> OpenOffice:
    """Opens an office in a folder, with a migrated database of its own, for as long as it is used."""
    numbers = count(1)

    @contextmanager
    def opened(folder: Path) -> Iterator[Office]:
        name = f"faults_{next(numbers)}"
        postgres.ensure_database(name)
        with set_up(Office(folder / "county", folder / "home"), postgres.url(name)) as office:
            yield office
        postgres.drop_database(name)

    return opened


@contextmanager
def set_up(office: Office, url: str) -> Iterator[Office]:
    """The office founded, its database migrated, both in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNSHIP_REPORTS_HOME", str(office.home))
        patch.setenv("TOWNSHIP_REPORTS_DATABASE_URL", url)
        migrate(url)
        yield office.founded()


@pytest.fixture
def office(open_office: OpenOffice, tmp_path: Path) -> Iterator[Office]:
    """An office of the test's own."""
    with open_office(tmp_path) as office:
        yield office
