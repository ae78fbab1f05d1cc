"""Requests to every route of the office's pages, filled in so that only rights can refuse them."""

from __future__ import annotations

import re
from typing import Any

import httpx
from support.web.routes import Route
from township_reports.embedded.airflow_environment import AirflowInstallation

CELL = "requests.received.total"
GOOD = {"cell_id": CELL, "cell": CELL, "code": "01", "version": "1", "number": "1"}
FILLED_IN = {"rule": "P-2", "text": "无", "cell": CELL, "figure": "1", "reason": "无"}


def address(route: Route, run: str, **changed: str) -> str:
    """A route's address; what is changed stands in it as written."""
    good = GOOD | {"run_key": run.replace("+", "%2B"), "name": "x.docx"} | changed
    path = re.sub(r"\{(\w+)\}", lambda name: good[name[1]], route["path"])
    return f"/county-reports{path}" + ("?before={0}&after={0}".format(good["run_key"]) if path == "/compare" else "")


def asked(office: AirflowInstallation, route: Route, run: str, **headers: str) -> httpx.Response:
    [method] = route["methods"]
    body: dict[str, Any] = {"data": FILLED_IN, "files": {"files": ("x.txt", b"x")}} if method == "POST" else {}
    own = {"Sec-Fetch-Site": "same-origin"}
    return httpx.request(method, f"{office.address}{address(route, run)}", headers=own | headers, timeout=60, **body)
