"""Loads the pages as Airflow's API server does, in a process of its own; prints all routes and what guards them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute


def main() -> None:
    """One line of JSON on standard output."""
    from county_reports_web.access import (
        has_trigger_right,
        require_actionable_run,
        require_same_origin,
        require_view_right,
        require_visible_run,
    )
    from county_reports_web.app import app

    guards = {
        require_view_right: "may look",
        has_trigger_right: "may act",
        require_same_origin: "from our pages",
        require_visible_run: "sees the run",
        require_actionable_run: "acts on the run",
    }
    found = [
        {
            "path": route.path,
            "methods": sorted(getattr(route, "methods", None) or ()),
            "asks": [_name(guards, call) for call in _calls(route)],
        }
        for route in app.routes
    ]
    print(json.dumps(found))


def _name(guards: dict[object, str], call: object) -> str:
    return guards.get(call) or str(getattr(call, "__name__", call))


def _calls(route: object) -> Iterator[object]:
    """What a route depends on, in the order in which it is asked."""
    if isinstance(route, APIRoute):
        yield from _below(route.dependant)


def _below(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield from _below(one)
        yield one.call


if __name__ == "__main__":
    main()
