"""What the program reads, finds, renders and stores is what the recorded baseline says, byte for byte.

`UPDATE_BASELINE=1 pytest tests/baseline -n 0` records a new one; its diff shows what a change has altered.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from support.airflow.process import PARSE_DAGS, environment, said_by
from support.baseline import collect_findings, collect_readings, collect_rule_page, collect_runs, collect_schema

BASELINE = Path(__file__).with_name("baseline.json")


def compare(part: str, collected: object) -> None:
    recorded = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    if os.environ.get("UPDATE_BASELINE"):
        content = json.dumps(recorded | {part: collected}, ensure_ascii=False, indent=1, sort_keys=True)
        BASELINE.write_text(content + "\n", encoding="utf-8")
    else:
        assert collected == recorded[part]


def test_documents_are_read_as_recorded() -> None:
    compare("readings", collect_readings())


def test_sample_county_is_checked_as_recorded() -> None:
    compare("findings", collect_findings())


def test_rule_page_is_as_recorded(tmp_path: Path) -> None:
    compare("rule_page", collect_rule_page(tmp_path))


def test_annual_runs_write_the_recorded_files(tmp_path: Path, database_url: str) -> None:
    compare("runs", collect_runs(tmp_path, database_url))
    compare("schema", collect_schema(database_url))


def test_dags_are_as_recorded(tmp_path: Path) -> None:
    compare("dags", said_by(PARSE_DAGS, environment(tmp_path))["dags"])
