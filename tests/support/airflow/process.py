"""A script of the tests in a process of its own, in which Airflow is as the project configures it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.folders import PROJECT

PARSE_DAGS = Path(__file__).with_name("parse_dags.py")


def environment(home: Path) -> dict[str, str]:
    """Airflow as the project configures it, with a home of its own; one office's."""
    return os.environ | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW_CONFIG": str(PROJECT / "config" / "airflow.cfg"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "TOWNSHIP_REPORTS_COUNTIES": "",
    }


def said_by(script: Path, environment: Mapping[str, str]) -> Any:
    """The JSON in the last line that the script prints."""
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
