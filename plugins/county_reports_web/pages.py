"""The pages as HTML: Jinja2 with everything escaped."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from township_reports.decisions.sign_off import OPTIONS
from township_reports.intake.arrivals import BEIJING
from township_reports.runs.run_access import ANNUAL_RUN, get_dag_suffix

from county_reports_web import PREFIX

FILE_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
PAGE_HEADERS = FILE_HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
}

_templates = Environment(
    loader=PackageLoader("county_reports_web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def quote_segment(text: str) -> str:
    """Quote a text as one part of an address.

    Run keys keep their colons: Airflow's page writes addresses without escapes, and would load one with them twice.
    """
    return quote(str(text), safe=":+")


_templates.filters["segment"] = quote_segment
_templates.filters["suffix"] = get_dag_suffix
_templates.globals |= {"prefix": PREFIX, "beijing": BEIJING, "options": OPTIONS, "office_dag": ANNUAL_RUN}


def render_page(name: str, **context: object) -> str:
    """Render the page of that template; names and texts from townships stay text."""
    return _templates.get_template(f"{name}.html").render(context)


def make_html_response(text: str, status: int = 200) -> HTMLResponse:
    """Make a page as it is sent: nothing in it runs or loads but what is our own."""
    return HTMLResponse(text, status, PAGE_HEADERS)


def make_download(content: bytes, name: str, media_type: str = "application/octet-stream") -> Response:
    """Make a file as it is sent: kept under its name, never shown as a page of ours."""
    kept = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name, safe='')}"}
    return Response(content, media_type=media_type, headers=FILE_HEADERS | kept)
