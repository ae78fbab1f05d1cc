"""What the office does on the pages: receive, explain, enter a figure. Every action keeps who did it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from township_reports.decisions import corrections, explanations, nothing_to_report
from township_reports.domain.explanation import Explanation
from township_reports.intake.arrivals import BEIJING
from township_reports.intake.dropped_files import Upload, refuse_too_much
from township_reports.intake.receive import Receipt, receive
from township_reports.notices import notices

from county_reports_web.access import CurrentUser, get_page_path, refuse_unread, require_action_right
from county_reports_web.pages import FILE_HEADERS

RequiredText = Annotated[str, Form(pattern=r"^[^\x00]*$")]
ActionResponse = dict[str, object]
"""`said`: what was done, in Chinese; `check`: the codes of the units to be read and checked again."""


class RedirectingRoute(APIRoute):
    """Reads no form of a stranger's; answers one sent without scripts by leading back to the page it stood on."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of a route, around FastAPI's own."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            await refuse_unread(request)
            answered, page = await handle(request), get_page_path(request)
            native = "text/html" in request.headers.get("accept", "") and answered.media_type == "application/json"
            return RedirectResponse(page, 303) if page and native else answered

        return answer


router = APIRouter(route_class=RedirectingRoute)


@router.post("/runs/{run_key}/files", dependencies=require_action_right("接收材料"))
def receive_files(run_key: str, files: list[UploadFile], person: CurrentUser) -> ActionResponse:
    """Take in what was dropped; files that belong to no unit of the run are refused, each with the reason."""
    refuse_too_much(file.size or 0 for file in files)
    receipts = receive(run_key, [Upload(file.filename or "", file.file.read()) for file in files], person)
    check = sorted({one.unit.code for one in receipts if one.unit and not one.refused and not one.already_there})
    return {"said": [_format_receipts(one) for one in receipts], "check": check}


@router.post("/runs/{run_key}/units/{code}/explanations", dependencies=require_action_right("说明提示"))
def explain(run_key: str, code: str, rule: RequiredText, text: RequiredText, person: CurrentUser) -> ActionResponse:
    """Keep what was said to a unit's warnings of one rule."""
    count = explanations.explain(run_key, code, rule, Explanation(person, datetime.now(BEIJING).date(), text))
    return {"said": [f"已记录对{rule}的说明（{count}处）。"], "check": []}


@router.post("/runs/{run_key}/units/{code}/corrections", dependencies=require_action_right("人工更正"))
def correct(
    run_key: str, code: str, *, cell: RequiredText, figure: RequiredText, reason: RequiredText, person: CurrentUser
) -> ActionResponse:
    """Keep a figure entered for a cell of the file that counts."""
    entry = corrections.CorrectionEntry(cell, figure, person, reason, datetime.now(UTC))
    return {"said": [corrections.correct(run_key, code, entry)], "check": [code]}


@router.post(
    "/runs/{run_key}/units/{code}/corrections/{cell}/withdrawal", dependencies=require_action_right("撤销更正")
)
def withdraw(run_key: str, code: str, cell: str) -> ActionResponse:
    """Take back what was entered for a cell."""
    return {"said": [corrections.withdraw(run_key, code, cell)], "check": [code]}


@router.post("/runs/{run_key}/units/{code}/nothing", dependencies=require_action_right("确认零报告"))
def confirm_nothing(run_key: str, code: str, reason: RequiredText, person: CurrentUser) -> ActionResponse:
    """Keep that a unit has nothing to report this year."""
    nothing_to_report.confirm_nothing(run_key, code, person, reason)
    return {"said": ["已确认为零报告。"], "check": []}


@router.post("/runs/{run_key}/units/{code}/nothing/withdrawal", dependencies=require_action_right("撤回零报告"))
def withdraw_nothing(run_key: str, code: str, reason: RequiredText, person: CurrentUser) -> ActionResponse:
    """Take back that a unit has nothing to report."""
    nothing_to_report.withdraw_confirmation(run_key, code, person, reason)
    return {"said": ["已撤回零报告确认。"], "check": []}


@router.post("/runs/{run_key}/units/{code}/letter", dependencies=require_action_right("下载通知"))
def download_letter(run_key: str, code: str, person: CurrentUser) -> Response:
    """Return the unit's letter to send some other way; keeps that the unit is reported so."""
    made = notices.record_download(run_key, code, person)
    headers = FILE_HEADERS | {"Content-Disposition": f"attachment; filename*=utf-8''{quote(made.file_name)}"}
    return Response(made.document, media_type="application/octet-stream", headers=headers)


def _format_receipts(receipt: Receipt) -> str:
    if receipt.refused:
        return f"未接收 {receipt.file_name}：{receipt.refused}"
    whose = receipt.unit.name if receipt.unit else ""
    return f"{whose}：{'内容与已有文件相同，未变动' if receipt.already_there else '已接收'} {receipt.file_name}"
