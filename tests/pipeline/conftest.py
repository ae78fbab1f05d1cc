from __future__ import annotations

from pathlib import Path

import pytest
from pipeline.office import ROSTER, Office
from township_reports.storage.database import migrate


@pytest.fixture
def office(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with an empty folder for the year and a migrated database."""
    office = Office(tmp_path / "county", tmp_path / "home")
    (office.source / "2021").mkdir(parents=True)
    (office.source / "county.yaml").write_text("name: 青山县\noffice: 青山县人民政府办公室\n", encoding="utf-8")
    (office.source / "units.csv").write_text(ROSTER, encoding="utf-8")
    monkeypatch.setenv("TOWNSHIP_REPORTS_HOME", str(office.home))
    monkeypatch.setenv("TOWNSHIP_REPORTS_DATABASE_URL", database_url)
    migrate(database_url)
    return office
