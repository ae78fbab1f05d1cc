"""Who may look and who may act, asked of Airflow for every request; and that an action comes from our own pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
from airflow.api_fastapi.core_api.security import GetUserDep, bearer_scheme, get_user, requires_access_dag
from airflow.api_fastapi.logging.decorators import action_logging
from fastapi import Depends, HTTPException, Request, params
from township_reports.pipeline.dropped_files import MOST_BYTES

DAG_ID = "county_annual_report"
ELSEWHERE = "请求不是从本系统的页面发出的，没有执行。请在“年报汇总”页面上操作。"

NO_TEXT = "地址有误。"
TOO_LARGE = f"一次放入的文件超过{MOST_BYTES // 1_000_000}兆字节，没有接收。请分几次放进来。"
BESIDE_FILES = 1_000_000  # bytes: what a form has around its files

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


def _is_text(request: Request) -> None:
    """Refuses NUL in an address, which no name has and PostgreSQL does not take; raises HTTPException."""
    if any("\0" in value for value in (*request.path_params.values(), *request.query_params.values())):
        raise HTTPException(404, NO_TEXT)


is_text = Depends(_is_text)


async def refuse_unread(request: Request) -> None:
    """Refuses, before a byte of it is kept, what nobody signed in sends or is more than can be taken in.

    FastAPI takes in a whole form before it asks who sent it. Raises HTTPException.
    """
    await get_user(request, None, await bearer_scheme(request))
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > MOST_BYTES + BESIDE_FILES:
        raise HTTPException(413, TOO_LARGE)


def may_act(what: str) -> list[params.Depends]:
    """What an action asks before it is done, and its entry in Airflow's audit log, under that name."""
    return [Depends(may_trigger), Depends(from_our_pages), is_text, Depends(action_logging(f"年报汇总：{what}"))]


def own_page(request: Request) -> str | None:
    """The page of ours from which a form was sent, if it tells one."""
    page = request.headers.get("referer", "")
    return page if urlsplit(page).netloc == request.url.netloc else None


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
