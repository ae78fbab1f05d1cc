"""What the pages say while the database is away."""

from __future__ import annotations

from pathlib import Path

from county_reports_web.pages import PAGE_HEADERS
from support.airflow.process import environment, said_by
from support.folders import PROJECT

NOWHERE = "postgresql+psycopg://office:geheim@127.0.0.1:1/county"


def test_a_database_that_is_away_is_told_in_chinese_without_its_password(tmp_path: Path) -> None:
    answer = said_by(
        PROJECT / "tests" / "support" / "web" / "ask_without_database.py",
        environment(tmp_path) | {"TOWNSHIP_REPORTS_DATABASE_URL": NOWHERE},
    )
    assert (answer["status"], answer["policy"]) == (503, PAGE_HEADERS["Content-Security-Policy"])
    assert "连不上数据库" in answer["text"]
    assert "请确认 PostgreSQL 已启动" in answer["text"]
    assert "geheim" not in answer["text"]
