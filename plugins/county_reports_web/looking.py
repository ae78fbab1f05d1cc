"""What the office looks at and downloads. Changes nothing."""

from __future__ import annotations

from mimetypes import guess_type

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, JSONResponse, Response
from township_reports.pipeline import (
    audit,
    board,
    compare_runs,
    county_page,
    original_page,
    overview,
    rule_book,
    unit_page,
    whose_run,
)

from county_reports_web.access import Theirs, is_text, may_look, run_is_seen
from county_reports_web.pages import FILE_HEADERS, download, html, page

AUDIT_HEADERS = FILE_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
}

router = APIRouter(dependencies=[Depends(may_look), is_text, Depends(run_is_seen)])


@router.get("/")
def newest(rights: Theirs) -> HTMLResponse:
    """The board of the run opened last, of those that may be seen."""
    run_key = whose_run.newest_run(rights.sees)
    return run(run_key, rights) if run_key else html(page("start", to_start=rights.to_start()))


@router.get("/runs")
def history(rights: Theirs) -> HTMLResponse:
    """Every run that may be seen with its counts and its report's files."""
    return html(page("runs", runs=overview.runs(rights.sees)))


@router.get("/runs/{run_key}")
def run(run_key: str, rights: Theirs) -> HTMLResponse:
    """One run: its units, what became of them and why, its files."""
    shown = board.run_overview(run_key)
    return html(page("board", overview=shown, can_act=rights.acts(shown.run.dag)))


@router.get("/runs/{run_key}/units/{code}")
def unit(run_key: str, code: str, rights: Theirs) -> HTMLResponse:
    """One unit of a run: its tables as read, what is wrong in them, what was said and entered."""
    shown = unit_page.unit_page(run_key, code)
    return html(page("unit", unit=shown, can_act=rights.acts(shown.run.dag)))


@router.get("/runs/{run_key}/units/{code}/cells/{cell_id}.png")
def cell_picture(run_key: str, code: str, cell_id: str) -> Response:
    """The picture of a cell's spot of the page, made from the stored file."""
    return Response(unit_page.cell_picture(run_key, code, cell_id), media_type="image/png", headers=FILE_HEADERS)


@router.get("/runs/{run_key}/units/{code}/pages/{number}.png")
def page_picture(run_key: str, code: str, number: int) -> Response:
    """A page of the unit's file, made from the stored file."""
    shown = original_page.original_page(run_key, code, number)
    return Response(shown.picture.png, media_type="image/png", headers=FILE_HEADERS)


@router.get("/runs/{run_key}/units/{code}/pages/{number}")
def page_boxes(run_key: str, code: str, number: int) -> JSONResponse:
    """The size of a page of the unit's file, and where on it its cells stand."""
    shown = original_page.original_page(run_key, code, number)
    size = {"width": shown.picture.width, "height": shown.picture.height}
    return JSONResponse({**size, "boxes": dict(shown.boxes)}, headers=FILE_HEADERS)


@router.get("/runs/{run_key}/units/{code}/versions/{version}")
def original(run_key: str, code: str, version: int) -> Response:
    """A version of what a unit sent, as it came: always a download, never shown as a page of ours."""
    return download(*overview.original(run_key, code, version))


@router.get("/runs/{run_key}/county")
def county(run_key: str) -> HTMLResponse:
    """The county's tables, last year beside them."""
    return html(page("county", county=county_page.county_page(run_key)))


@router.get("/runs/{run_key}/county/{cell_id}")
def county_cell(run_key: str, cell_id: str) -> HTMLResponse:
    """The units' parts in a county figure, down to the place in each file."""
    return html(page("cell", cell=county_page.cell_page(run_key, cell_id)))


@router.get("/runs/{run_key}/sign-off")
def sign_off(run_key: str, rights: Theirs) -> HTMLResponse:
    """What the figures were with the units still open, and the decision."""
    shown = county_page.what_if(run_key)
    return html(page("sign_off", what_if=shown, can_act=rights.acts(shown.run.dag)))


@router.get("/compare")
def compare(before: str, after: str) -> HTMLResponse:
    """What is different in one run from another."""
    return html(page("compare", comparison=compare_runs.compare_runs(before, after)))


@router.get("/rules")
def rules() -> HTMLResponse:
    """Every rule there is, with its formula, its source and an example of either side."""
    return html(page("rules", rules=rule_book.rule_book()))


@router.get("/runs/{run_key}/audit")
def audit_page(run_key: str) -> HTMLResponse:
    """What became of every rule in a run: a page that was made then and brings its style along."""
    return HTMLResponse(audit.audit_file(run_key), headers=AUDIT_HEADERS)


@router.get("/runs/{run_key}/files")
def all_files(run_key: str) -> Response:
    """Every released file of a run in one zip."""
    return download(county_page.all_files(run_key), "report.zip", "application/zip")


@router.get("/runs/{run_key}/files/{name}")
def report_file(run_key: str, name: str) -> Response:
    """A released file of a run's report, from the file store."""
    return download(overview.report_file(run_key, name), name, guess_type(name)[0] or "text/plain")
