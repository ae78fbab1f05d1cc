from __future__ import annotations

from pathlib import Path

import pytest
from pipeline.office import Office
from township_reports.storage.database import migrate


@pytest.fixture
def office(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with an empty folder for the year and a migrated database."""
    office = Office(tmp_path / "county", tmp_path / "home").founded()
    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(office.home))
    monkeypatch.setenv("TOWNSHIP_REPORTS_DATABASE_URL", database_url)
    migrate(database_url)
    return office
