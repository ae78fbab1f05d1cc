from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from support.fault import OpenOffice
from support.office import Office, set_up
from township_reports.embedded.postgres import PostgresServer


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


@pytest.fixture
def office(open_office: OpenOffice, tmp_path: Path) -> Iterator[Office]:
    """An office of the test's own."""
    with open_office(tmp_path) as office:
        yield office
