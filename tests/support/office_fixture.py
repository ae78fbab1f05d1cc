"""The fixture `office` for the tests of several packages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.office import Office, set_up


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Iterator[Office]:
    """An office with an empty folder for the year and a migrated database."""
    with set_up(Office(tmp_path / "county", tmp_path / "home"), database_url) as office:
        yield office
