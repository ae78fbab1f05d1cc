"""What several rooms' tests share: a real PostgreSQL and fresh databases on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bucket_server import fresh_bucket, running_s3
from township_reports.bucket import BucketPath
from township_reports.embedded.postgres import PostgresServer, running_postgres

_numbers = count(1)


@contextmanager
def enterable_folder() -> Iterator[Path]:
    """A temporary folder that PostgreSQL's own user may enter; pytest closes its own folders to all but its user."""
    with TemporaryDirectory(prefix="township-tests-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the whole test session."""
    with enterable_folder() as folder, running_postgres(folder / "data") as server:
        yield server


@pytest.fixture
def database_url(postgres: PostgresServer) -> Iterator[str]:
    """SQLAlchemy address of a fresh, empty database."""
    name = f"county_{next(_numbers)}"
    postgres.ensure_database(name)
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """One S3 server for the whole test session."""
    with running_s3() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> BucketPath:
    """A fresh, empty bucket on it."""
    return fresh_bucket(s3_endpoint, monkeypatch)
