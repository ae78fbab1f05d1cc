"""The office's pages: looking, acting, and what is said when something is not there or not allowed."""

from __future__ import annotations

from pathlib import Path

from airflow.api_fastapi.app import get_auth_manager
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from township_reports.domain.errors import UserFacingError, describe_os_error

from county_reports_web import acting, health, looking
from county_reports_web.pages import make_html_response, render_page

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")))
app.include_router(health.router)
app.include_router(looking.router)
app.include_router(acting.router)


@app.exception_handler(UserFacingError)
async def handle_user_error(request: Request, refusal: UserFacingError) -> Response:
    """Says in Chinese what is not there or cannot be done."""
    if request.method != "GET":
        return JSONResponse({"detail": str(refusal)}, 409)
    return make_html_response(render_page("refusal", message=str(refusal)), 404)


@app.exception_handler(OSError)
async def storage_unavailable(request: Request, fault: OSError) -> Response:
    """Says in Chinese that the database, the disk or the files cannot be reached now, and may be later."""
    if request.method != "GET":
        return JSONResponse({"detail": describe_os_error(fault)}, 503)
    return make_html_response(render_page("refusal", message=describe_os_error(fault)), 503)


@app.exception_handler(401)
async def redirect_to_sign_in(request: Request, refusal: HTTPException) -> Response:
    """Send a browser to Airflow's sign-in page and back; a program gets its 401."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(get_auth_manager().get_url_login(next_url=str(request.url)), 302)
    return JSONResponse({"detail": refusal.detail}, 401)
