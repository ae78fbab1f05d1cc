"""Every route of the pages asks who it is and what they may, before anything else: a new one without fails here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
FOR_ANYBODY = {"/static"}
"""Styles, scripts and an icon, the same for everybody; nothing else is open."""

Route = dict[str, Any]


def routes(environment: dict[str, str]) -> list[Route]:
    """Path, methods and what is asked, in order, of every route of the pages."""
    script = Path(__file__).with_name("list_routes.py")
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    listed: list[Route] = json.loads(done.stdout.splitlines()[-1])
    return listed


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    """All routes but those for anybody."""
    environment = os.environ | {
        "AIRFLOW_HOME": str(tmp_path_factory.mktemp("airflow")),
        "AIRFLOW_CONFIG": str(PROJECT / "config" / "airflow.cfg"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
    }
    listed = routes(environment)
    assert FOR_ANYBODY <= {route["path"] for route in listed}
    return [route for route in listed if route["path"] not in FOR_ANYBODY]


def asked(route: Route) -> list[str]:
    return [one for one in route["asks"] if one in ("may look", "may act", "from our pages", "log_action")]


def test_whoever_looks_must_have_the_right_to(guarded: list[Route]) -> None:
    looking = [route for route in guarded if route["methods"] == ["GET"]]
    assert looking
    assert {route["path"]: asked(route) for route in looking} == {route["path"]: ["may look"] for route in looking}


def test_whoever_acts_must_have_the_right_to_from_our_pages_and_is_logged(guarded: list[Route]) -> None:
    acting = [route for route in guarded if route["methods"] != ["GET"]]
    assert {tuple(route["methods"]) for route in acting} == {("POST",)}
    order = ["may act", "from our pages", "log_action"]
    assert {route["path"]: asked(route) for route in acting} == {route["path"]: order for route in acting}
