"""What several rooms' tests share: a real PostgreSQL and fresh databases on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from township_reports.embedded.postgres import PostgresServer, running_postgres

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """One server for the whole test session."""
    with running_postgres(tmp_path_factory.mktemp("postgres") / "data") as server:
        yield server


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    """SQLAlchemy address of a fresh, empty database."""
    name = f"county_{next(_numbers)}"
    postgres.ensure_database(name)
    yield postgres.url(name)
    postgres.drop_database(name)
