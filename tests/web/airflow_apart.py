"""A script of the tests in a process of its own, which loads the pages as Airflow's API server does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]


def environment(home: Path) -> dict[str, str]:
    """Airflow as the project configures it, with a home of its own."""
    return os.environ | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW_CONFIG": str(PROJECT / "config" / "airflow.cfg"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
    }


def said_by(script: str, environment: Mapping[str, str]) -> Any:
    """The JSON in the last line that the script prints."""
    command = [sys.executable, str(HERE / script)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
