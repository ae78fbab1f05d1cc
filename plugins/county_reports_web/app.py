"""The routes of the office's pages, each behind Airflow's own sign-in and the right to see the annual run."""

from __future__ import annotations

from pathlib import Path

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
from airflow.api_fastapi.core_api.security import requires_access_dag
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from township_reports.pipeline import audit, overview, unit_page
from township_reports.refusal import Refusal

from county_reports_web.pages import page

DAG_ID = "county_annual_report"
FILE_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
PAGE_HEADERS = FILE_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'"
}
AUDIT_HEADERS = FILE_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
}

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")))
may_see_runs = Depends(requires_access_dag("GET", DagAccessEntity.RUN, param_dag_id=DAG_ID))


@app.get("/", dependencies=[may_see_runs])
def runs() -> HTMLResponse:
    """Every run with its counts and its report's files."""
    return HTMLResponse(page("runs", runs=overview.runs()), headers=PAGE_HEADERS)


@app.get("/runs/{run_key}", dependencies=[may_see_runs])
def run(run_key: str) -> HTMLResponse:
    """One run: its units, what became of them and why, its files."""
    return HTMLResponse(page("run", run=overview.run_overview(run_key)), headers=PAGE_HEADERS)


@app.get("/runs/{run_key}/units/{code}", dependencies=[may_see_runs])
def unit(run_key: str, code: str) -> HTMLResponse:
    """One unit of a run: the cells to compare with the original, each with a picture of its spot of the page."""
    return HTMLResponse(page("unit", unit=unit_page.unit_page(run_key, code)), headers=PAGE_HEADERS)


@app.get("/runs/{run_key}/units/{code}/cells/{cell_id}.png", dependencies=[may_see_runs])
def cell_picture(run_key: str, code: str, cell_id: str) -> Response:
    """The picture of a cell to confirm, made from the stored file."""
    return Response(unit_page.cell_picture(run_key, code, cell_id), media_type="image/png", headers=FILE_HEADERS)


@app.get("/runs/{run_key}/audit", dependencies=[may_see_runs])
def audit_page(run_key: str) -> FileResponse:
    """What became of every rule in a run: a page that was made then and brings its style along."""
    return FileResponse(audit.audit_file(run_key), media_type="text/html", headers=AUDIT_HEADERS)


@app.get("/runs/{run_key}/files/{name}", dependencies=[may_see_runs])
def report_file(run_key: str, name: str) -> FileResponse:
    """A released file of a run's report, from the file store."""
    return FileResponse(overview.report_file(run_key, name), filename=name, headers=FILE_HEADERS)


@app.exception_handler(Refusal)
async def refused(_request: Request, refusal: Refusal) -> Response:
    """Says in Chinese what is not there."""
    return HTMLResponse(page("refusal", message=str(refusal)), 404, PAGE_HEADERS)


@app.exception_handler(401)
async def to_sign_in(request: Request, refusal: HTTPException) -> Response:
    """Sends a browser to Airflow's sign-in page and back; a program gets its 401."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(get_auth_manager().get_url_login(next_url=str(request.url)), 302)
    return JSONResponse({"detail": refusal.detail}, 401)
