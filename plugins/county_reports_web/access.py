"""Who may look and who may act, asked of Airflow for every request; and that an action comes from our own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.base_auth_manager import ResourceMethod
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity, DagDetails
from airflow.api_fastapi.core_api.security import GetUserDep, bearer_scheme, get_user
from airflow.api_fastapi.logging.decorators import action_logging
from fastapi import Depends, HTTPException, Request, params
from township_reports.intake.dropped_files import MOST_BYTES
from township_reports.operations.counties import list_counties
from township_reports.runs.run_access import ANNUAL_RUN, get_dag_id

FORBIDDEN = "您没有这项权限，请联系管理员。"
ELSEWHERE = "请求不是从本系统的页面发出的，没有执行。请在“年报汇总”页面上操作。"

NO_TEXT = "地址有误。"
TOO_LARGE = f"一次放入的文件超过{MOST_BYTES // 1_000_000}兆字节，没有接收。请分几次放进来。"
BESIDE_FILES = 1_000_000  # bytes: what a form has around its files

RUNS_NAMED = ("before", "after")  # in a query; the one in a path is `run_key`


@dataclass(frozen=True)
class Rights:
    """What Airflow lets a person do with the runs of a DAG: of one county, where the installation is many counties'."""

    user: BaseUser

    def sees(self, dag: str) -> bool:
        """Whether they may see its runs."""
        return self._may("GET", DagDetails(id=dag))

    def acts(self, dag: str) -> bool:
        """Whether they may trigger it, and so see the office's buttons; asked again when one is pressed."""
        return self.sees(dag) and self._may("POST", DagDetails(id=dag))

    def anywhere(self, method: ResourceMethod) -> bool:
        """Whether they may do so with the runs of any DAG at all."""
        return self._may(method, None)

    def to_start(self) -> dict[str, str]:
        """Return the DAGs they may trigger where nothing has been run yet, and the counties they are of."""
        of_counties = {f"{ANNUAL_RUN}{place.suffix}": place.county.name for place in list_counties().scopes}
        return {dag: county for dag, county in (of_counties or {ANNUAL_RUN: ""}).items() if self.acts(dag)}

    def _may(self, method: ResourceMethod, details: DagDetails | None) -> bool:
        return get_auth_manager().is_authorized_dag(
            method=method, access_entity=DagAccessEntity.RUN, details=details, user=self.user
        )


def get_rights(user: GetUserDep) -> Rights:
    """Return the rights of whoever is signed in."""
    return Rights(user)


CurrentRights = Annotated[Rights, Depends(get_rights)]
"""The rights of whoever is signed in."""


def require_view_right(rights: CurrentRights) -> None:
    """Refuses who may see nothing of this installation; raises HTTPException."""
    if not rights.anywhere("GET"):
        raise HTTPException(403, FORBIDDEN)


def has_trigger_right(rights: CurrentRights) -> None:
    """Refuses who may only look; raises HTTPException."""
    if not (rights.anywhere("GET") and rights.anywhere("POST")):
        raise HTTPException(403, FORBIDDEN)


def _dags(request: Request, rights: Rights) -> list[str]:
    """Return the DAGs of the runs that a request names.

    Raises UnknownRunError where one is not there or not to be seen.
    """
    named = [request.path_params["run_key"]] if "run_key" in request.path_params else []
    named += [key for name in RUNS_NAMED for key in request.query_params.getlist(name)]
    return [get_dag_id(key, rights.sees) for key in named]


def require_visible_run(request: Request, rights: CurrentRights) -> None:
    """Answers for a run of a county that is not theirs as for one that is not there; raises UnknownRunError."""
    _dags(request, rights)


def require_actionable_run(request: Request, rights: CurrentRights) -> None:
    """Require the same, and refuses who may only look at the run; raises UnknownRunError, HTTPException."""
    if not all(rights.acts(dag) for dag in _dags(request, rights)):
        raise HTTPException(403, FORBIDDEN)


def require_same_origin(request: Request) -> None:
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


def require_action_right(what: str) -> list[params.Depends]:
    """Require what an action asks before it is done, and its entry in Airflow's audit log, under that name.

    What is tried on a run of another county is in the log too.
    """
    allowed = [Depends(has_trigger_right), Depends(require_same_origin), is_text]
    return [*allowed, Depends(action_logging(f"年报汇总：{what}")), Depends(require_actionable_run)]


def get_page_path(request: Request) -> str | None:
    """Return the page of ours from which a form was sent, if it tells one."""
    page = request.headers.get("referer", "")
    return page if urlsplit(page).netloc == request.url.netloc else None


def _name(user: GetUserDep) -> str:
    return user.get_name()


CurrentUser = Annotated[str, Depends(_name)]
"""The name of whoever is signed in."""
