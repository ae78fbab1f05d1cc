"""What the office looks at and downloads."""

from __future__ import annotations

from mimetypes import guess_type

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, JSONResponse, Response
from township_reports.pipeline import audit
from township_reports.queries import board, compare_runs, county_page, original_page, overview, rule_book, unit_page
from township_reports.runs import run_access as whose_run

from county_reports_web.access import CurrentRights, is_text, require_view_right, require_visible_run
from county_reports_web.pages import FILE_HEADERS, make_download, make_html_response, render_page

AUDIT_HEADERS = FILE_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
}

router = APIRouter(dependencies=[Depends(require_view_right), is_text, Depends(require_visible_run)])


@router.get("/")
def show_newest_run(rights: CurrentRights) -> HTMLResponse:
    """Return the board of the run opened last, of those that may be seen."""
    run_key = whose_run.find_newest_run(rights.sees)
    return (
        show_board(run_key, rights) if run_key else make_html_response(render_page("start", to_start=rights.to_start()))
    )


@router.get("/runs")
def show_runs(rights: CurrentRights) -> HTMLResponse:
    """Every run that may be seen with its counts and its report's files."""
    return make_html_response(render_page("runs", runs=overview.list_runs(rights.sees)))


@router.get("/runs/{run_key}")
def show_board(run_key: str, rights: CurrentRights) -> HTMLResponse:
    """One run: its units, what became of them and why, its files."""
    shown = board.get_run_overview(run_key)
    return make_html_response(render_page("board", overview=shown, can_act=rights.acts(shown.run.dag)))


@router.get("/runs/{run_key}/units/{code}")
def show_unit(run_key: str, code: str, rights: CurrentRights) -> HTMLResponse:
    """One unit of a run: its tables as read, what is wrong in them, what was said and entered."""
    shown = unit_page.get_unit_page(run_key, code)
    return make_html_response(render_page("unit", unit=shown, can_act=rights.acts(shown.run.dag)))


@router.get("/runs/{run_key}/units/{code}/cells/{cell_id}.png")
def get_cell_picture(run_key: str, code: str, cell_id: str) -> Response:
    """Return the picture of a cell's spot of the page, made from the stored file."""
    return Response(unit_page.draw_cell(run_key, code, cell_id), media_type="image/png", headers=FILE_HEADERS)


@router.get("/runs/{run_key}/units/{code}/pages/{number}.png")
def get_page_picture(run_key: str, code: str, number: int) -> Response:
    """Return a page of the unit's file, made from the stored file."""
    shown = original_page.get_original_page(run_key, code, number)
    return Response(shown.picture.png, media_type="image/png", headers=FILE_HEADERS)


@router.get("/runs/{run_key}/units/{code}/pages/{number}")
def get_page_boxes(run_key: str, code: str, number: int) -> JSONResponse:
    """Return the size of a page of the unit's file, and where on it its cells stand."""
    shown = original_page.get_original_page(run_key, code, number)
    size = {"width": shown.picture.width, "height": shown.picture.height}
    return JSONResponse({**size, "boxes": dict(shown.boxes)}, headers=FILE_HEADERS)


@router.get("/runs/{run_key}/units/{code}/versions/{version}")
def download_original(run_key: str, code: str, version: int) -> Response:
    """Return a version of what a unit sent, as it came: always a download, never shown as a page of ours."""
    return make_download(*overview.read_original(run_key, code, version))


@router.get("/runs/{run_key}/county")
def show_county(run_key: str) -> HTMLResponse:
    """Return the county's tables, last year beside them."""
    return make_html_response(render_page("county", county=county_page.get_county_page(run_key)))


@router.get("/runs/{run_key}/county/{cell_id}")
def show_county_cell(run_key: str, cell_id: str) -> HTMLResponse:
    """Return the units' parts in a county figure, down to the place in each file."""
    return make_html_response(render_page("cell", cell=county_page.get_cell_page(run_key, cell_id)))


@router.get("/runs/{run_key}/sign-off")
def show_sign_off(run_key: str, rights: CurrentRights) -> HTMLResponse:
    """Return what the figures were with the units still open, and the decision."""
    shown = county_page.preview_sign_off(run_key)
    return make_html_response(render_page("sign_off", what_if=shown, can_act=rights.acts(shown.run.dag)))


@router.get("/compare")
def show_comparison(before: str, after: str) -> HTMLResponse:
    """Return what is different in one run from another."""
    return make_html_response(render_page("compare", comparison=compare_runs.compare_runs(before, after)))


@router.get("/rules")
def show_rules() -> HTMLResponse:
    """Every rule there is, with its formula, its source and an example of either side."""
    return make_html_response(render_page("rules", rules=rule_book.list_all_rules()))


@router.get("/runs/{run_key}/audit")
def show_audit(run_key: str) -> HTMLResponse:
    """Return what became of every rule in a run: a page that was made then and brings its style along."""
    return HTMLResponse(audit.read_audit(run_key), headers=AUDIT_HEADERS)


@router.get("/runs/{run_key}/files")
def download_all_files(run_key: str) -> Response:
    """Every released file of a run in one zip."""
    return make_download(county_page.zip_report_files(run_key), "report.zip", "application/zip")


@router.get("/runs/{run_key}/files/{name}")
def download_report_file(run_key: str, name: str) -> Response:
    """Return a released file of a run's report, from the file store."""
    return make_download(overview.read_report_file(run_key, name), name, guess_type(name)[0] or "text/plain")
