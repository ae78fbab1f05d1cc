from __future__ import annotations

from typing import Any

import pytest
from support.airflow.process import PARSE_DAGS, environment, said_by


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a fresh DAG processor makes of dags/: errors, tasks, edges, and the modules it had to import."""
    answer: dict[str, Any] = said_by(PARSE_DAGS, environment(tmp_path_factory.mktemp("airflow")))
    return answer
