"""Every route of the pages asks who it is and what they may, before anything else: a new one without fails here."""

from __future__ import annotations

import pytest
from support.airflow.process import environment, said_by
from support.web.routes import FOR_ANYBODY, LIST_ROUTES, Route

GUARDS = ("may look", "may act", "from our pages", "log_action", "sees the run", "acts on the run")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    """All routes but those for anybody."""
    listed: list[Route] = said_by(LIST_ROUTES, environment(tmp_path_factory.mktemp("airflow")))
    assert {route["path"] for route in listed} >= FOR_ANYBODY
    return [route for route in listed if route["path"] not in FOR_ANYBODY]


def asked(route: Route) -> list[str]:
    return [one for one in route["asks"] if one in GUARDS]


def test_whoever_looks_must_have_the_right_to_and_to_the_run(guarded: list[Route]) -> None:
    looking = [route for route in guarded if route["methods"] == ["GET"]]
    assert looking
    assert {route["path"]: asked(route) for route in looking} == {
        route["path"]: ["may look", "sees the run"] for route in looking
    }


def test_whoever_acts_must_have_the_right_to_from_our_pages_is_logged_and_acts_in_their_own_county(
    guarded: list[Route],
) -> None:
    acting = [route for route in guarded if route["methods"] != ["GET"]]
    assert {tuple(route["methods"]) for route in acting} == {("POST",)}
    order = ["may act", "from our pages", "log_action", "acts on the run"]
    assert all("{run_key}" in route["path"] for route in acting)
    assert {route["path"]: asked(route) for route in acting} == {route["path"]: order for route in acting}
