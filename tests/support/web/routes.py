"""The routes of the office's pages, as a script lists them in an Airflow of its own, and the ones open to anybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LIST_ROUTES = Path(__file__).with_name("list_routes.py")
Route = dict[str, Any]
"""`path`, `methods`, and what the route `asks`, in order."""
FOR_ANYBODY = {"/static", "/health"}
"""Styles, scripts and an icon, the same for everybody; whether all is well, without a name. Nothing else is open."""
