"""`/health` asks no sign-in, says what is wrong, and nothing that is nobody's business."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from county_reports_web import health
from support.office import Office
from township_reports.storage.base import VERSION_TABLE
from township_reports.storage.database import list_schema_versions


def asked() -> tuple[int, dict[str, dict[str, str]], str]:
    """The answer as if nobody had asked in the last seconds."""
    health._health.cache_clear()
    answer = health.get_health()
    text = bytes(answer.body).decode()
    return answer.status_code, json.loads(text), text


def test_all_is_well(office: Office) -> None:
    status, told, _ = asked()
    assert (status, told["status"]) == (200, "healthy")
    assert (told["database"], told["store"]) == ({"status": "healthy"}, {"status": "healthy"})
    assert set(told["versions"]) == {"township-reports", "apache-airflow", "great-expectations", "sqlalchemy"}


def test_an_old_shape_is_told(office: Office, database_url: str) -> None:
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        connection.execute(f"update {VERSION_TABLE} set version_num = %s", [list_schema_versions()[-1]])
    status, told, _ = asked()
    assert (status, told["database"]["reason"]) == (503, "数据库的结构不是最新，请运行 township-reports migrate。")


def test_a_database_that_is_away_is_told_without_its_address(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql+psycopg://clerk:hunter2@127.0.0.1:1/green_hills"
    monkeypatch.setenv("TOWNSHIP_REPORTS_DATABASE_URL", url)
    status, told, text = asked()
    assert (status, told["database"]["reason"]) == (503, "连不上数据库。")
    assert not any(secret in text for secret in ("hunter2", "clerk", "127.0.0.1", "green_hills"))


def test_no_database_set_or_migrated_is_told(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        connection.execute(f"drop table {VERSION_TABLE}")
    assert asked()[1]["database"]["reason"].startswith("数据库中还没有表")
    monkeypatch.delenv("TOWNSHIP_REPORTS_DATABASE_URL")
    assert asked()[0] == 503


def test_a_store_that_is_away_is_told(office: Office) -> None:
    office.home.mkdir()
    (office.home / "files").write_bytes(b"")
    status, told, text = asked()
    assert (status, told["store"]["reason"], str(office.home) in text) == (503, "文件库不能访问。", False)
    assert told["database"] == {"status": "healthy"}


def test_however_often_it_is_asked_the_database_is_asked_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.time, "monotonic", lambda: 0)
    asked()
    health.get_health()
    assert health._health.cache_info().misses == 1
