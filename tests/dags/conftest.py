from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from airflow_apart import environment, said_by


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a fresh DAG processor makes of dags/: errors, tasks, edges, and the modules it had to import."""
    answer: dict[str, Any] = said_by(
        Path(__file__).with_name("parse_dags.py"), environment(tmp_path_factory.mktemp("airflow"))
    )
    return answer
