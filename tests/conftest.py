"""What the tests of several packages share: a real PostgreSQL and fresh databases on it; who tests beside whom."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count
from tempfile import TemporaryDirectory

import pytest
from support.bucket_server import fresh_bucket, running_s3
from support.folders import enterable_folder
from support.office_fixture import office
from township_reports.embedded.postgres import PostgresServer, run_postgres
from township_reports.files.bucket import BucketPath
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

__all__ = ["office"]

# One office on one port: all that is tried on it is tried by one process, and first, because it takes longest.
ONE_OFFICE = "annual_run"

_numbers = count(1)


class FilesTogether(LoadScopeScheduling):
    """Tests of one file stay together, so that what they share is made once; all of the office's stay together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return ONE_OFFICE if ONE_OFFICE in file.split("/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesTogether:
    """Asked by xdist: which tests go to the same process."""
    return FilesTogether(config, log)


def pytest_collection_finish() -> None:
    """What all tests have loaded is there to stay: a million objects need not be looked through again and again."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def home() -> Iterator[None]:
    """What the software writes goes into a folder of the tests' own, unless a test names another."""
    with TemporaryDirectory(prefix="township-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOWNSHIP_REPORTS_HOME", folder)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the whole test session."""
    with enterable_folder() as folder, run_postgres(folder / "data") as server:
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
