"""Who may look and who may act, asked of Airflow for every request; and that an action comes from our own pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
from airflow.api_fastapi.core_api.security import GetUserDep, requires_access_dag
from airflow.api_fastapi.logging.decorators import action_logging
from fastapi import Depends, HTTPException, Request, params

DAG_ID = "county_annual_report"
ELSEWHERE = "请求不是从本系统的页面发出的，没有执行。请在“年报汇总”页面上操作。"

may_look = Depends(requires_access_dag("GET", DagAccessEntity.RUN, param_dag_id=DAG_ID))
may_trigger = requires_access_dag("POST", DagAccessEntity.RUN, param_dag_id=DAG_ID)


def from_our_pages(request: Request) -> None:
    """Refuses what another site makes a browser send (CSRF), by Fetch Metadata or else by Origin; raises HTTPException.

    A request with a bearer token of its own was not made by a browser on a person's cookie.
    """
    if request.headers.get("authorization", "").lower().startswith("bearer "):
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = site == "same-origin" if site else bool(origin) and urlsplit(origin or "").netloc == request.url.netloc
    if not own:
        raise HTTPException(403, ELSEWHERE)


def may_act(what: str) -> list[params.Depends]:
    """What an action asks before it is done, and its entry in Airflow's audit log, under that name."""
    return [Depends(may_trigger), Depends(from_our_pages), Depends(action_logging(f"年报汇总：{what}"))]


def _name(user: GetUserDep) -> str:
    return user.get_name()


Person = Annotated[str, Depends(_name)]
"""The name of whoever is signed in."""


def _can_act(user: GetUserDep, request: Request) -> bool:
    try:
        may_trigger(request, user)
    except HTTPException:
        return False
    return True


CanAct = Annotated[bool, Depends(_can_act)]
"""Whether whoever is signed in sees the office's buttons; the server asks again when one is pressed."""
